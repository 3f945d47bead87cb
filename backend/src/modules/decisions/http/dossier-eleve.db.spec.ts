import { ApiDEssai, type ReponseApi } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import type { CodeProfil, Perimetre } from '../../../platform/security/index.js';
import { DecisionsModule } from '../index.js';
import { type EleveDossier, EleveIntrouvable, lireDossierEleve } from '../queries/lire-dossier-eleve.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const EN_COURS = jour('2026-11-24');

describe('Dossier de l’élève', () => {
  let base: BaseDEssai;
  let monde: Monde;
  let ecole: string;
  let college: string;
  let pial: string;
  let secteur: string;
  let lea: number;
  let seul: number;
  let individuelle: number;
  let mutualisee: number;
  let partage: number;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    ecole = await monde.etablissement({ nom: 'École Jean Jaurès', circonscription: 'CIRCO' });
    college = await monde.etablissement({ nom: 'Collège Zola', commune: 'Muret' });
    pial = await monde.pial({ nom: 'Collège Jolimont', membres: [ecole] });
    secteur = await monde.secteur({ code: 'TLSE-1', libelle: 'Toulouse centre' });
    await base.source.query(
      `UPDATE secteur SET erseh_nom = 'Odile Petit', erseh_courriel = 'odile@example.org' WHERE code = $1`,
      [secteur],
    );
    lea = await monde.eleve({ nom: 'MARTIN', prenom: 'Léa', identifiant: 'E-LEA', secteur });
    await monde.scolarite({ eleve: lea, uai: ecole, debut: '2020-09-01', fin: '2027-08-31', classe: 'CM2' });
    await monde.scolarite({ eleve: lea, uai: college, debut: '2027-09-01', fin: null, classe: '6e' });
    individuelle = await monde.decision({ eleve: lea, debut: '2024-09-01', fin: '2028-08-31', heures: 20 });
    await base.source.query(`UPDATE decision SET date_cdaph = '2024-06-12' WHERE id = $1`, [individuelle]);
    mutualisee = await monde.decision({ eleve: lea, type: 'MUTUALISEE', debut: '2026-09-01', fin: '2027-08-31' });
    await base.source.query(
      `INSERT INTO proche (identifiant, eleve_id, lien, nom, prenom, telephone, courriel, adresse)
       VALUES ('P2', $1, 'Père', 'MARTIN', 'Hugo', '0561000000', 'hugo@example.org', '1 rue du Bac'), ('P1', $1, 'Mère', 'ROUX', NULL, NULL, NULL, NULL)`,
      [lea],
    );
    await base.source.query(
      `INSERT INTO soin (identifiant, eleve_id, structure, jours, debut, fin)
       VALUES ('S1', $1, 'CMP Sud', 'mardi', '2025-09-01', '2026-08-31'), ('S2', $1, 'SESSAD', NULL, '2026-09-01', NULL)`,
      [lea],
    );
    // One AESH for the two pupils of a mutualised accompaniment; a provisional one; one of the year to come.
    const voisin = await monde.eleveNotifie({ uai: ecole, secteur, nom: 'VOISIN', type: 'MUTUALISEE' });
    seul = (await monde.eleveNotifie({ uai: college, secteur: await monde.secteur({ code: 'TLSE-2' }), nom: 'SEUL' }))
      .eleve;
    const durand = await monde.mission({ aesh: await monde.aesh({ nom: 'DURAND', prenom: 'Paul' }), fin: null });
    partage = await monde.accompagnement({
      mission: durand,
      type: 'MUTUALISEE',
      decisions: [mutualisee, voisin.decision],
      uai: ecole,
      heures: 12.5,
    });
    await monde.accompagnement({
      mission: await monde.mission({ source: 'PREVISIONNEL' }),
      decisions: [individuelle],
      uai: ecole,
      debut: '2027-01-04',
      heures: 10,
    });
    await monde.accompagnement({
      mission: durand,
      decisions: [individuelle],
      uai: college,
      debut: '2027-09-01',
      fin: '2028-08-31',
      heures: 20,
    });
    await monde.rafraichir();
  });
  afterAll(() => base.fermer());

  const lire = (id = lea, perimetre: Perimetre = HAUTE_GARONNE, le = EN_COURS): Promise<EleveDossier> =>
    lireDossierEleve(base.source, perimetre, id, le);

  it('F6.1-1 gives the whole file in one round trip', async () => {
    const requetes = spyOn(base.source, 'query').and.callThrough();
    const dossier = await lire();
    expect(requetes).toHaveBeenCalledTimes(1);
    expect(dossier).toEqual(
      jasmine.objectContaining({
        id: lea,
        identifiant: 'E-LEA',
        ine: null,
        nom: 'MARTIN',
        prenom: 'Léa',
        dateNaissance: jour('2016-05-04'),
        sexe: null,
        etatDossier: 'ACTIF' as const,
        secteur: {
          code: 'TLSE-1',
          libelle: 'Toulouse centre',
          erseh: { nom: 'Odile Petit', courriel: 'odile@example.org' },
        },
      }),
    );
    expect(dossier.proches.map(({ id: _, ...proche }) => proche)).toEqual([
      { lien: 'Mère', nom: 'ROUX', prenom: null, telephone: null, courriel: null, adresse: null },
      {
        lien: 'Père',
        nom: 'MARTIN',
        prenom: 'Hugo',
        telephone: '0561000000',
        courriel: 'hugo@example.org',
        adresse: '1 rue du Bac',
      },
    ]);
    expect(dossier.soins.map(({ structure, jours, debut, fin }) => [structure, jours, debut, fin])).toEqual([
      ['SESSAD', null, '2026-09-01', null],
      ['CMP Sud', 'mardi', '2025-09-01', '2026-08-31'],
    ]);
  });

  it('gives the schoolings, the latest first, with the PIAL of the day that is the nearest to today', async () => {
    const jolimont = { uai: pial, nom: 'Collège Jolimont' };
    const vues = async (le: string): Promise<unknown[]> =>
      (await lire(lea, HAUTE_GARONNE, jour(le))).scolarites.map(({ uai, classe, fin, pial: vu }) => [
        uai,
        classe,
        fin,
        vu,
      ]);
    expect(await vues('2026-11-24')).toEqual([
      [college, '6e', null, null],
      [ecole, 'CM2', '2027-08-31', jolimont],
    ]);
    // Of a schooling to come, the first day counts: the college will have joined.
    await monde.membre({ pial, uai: college, debut: '2027-09-01' });
    expect((await vues('2026-11-24'))[0]).toEqual([college, '6e', null, jolimont]);
  });

  it('gives the decisions with their timeline, hatched as on the decisions page', async () => {
    const { decisions } = await lire();
    expect(decisions.map(({ id, type, heures, dateCdaph }): unknown[] => [id, type, heures, dateCdaph])).toEqual([
      [mutualisee, 'MUTUALISEE', null, null],
      [individuelle, 'INDIVIDUELLE', 20, '2024-06-12'],
    ]);
    const [une, deux] = decisions;
    expect([une?.couverture, une?.priorite]).toEqual([1, 0]);
    expect(
      deux?.segments.map(({ debut, fin, etat, previsionnel }): unknown[] => [debut, fin, etat, previsionnel]),
    ).toEqual([
      ['2024-09-01', '2027-01-03', 'ROUGE', false],
      ['2027-01-04', '2027-08-31', 'ORANGE', true],
      ['2027-09-01', '2028-08-31', 'VERT', true],
    ]);
    const anneeSuivante = (await lire(lea, HAUTE_GARONNE, jour('2027-09-01'))).decisions[1];
    expect(anneeSuivante?.segments.at(-1)?.previsionnel).toBeFalse();
  });

  it('F5-6 tells what is wrong with the accompaniments of a decision, as the decisions page does', async () => {
    const { decisions } = await lire();
    const anomalie = decisions[0]?.anomalies.find(({ type }) => type === 9);
    expect(anomalie).toEqual({
      type: 9,
      libelle: 'AESH non affecté au PIAL de l’établissement',
      message: jasmine.stringMatching(/Paul DURAND .* Léa MARTIN/) as unknown as string,
      accompagnementId: partage,
      debut: jour('2026-09-01'),
      fin: jour('2027-08-31'),
    });
    const api = await ApiDEssai.demarrer(base.source, DecisionsModule);
    try {
      const jeton = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
      for (const { id } of decisions) {
        const { corps } = await api.demander('GET', `/decisions/${id}`, { jeton });
        const dossier = (await api.demander('GET', `/eleves/${lea}`, { jeton })).corps as unknown as EleveDossier;
        expect(corps['anomalies'] as unknown).toEqual(dossier.decisions.find((d) => d.id === id)?.anomalies);
      }
    } finally {
      await api.fermer();
    }
  });

  it('gives the accompaniments, with the decisions of this pupil alone', async () => {
    const { accompagnements } = await lire();
    expect(accompagnements[0]).toEqual({
      id: partage,
      type: 'MUTUALISEE',
      decisionIds: [mutualisee],
      debut: jour('2026-09-01'),
      fin: jour('2027-08-31'),
      heures: 12.5,
      heuresRepas: 0,
      heuresMeridienne: 0,
      maintien: false,
      uai: ecole,
      etablissement: 'École Jean Jaurès',
      missionId: jasmine.any(Number) as unknown as number,
      previsionnel: false,
      aesh: { id: jasmine.any(Number) as unknown as number, nom: 'DURAND', prenom: 'Paul' },
      mission: {
        debut: jour('2026-09-01'),
        fin: null,
        nature: { code: 'HI1D', activite: jasmine.any(String) as unknown as string },
        typeContrat: 'CDI',
      },
    });
    expect(accompagnements.map(({ debut, previsionnel }): unknown[] => [debut, previsionnel])).toEqual([
      ['2026-09-01', false],
      ['2027-01-04', true],
      ['2027-09-01', true],
    ]);
  });

  it('gives an empty file for a pupil of whom nothing is known', async () => {
    const nu = await monde.eleve({ secteur: 'TLSE-2' });
    const { scolarites, decisions, proches, soins, accompagnements, secteur: vu } = await lire(nu);
    expect([scolarites, decisions, proches, soins, accompagnements]).toEqual([[], [], [], [], []]);
    expect(vu.erseh).toBeNull();
  });

  it('F1.2-2 outside the perimeter, the pupil does not exist', async () => {
    const dehors: Perimetre[] = [
      { nature: 'DEPARTEMENT', departement: '081' },
      { nature: 'SECTEURS', secteurs: ['TLSE-2'] },
      { nature: 'SECTEURS', secteurs: [] },
      { nature: 'ETABLISSEMENT', uai: college },
      { nature: 'PIAL', pialUai: college },
      { nature: 'CIRCONSCRIPTION', circonscription: 'AUTRE' },
      { nature: 'AUCUN' },
    ];
    for (const perimetre of dehors) {
      await expectAsync(lire(lea, perimetre))
        .withContext(JSON.stringify(perimetre))
        .toBeRejectedWithError(EleveIntrouvable);
    }
    const dedans: Perimetre[] = [
      { nature: 'SECTEURS', secteurs: ['TLSE-1'] },
      { nature: 'ETABLISSEMENT', uai: ecole },
      { nature: 'PIAL', pialUai: pial },
      { nature: 'CIRCONSCRIPTION', circonscription: 'CIRCO' },
    ];
    for (const perimetre of dedans) expect((await lire(lea, perimetre)).id).toBe(lea);
  });

  describe('GET /eleves/{id}', () => {
    let api: ApiDEssai;
    const demander = (id: number | string, jeton?: string): Promise<ReponseApi> =>
      api.demander('GET', `/eleves/${id}`, jeton ? { jeton } : {});

    beforeAll(async () => {
      api = await ApiDEssai.demarrer(base.source, DecisionsModule);
    });
    afterAll(() => api.fermer());

    it('F1.2-2 answers those who read decisions, in their perimeter', async () => {
      const cas: [CodeProfil, Perimetre, number][] = [
        ['GESTIONNAIRE_AESH', HAUTE_GARONNE, 200],
        ['SUPERVISEUR_AESH', HAUTE_GARONNE, 200],
        ['ERSEH', { nature: 'SECTEURS', secteurs: ['TLSE-2'] }, 200],
        ['ERSEH', { nature: 'SECTEURS', secteurs: ['TLSE-1'] }, 404],
        ['GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' }, 404],
        ['ADMINISTRATEUR', { nature: 'AUCUN' }, 403],
        ['INTEGRATEUR', { nature: 'AUCUN' }, 403],
      ];
      for (const [profil, perimetre, attendu] of cas) {
        const { statut, corps } = await demander(seul, await api.connecter(profil, perimetre));
        expect(statut)
          .withContext(`${profil} ${JSON.stringify(perimetre)}`)
          .toBe(attendu);
        if (attendu === 404) expect(corps['code']).toBe('ELEVE_INTROUVABLE');
      }
      expect((await demander(seul)).statut).toBe(401);
    });

    it('refuses what is no id', async () => {
      const jeton = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
      for (const faux of ['abc', '0', '-1', '1.5', '99999999999', '%27']) {
        expect((await demander(faux, jeton)).statut)
          .withContext(faux)
          .toBe(400);
      }
      expect((await demander(2_147_483_647, jeton)).corps['code']).toBe('ELEVE_INTROUVABLE');
    });
  });
});
