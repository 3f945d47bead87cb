import fc from 'fast-check';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { anneeScolaire } from '../../../kernel/annee-scolaire.js';
import { type Jour, jour, plusJours } from '../../../kernel/jour.js';
import { type Periode, type PeriodeFermee, chevauche } from '../../../kernel/periode.js';
import { ACTEUR_SYSTEME } from '../../../platform/security/perimetre.js';
import { type PialLigne, listerBesoinsMoyens } from '../queries/lister-besoins-moyens.js';
import { type LigneNaive, type MondeNaif, ligneNaive } from './agregats-naifs.oracle.js';
import { recalculerAgregats } from './recalculer-agregats.js';

const ANNEE = 2026;
const DEPARTEMENTS = ['031', '081'];
const PREMIER = jour('2026-07-01');
const NATURES = {
  HI1D: 'ACCOMPAGNANT',
  PI2D: 'ACCOMPAGNANT',
  HC1D: 'COLLECTIF',
  AHRE: 'REFERENT',
  AE1D: 'AUTRE',
} as const;
const TABLES =
  'accompagnement_decision, accompagnement, affectation_pial, mission, aesh, decision, scolarite, eleve, secteur, pial_membre, pial, etablissement, agregat_pial, calcul_agregat, audit';

/** The formula of the guide, written another way. */
const f = (cM: number): number => 32 * Math.floor(cM / 5) + (cM % 5 === 0 ? 0 : 24);

const unJour = fc.integer({ min: 0, max: 480 }).map((n) => plusJours(PREMIER, n));
const fermee = fc
  .tuple(unJour, fc.integer({ min: 0, max: 420 }))
  .map(([debut, n]): PeriodeFermee => ({ debut, fin: plusJours(debut, n) }));
const ouverte = fc
  .tuple(fermee, fc.integer({ min: 0, max: 3 }))
  .map(([p, n]): Periode => (n === 0 ? { debut: p.debut, fin: null } : p));
const heures = fc.integer({ min: 25, max: 4000 }).map((n) => n / 100);

/** Schools 0–3 in 031, 4 in 081, then the têtes: two PIALs in 031, one in 081. */
const ECOLES = 5;
const PIALS = 3;

