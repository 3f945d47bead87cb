import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, aujourdhui } from '../src/kernel/jour.js';
import { type Suivi, partie } from '../src/kernel/suivi.js';
import { rafraichirCouvertures } from '../src/modules/accompagnements/index.js';
import { importerEcoles, importerErseh, importerRh } from '../src/modules/imports/index.js';
import { recalculerAgregats } from '../src/modules/pial/index.js';
import { chargerCommunes } from '../src/modules/referentiel/index.js';
import { enTransaction } from '../src/platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/perimetre.js';
import { type AnomalieVoulue, semerAnomalies } from './anomalies.js';
import { type FichiersGeneres, type Generation, generer } from './generer.js';
import { mettreEnPlace } from './mettre-en-place.js';
import { QUOTITES_USUELLES, heuresDe } from './supports.js';
import { FICHIER_ANNUAIRE, dossierDonnees } from './territoire.js';

export interface OptionsDemo {
  /** Three characters; the whole académie without it. */
  readonly departement?: string | undefined;
  readonly echelle: number;
  /** The import files are written in its sub-folder `demo`. */
  readonly dossier: string;
  readonly suivi: Suivi;
  /** Today by default; the same day gives the same population. */
  readonly aujourdhui?: Jour;
}

export interface BilanDemo {
  readonly generation: Generation;
  readonly population: BilanPopulation;
}

export interface OptionsPopulation {
  readonly departement?: string | undefined;
  readonly aujourdhui: Jour;
  readonly suivi: Suivi;
}

export interface BilanPopulation {
  readonly departements: readonly string[];
  readonly affectations: number;
  readonly accompagnements: number;
  readonly previsionnels: number;
  readonly anomalies: readonly AnomalieVoulue[];
}

/** What was just filled: the audit trail, the largest table by far, is left to autovacuum. */
const ANALYSE_IMPORTS = 'ANALYZE pial_membre, secteur, eleve, scolarite, decision, aesh, mission';
const ANALYSE_TRAVAIL =
  'ANALYZE affectation_pial, accompagnement, accompagnement_decision, couverture_decision, occupation_mission, ligne_decision';
/** Memberships of the PIALs as old as the history of the demo. */
const ANNEES_DE_PIAL = 7;

/**
 * Fills an empty, migrated base: the real schools, then a synthetic population written as import files and read by the
 * import engine, then what users do (affectations, accompaniments), then some anomalies.
 * @throws Error when an import keeps something back: a fault of the generator
 */
export async function chargerDemo(source: DataSource, options: OptionsDemo): Promise<BilanDemo> {
  const { departement, echelle, suivi } = options;
  const jour = options.aujourdhui ?? aujourdhui(new Date());
  const dossier = join(options.dossier, 'demo');
  const generation = await generer({ departement, echelle, dossier, aujourdhui: jour, suivi: partie(suivi, 0, 0.08) });
  const population = await chargerPopulation(source, generation.fichiers, {
    departement,
    aujourdhui: jour,
    suivi: partie(suivi, 0.08, 1),
  });
  return { generation, population };
}

