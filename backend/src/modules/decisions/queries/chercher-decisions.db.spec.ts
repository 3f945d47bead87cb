import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { type ParametresDecisions, listerDecisions } from './lister-decisions.js';

const JOUR = jour('2026-11-24');
const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('listerDecisions, search', () => {
  let base: BaseDEssai;
  let monde: Monde;
  let secteur: string;
  let secteurs = 0;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());
  // A sector of its own for each spec: its decisions are those that the spec has made.
  beforeEach(async () => {
    secteurs += 1;
    secteur = await monde.secteur({ code: `SPEC-${secteurs}` });
  });

  const page = (p: Partial<ParametresDecisions> = {}) =>
    listerDecisions(
      base.source,
      HAUTE_GARONNE,
      { sort: [{ nom: 'nom', descendant: false }], page: 1, size: 50, secteur: [secteur], ...p },
      JOUR,
    );
  const noms = async (p: Partial<ParametresDecisions> = {}): Promise<string[]> =>
    (await page(p)).items.map((d) => d.eleve.nom);

  describe('search', () => {
    beforeEach(async () => {
      for (const [nom, prenom, identifiant] of [
        ['LEFÈVRE', 'Jean-Pierre', 'A100'],
        ['D’ARC', 'Léa', 'A101'],
        ['Le Fèvre', 'Élodie', 'A102'],
        ['100%', 'A_B', 'A103'],
      ] as const) {
        await monde.decision({
          eleve: await monde.eleve({ secteur, nom, prenom, identifiant: `${secteur}-${identifiant}` }),
        });
      }
    });

    const cas: [string, string[]][] = [
      ['lefevre', ['LEFÈVRE']],
      ['LÉA', ['D’ARC']],
      ["d'arc", ['D’ARC']],
      ['jean pierre', ['LEFÈVRE']],
      ['jean-pierre lefe', ['LEFÈVRE']],
      ['fevre elodie', ['Le Fèvre']],
      ['fevre', ['Le Fèvre', 'LEFÈVRE']],
      ['a101', ['D’ARC']],
      ['fevre a101', []],
      ['%', ['100%']],
      ['a_b', ['100%']],
      ['_', ['100%']],
      ['\\', []],
      ["'; DROP TABLE decision; --", []],
      ['', ['100%', 'D’ARC', 'Le Fèvre', 'LEFÈVRE']],
    ];
    for (const [q, attendus] of cas) {
      it(`« ${q} »: all the words, accents and case ignored`, async () => {
        expect((await noms({ q })).sort()).toEqual([...attendus].sort());
      });
    }
  });

  describe('F4.4-1 the search looks in the whole table', () => {
    let ecole: string;
    let tete: string;
    beforeAll(async () => {
      ecole = await monde.etablissement({ nom: 'École élémentaire Jean Macé', commune: 'Cugnaux' });
      const suivante = await monde.etablissement({ nom: 'Collège Montesquieu', commune: 'Muret' });
      const ancienne = await monde.etablissement({ nom: 'École maternelle Vieillie', commune: 'Portet' });
      tete = await monde.pial({ nom: 'Lycée Déodat', membres: [ecole] });
      await monde.secteur({ code: 'TLSE-SUD', libelle: 'Toulouse Sud-Est' });
      const eleve = await monde.eleve({
        secteur: 'TLSE-SUD',
        nom: 'GÜNTHER',
        prenom: 'Maëlle',
        identifiant: 'X-90210',
      });
      await monde.scolarite({ eleve, uai: ancienne, debut: '2024-09-01', fin: '2025-08-31' });
      await monde.scolarite({ eleve, uai: ecole, debut: '2026-09-01', fin: '2027-08-31' });
      await monde.scolarite({ eleve, uai: suivante, debut: '2027-09-01', fin: null });
      await monde.decision({
        eleve,
        heures: 12.5,
        debut: '2026-11-02',
        fin: '2028-08-31',
        origine: 'REEXAMEN_GEVASCO',
        nature: 'PROJET_ALTERNATIF',
      });
      const autre = await monde.eleve({ secteur: 'TLSE-SUD', nom: 'AUTRE', prenom: 'Zoé', identifiant: 'X-1' });
      await monde.decision({ eleve: autre, type: 'MUTUALISEE' });
    });

    const trouves = async (q: string): Promise<string[]> => noms({ secteur: ['TLSE-SUD'], q });
    const UNE = ['GÜNTHER'];
    const cas: [string, string[]][] = [
      ['gunther', UNE],
      ['MAELLE', UNE],
      ['maëlle gün', UNE],
      ['90210', UNE],
      ['x-90210', UNE],
      ['individuelle', UNE],
      ['Mutualisée', ['AUTRE']],
      ['12h30', UNE],
      ['12 h 30', UNE],
      ['réexamen', UNE],
      ['geva-sco', UNE],
      ['première demande', ['AUTRE']],
      ['alternatif', UNE],
      ['projet ciblé', ['AUTRE']],
      ['02/11/2026', UNE],
      ['31/08/2028', UNE],
      ['/08/2028', UNE],
      ['tlse-sud', ['AUTRE', ...UNE]],
      ['toulouse sud-est', ['AUTRE', ...UNE]],
      ['deodat', UNE],
      ['hors pial', ['AUTRE']],
      ['elementaire macé', UNE],
      ['cugnaux', UNE],
      ['muret montesquieu', UNE],
      ['macé individuelle 2028 toulouse', UNE],
      ['macé mutualisée', []],
      ['vieillie', []],
      ['portet', []],
      ['e', ['AUTRE', ...UNE]],
      ['x- 1', ['AUTRE', ...UNE]],
      ['ü', ['AUTRE', ...UNE]],
      ['\u{1F600}', []],
      ['\u202Egunther', []],
      ['\uD83D', []],
      ['%%%%', []],
      ['12_30', []],
      ['nil\nul', []],
    ];
    for (const [q, attendus] of cas) {
      it(`« ${JSON.stringify(q).slice(1, -1)} »`, async () => expect(await trouves(q)).toEqual(attendus));
    }

    it('by the UAI of a school shown and of the tête de PIAL', async () => {
      expect(await trouves(ecole.toLowerCase())).toEqual(UNE);
      expect(await trouves(tete)).toEqual(UNE);
    });

    it('by the PIAL of the day only, which follows the pupil', async () => {
      const ailleurs = { sort: [], page: 1, size: 50, secteur: ['TLSE-SUD'] };
      const le = async (jourDe: string, q: string): Promise<number> =>
        (await listerDecisions(base.source, HAUTE_GARONNE, { ...ailleurs, q }, jour(jourDe))).total;
      expect(await le('2027-08-31', 'deodat')).toBe(1);
      expect(await le('2027-09-01', 'deodat')).toBe(0);
      expect(await le('2027-09-01', 'hors pial gunther')).toBe(1);
    });

    it('as many words as 200 characters hold', async () => {
      const q = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('').join(' ');
      expect(await trouves(q)).toEqual([]);
    });
  });
});