const mondes = fc.record({
  membres: fc.array(fc.record({ ecole: fc.nat(ECOLES - 1), pial: fc.nat(PIALS - 1), periode: ouverte }), {
    maxLength: 8,
  }),
  eleves: fc.array(
    fc.record({
      scolarites: fc.array(fc.record({ ecole: fc.nat(ECOLES + PIALS - 1), periode: ouverte }), { maxLength: 3 }),
      decisions: fc.array(fc.record({ individuelle: fc.boolean(), heures: fc.option(heures), periode: fermee }), {
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  missions: fc.array(
    fc.record({
      nature: fc.constantFrom(...(Object.keys(NATURES) as (keyof typeof NATURES)[])),
      affectations: fc.array(fc.record({ pial: fc.nat(PIALS - 1), heures, periode: ouverte }), { maxLength: 3 }),
      accompagnements: fc.array(fc.record({ ecole: fc.nat(ECOLES - 1), heures, periode: fermee }), { maxLength: 2 }),
    }),
    { maxLength: 4 },
  ),
});
type Recette = typeof mondes extends fc.Arbitrary<infer T> ? T : never;

describe('Agrégats des PIAL, contre un calcul naïf jour par jour', () => {
  let base: BaseDEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterAll(() => base.fermer());

  it('every row of every département, on worlds at random', async () => {
    await fc.assert(
      fc.asyncProperty(mondes, async (recette) => {
        await base.source.query(`TRUNCATE ${TABLES} RESTART IDENTITY CASCADE`);
        const monde = await construire(new Monde(base.source), recette);
        for (const departement of DEPARTEMENTS) await comparer(monde, departement);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  async function comparer(monde: MondeNaif, departement: string): Promise<void> {
    const bilan = await recalculerAgregats(base.source, { departement, annee: ANNEE, acteur: ACTEUR_SYSTEME });
    const vue = await listerBesoinsMoyens(
      base.source,
      { nature: 'DEPARTEMENT', departement },
      { annee: ANNEE, aujourdhui: jour('2026-11-24') },
    );
    const siens = [...monde.pials].filter(([, d]) => d === departement).map(([uai]) => uai);
    const naives = siens.map((pial) => ligneNaive(monde, { departement, pial, annee: ANNEE, f }));
    expect(vue.lignes.map((ligne) => ligne.uai).sort()).toEqual([...siens].sort());
    siens.forEach((uai, rang) => {
      memes(
        vue.lignes.find((ligne) => ligne.uai === uai),
        naives[rang],
      );
    });
    memes(vue.horsPial, ligneNaive(monde, { departement, pial: null, annee: ANNEE, f }));
    memes(vue.departement, naives.reduce(additionner));
    expect(bilan.pials).toBe(siens.length);
  }
});

function memes(ligne: PialLigne | null | undefined, naive: LigneNaive | undefined): void {
  if (!ligne || !naive) throw new Error('Ligne absente.');
  const { besoin, moyens, ...attendu } = naive;
  for (const [nom, valeur] of Object.entries(attendu)) {
    expect(ligne[nom as keyof typeof attendu])
      .withContext(nom)
      .toBeCloseTo(valeur, 6);
  }
  if (besoin === 0) expect(ligne.couverture).toBeNull();
  else expect(ligne.couverture).toBeCloseTo(moyens / besoin, 3);
}

function additionner(a: LigneNaive, b: LigneNaive): LigneNaive {
  return Object.fromEntries(
    Object.entries(a).map(([nom, valeur]) => [nom, (valeur as number) + b[nom as keyof LigneNaive]]),
  ) as unknown as LigneNaive;
}

/** Inserts the recipe, leaving out what the constraints of the base refuse (overlaps). */
async function construire(monde: Monde, recette: Recette): Promise<MondeNaif> {
  const ecoles = new Map<string, string>();
  const pials = new Map<string, string>();
  const uais: string[] = [];
  for (let n = 0; n < ECOLES + PIALS; n++) {
    const departement = n === ECOLES - 1 || n === ECOLES + PIALS - 1 ? '081' : '031';
    const uai = await monde.etablissement({ departement });
    uais.push(uai);
    ecoles.set(uai, departement);
    if (n < ECOLES) continue;
    await monde.base.query('INSERT INTO pial (uai, departement) VALUES ($1, $2)', [uai, departement]);
    pials.set(uai, departement);
  }
  const ecole = (n: number): string => uais[n] ?? '';
  const tete = (n: number): string => ecole(ECOLES + n);

  const membres: MondeNaif['membres'][number][] = [];
  for (const { ecole: n, pial: p, periode } of recette.membres) {
    const membre = { uai: ecole(n), pial: tete(p), ...periode };
    if (membres.some((m) => m.uai === membre.uai && chevauche(m, membre))) continue;
    await monde.membre(membre);
    membres.push(membre);
  }
  const scolarites: MondeNaif['scolarites'][number][] = [];
  const decisions: MondeNaif['decisions'][number][] = [];
  const secteur = await monde.secteur();
  for (const recetteEleve of recette.eleves) {
    const eleve = await monde.eleve({ secteur });
    for (const { ecole: n, periode } of recetteEleve.scolarites) {
      const scolarite = { eleve, uai: ecole(n), ...periode };
      await monde.scolarite(scolarite);
      scolarites.push(scolarite);
    }
    for (const { individuelle, heures: h, periode } of recetteEleve.decisions) {
      const type = individuelle ? 'INDIVIDUELLE' : 'MUTUALISEE';
      const id = await monde.decision({ eleve, type, heures: individuelle ? h : null, ...periode });
      decisions.push({ id, eleve, individuelle, heures: h ?? 0, ...periode });
    }
  }
  const missions = new Map<number, (typeof NATURES)[keyof typeof NATURES]>();
  const affectations: MondeNaif['affectations'][number][] = [];
  const accompagnements: MondeNaif['accompagnements'][number][] = [];
  for (const recetteMission of recette.missions) {
    const mission = await monde.mission({ nature: recetteMission.nature });
    missions.set(mission, NATURES[recetteMission.nature]);
    for (const { pial: p, heures: h, periode } of recetteMission.affectations) {
      const affectation = { mission, pial: tete(p), heures: h, ...periode };
      const double = affectations.some(
        (a) => a.mission === mission && a.pial === affectation.pial && chevauche(a, affectation),
      );
      if (double) continue;
      await monde.affectation(affectation);
      affectations.push(affectation);
    }
    for (const { ecole: n, heures: h, periode } of recetteMission.accompagnements) {
      const accompagnement = { mission, uai: ecole(n), heures: h, ...dansUneAnnee(periode) };
      await monde.accompagnement({ ...accompagnement, decisions: [] });
      accompagnements.push(accompagnement);
    }
  }
  return { ecoles, pials, membres, scolarites, decisions, missions, affectations, accompagnements };
}

function dansUneAnnee({ debut, fin }: PeriodeFermee): PeriodeFermee {
  const dernier = `${anneeScolaire(debut) + 1}-08-31` as Jour;
  return { debut, fin: fin < dernier ? fin : dernier };
}