/** The second half: schools and generated files into the base, and the work of the users. */
export async function chargerPopulation(
  source: DataSource,
  fichiers: FichiersGeneres,
  { departement: seul, aujourdhui: jour, suivi }: OptionsPopulation,
): Promise<BilanPopulation> {
  const acteur = ACTEUR_SYSTEME;
  suivi.progresser(0, 'Communes et établissements');
  await chargerCommunes(source);
  const aCompterDu = periodeAnnee(anneeScolaire(jour) - ANNEES_DE_PIAL).debut;
  const annuaire = join(dossierDonnees(), FICHIER_ANNUAIRE);
  await importerEcoles(source, { fichier: annuaire, aCompterDu, acteur, suivi: partie(suivi, 0.03, 0.08) });
  const departements = await departementsPeuples(source, seul);
  await creerReferences(source, departements);

  const suiviErseh = partie(suivi, 0.08, 0.35);
  verifier('erseh', await importerErseh(source, { dossier: fichiers.erseh, acteur, suivi: suiviErseh }));
  for (const origine of ['EPP', 'ASSED'] as const) {
    const fichier = origine === 'EPP' ? fichiers.epp : fichiers.assed;
    if (fichier === null) continue;
    const suiviRh = origine === 'EPP' ? partie(suivi, 0.35, 0.43) : partie(suivi, 0.43, 0.47);
    verifier(origine, await importerRh(source, { origine, fichier, acteur, suivi: suiviRh }));
  }
  await source.query(ANALYSE_IMPORTS);

  const totaux = { affectations: 0, accompagnements: 0, previsionnels: 0 };
  const anomalies: AnomalieVoulue[] = [];
  for (const [rang, departement] of departements.entries()) {
    const part = (fraction: number): number => 0.47 + (0.45 * (rang + fraction)) / departements.length;
    await enTransaction(source, acteur, async (manager) => {
      const progresser = (f: number): void => suivi.progresser(part(0.7 * f), `Mise en œuvre (${departement})`);
      const bilan = await mettreEnPlace(manager, departement, jour, progresser);
      totaux.affectations += bilan.affectations;
      totaux.accompagnements += bilan.accompagnements;
      totaux.previsionnels += bilan.previsionnels;
      if (rang === 0) await choisirTransports(manager);
      anomalies.push(...(await semerAnomalies(manager, departement, jour)));
      suivi.progresser(part(0.7), `Couverture des décisions (${departement})`);
      await rafraichirCouvertures(manager);
    });
  }
  await source.query(ANALYSE_TRAVAIL);

  for (const [rang, departement] of departements.entries()) {
    suivi.progresser(0.92 + (0.08 * rang) / departements.length, `Agrégats des PIAL (${departement})`);
    await recalculerAgregats(source, { departement, annee: anneeScolaire(jour), acteur });
  }
  suivi.progresser(1, 'Terminé');
  return { departements, ...totaux, anomalies };
}

function verifier(fichier: string, { etat, bilan }: { etat: string; bilan: { rejets: number } }): void {
  if (etat === 'TERMINE' && bilan.rejets === 0) return;
  throw new Error(`Population de démonstration : ${fichier} est ${etat}, ${bilan.rejets} ligne(s) rejetée(s).`);
}

async function departementsPeuples(source: DataSource, seul: string | undefined): Promise<string[]> {
  if (seul !== undefined) return [seul];
  const lignes: { departement: string }[] = await source.query(
    'SELECT DISTINCT departement FROM pial WHERE actif ORDER BY departement',
  );
  return lignes.map((ligne) => ligne.departement);
}

/** Reference of working time (guide §3.1): RH do not always give the weekly hours. */
async function creerReferences(source: DataSource, departements: readonly string[]): Promise<void> {
  await enTransaction(source, ACTEUR_SYSTEME, (manager) =>
    manager.query(
      `INSERT INTO reference_temps_travail (departement, quotite, heures)
       SELECT d, q.quotite, q.heures FROM unnest($1::text[]) AS d, unnest($2::numeric[], $3::numeric[]) AS q(quotite, heures)`,
      [departements, QUOTITES_USUELLES, QUOTITES_USUELLES.map((quotite) => heuresDe(quotite))],
    ),
  );
}

/** How the AESH travel is ours, not RH's: known for two in three. */
async function choisirTransports(manager: EntityManager): Promise<void> {
  await manager.query(
    `UPDATE aesh SET transport = CASE
            WHEN tirage < 55 THEN 'Véhicule personnel' WHEN tirage < 62 THEN 'Transports en commun'
            WHEN tirage < 66 THEN 'Vélo' ELSE 'À pied' END
       FROM (SELECT id AS aesh_id, ('x' || substr(md5(id_agent), 1, 6))::bit(24)::int % 100 AS tirage FROM aesh) AS t
      WHERE aesh_id = id AND tirage < 70`,
  );
}
