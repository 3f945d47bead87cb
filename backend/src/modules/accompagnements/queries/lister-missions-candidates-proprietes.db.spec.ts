import fc from 'fast-check';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { type PeriodeFermee, chevauche, intersection } from '../../../kernel/periode.js';
import { uai } from '../../../kernel/uai.js';
import { heuresLibresNaives } from '../domain/occupation.oracle.js';
import type { ContexteCreation } from '../domain/regles-creation.js';
import { refusNaifs } from '../domain/regles-creation.oracle.js';
import { listerMissionsCandidates } from './lister-missions-candidates.js';

type MissionConnue = ContexteCreation['mission'] & {
  readonly accompagnements: ContexteCreation['mission']['accompagnements'][number][];
  readonly affectations: ContexteCreation['mission']['affectations'][number][];
};

const heures = fc.integer({ min: 1, max: 24 });
const rang = fc.nat(9);
const mondeAlea = fc.record({
  membres: fc.array(fc.record({ ecole: fc.nat(1), pial: fc.nat(1), periode: unePeriode('2026-08-01', 400) }), {
    maxLength: 4,
  }),
  missions: fc.array(fc.record({ heures, periode: unePeriode('2026-08-01', 300) }), { minLength: 1, maxLength: 4 }),
  affectations: fc.array(
    fc.record({ mission: rang, pial: fc.nat(1), heures, periode: unePeriode('2026-08-01', 400) }),
    { maxLength: 6 },
  ),
  poses: fc.array(
    fc.record({ mission: rang, ecole: fc.nat(1), heures, periode: unePeriodeFermee('2026-08-01', 400) }),
    { maxLength: 6 },
  ),
  demande: fc.record({ heures, periode: unePeriodeFermee('2026-09-01', 364) }),
});
type MondeAlea = typeof mondeAlea extends fc.Arbitrary<infer T> ? T : never;

describe('listerMissionsCandidates, mondes au hasard', () => {
  let base: BaseDEssai;
  let monde: Monde;
  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  async function construire(m: MondeAlea) {
    await base.source.query('UPDATE mission SET actif = false WHERE actif');
    const ecoles = [await monde.etablissement(), await monde.etablissement()];
    const pials = [await monde.pial(), await monde.pial()];
    const membres = m.membres.filter(
      (a, n) => !m.membres.slice(0, n).some((b) => b.ecole === a.ecole && chevauche(a.periode, b.periode)),
    );
    for (const x of membres) {
      await monde.membre({ pial: pials[x.pial] ?? '', uai: ecoles[x.ecole] ?? '', ...x.periode });
    }
    const appartenances = (ecole: number) =>
      membres
        .filter((x) => x.ecole === ecole)
        .map((x) => ({ ...x.periode, pialUai: uai(pials[x.pial] ?? ''), pialNom: '' }));
    const missions: { id: number; contexte: MissionConnue }[] = [];
    for (const x of m.missions) {
      const contexte: MissionConnue = {
        aesh: { nom: '', prenom: '', actif: true },
        active: true,
        nature: { code: '', activite: '', accompagne: true },
        periode: x.periode,
        heures: x.heures,
        accompagnements: [],
        affectations: [],
      };
      missions.push({ id: await monde.mission({ heures: x.heures, ...x.periode }), contexte });
    }
    const celle = (n: number) => missions[n % missions.length] as (typeof missions)[number];
    for (const x of m.affectations) {
      const { id: mission, contexte } = celle(x.mission);
      const pialUai = uai(pials[x.pial] ?? '');
      if (contexte.affectations.some((y) => y.pialUai === pialUai && chevauche(x.periode, y))) continue;
      const id = await monde.affectation({ mission, pial: pialUai, heures: x.heures, ...x.periode });
      contexte.affectations.push({ id, heures: x.heures, pialUai, ...x.periode });
    }
    for (const x of m.poses) {
      const { id: mission, contexte } = celle(x.mission);
      const annee = periodeAnnee(anneeScolaire(x.periode.debut));
      const periode = intersection(x.periode, annee) as PeriodeFermee;
      const pose = { mission, decisions: [], uai: ecoles[x.ecole] ?? '', heures: x.heures, ...periode };
      const id = await monde.accompagnement(pose);
      contexte.accompagnements.push({ id, heures: x.heures, ...periode, appartenances: appartenances(x.ecole) });
    }
    const ecole = uai(ecoles[0] ?? '');
    const { decision } = await monde.eleveNotifie({ uai: ecole });
    return { decision, missions, etablissement: { uai: ecole, nom: '', appartenances: appartenances(0) } };
  }

  it('the SQL agrees with the rule of the creation, day by day, on who can be chosen and on the hours left', async () => {
    await fc.assert(
      fc.asyncProperty(mondeAlea, async (m) => {
        const { decision, missions, etablissement } = await construire(m);
        const demande = { ...m.demande.periode, uai: etablissement.uai, heures: m.demande.heures };
        const { items } = await listerMissionsCandidates(
          base.source,
          { nature: 'DEPARTEMENT', departement: monde.departement },
          { ...demande, decisionIds: [decision], sort: [{ nom: 'possible', descendant: true }], page: 1, size: 50 },
        );
        for (const { id, contexte } of missions) {
          const vue = items.find((i) => i.missionId === id);
          if (!vue) {
            verifier(!chevauche(contexte.periode, m.demande.periode), 'mission oubliée');
            continue;
          }
          const naifs = refusNaifs(
            { ...demande, decisionIds: [], heuresRepas: 0, heuresMeridienne: 0 },
            { decisions: [], mission: contexte, etablissement },
          );
          const code = vue.empechement?.code ?? null;
          verifier(code === null ? naifs.length === 0 : naifs.includes(code), `${code}, attendu ${naifs.join()}`);
          const poses = contexte.accompagnements as Parameters<typeof heuresLibresNaives>[1];
          const libres = heuresLibresNaives({ ...contexte, accompagne: true }, poses, m.demande.periode);
          verifier(vue.heuresLibres === libres, `${vue.heuresLibres} h libres, attendu ${libres}`);
        }
      }),
      { numRuns: 60 },
    );
    expect().nothing();
  }, 120_000);
});

function verifier(vrai: boolean, quoi: string): void {
  if (!vrai) throw new Error(quoi);
}
