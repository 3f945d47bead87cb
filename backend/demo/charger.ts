import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, aujourdhui } from '../src/kernel/jour.js';
import { rafraichirCouvertures } from '../src/modules/accompagnements/index.js';
import { importerEcoles, importerErseh, importerRh } from '../src/modules/imports/index.js';
import { recalculerAgregats } from '../src/modules/pial/index.js';
import { chargerCommunes } from '../src/modules/referentiel/index.js';
import type { Suivi } from '../src/platform/console/progression.js';
import { enTransaction } from '../src/platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/perimetre.js';
import { type AnomalieVoulue, semerAnomalies } from './anomalies.js';
import { type Generation, generer } from './generer.js';
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
  readonly departements: readonly string[];
  readonly affectations: number;
  readonly accompagnements: number;
  readonly previsionnels: number;
  readonly anomalies: readonly AnomalieVoulue[];
}

/** Memberships of the PIALs as old as the history of the demo. */
const ANNEES_DE_PIAL = 7;

/**
 * Fills an empty, migrated base: the real schools, then a synthetic population written as import files and read by the
 * import engine, then what users do (affectations, accompaniments), then some anomalies.
 * @throws Error when an import keeps something back: a fault of the generator
 */
export async function chargerDemo(source: DataSource, options: OptionsDemo): Promise<BilanDemo> {
  const jour = options.aujourdhui ?? aujourdhui(new Date());
  const acteur = ACTEUR_SYSTEME;
  const part = (debut: number, fin: number): Suivi => ({
    progresser: (fraction, etape) => options.suivi.progresser(debut + (fin - debut) * fraction, etape),
  });
  const generation = await generer({
    departement: options.departement,
    echelle: options.echelle,
    dossier: join(options.dossier, 'demo'),
    aujourdhui: jour,
    suivi: part(0, 0.08),
  });

  options.suivi.progresser(0.08, 'Communes et établissements');
  await chargerCommunes(source);
  const aCompterDu = periodeAnnee(anneeScolaire(jour) - ANNEES_DE_PIAL).debut;
  const annuaire = join(dossierDonnees(), FICHIER_ANNUAIRE);
  await importerEcoles(source, { fichier: annuaire, aCompterDu, acteur, suivi: part(0.1, 0.15) });
  const departements = await departementsPeuples(source, options.departement);
  await creerReferences(source, departements);

  const { fichiers } = generation;
  const erseh = await importerErseh(source, { dossier: fichiers.erseh, acteur, suivi: part(0.15, 0.4) });
  verifier('erseh', erseh);
  for (const [rang, origine] of (['EPP', 'ASSED'] as const).entries()) {
    const fichier = origine === 'EPP' ? fichiers.epp : fichiers.assed;
    const debut = 0.4 + rang * 0.06;
    verifier(origine, await importerRh(source, { origine, fichier, acteur, suivi: part(debut, debut + 0.06) }));
  }
  await source.query('ANALYZE');

  const totaux = { affectations: 0, accompagnements: 0, previsionnels: 0 };
  const anomalies: AnomalieVoulue[] = [];
  for (const [rang, departement] of departements.entries()) {
    const suivi = part(0.52 + (0.4 * rang) / departements.length, 0.52 + (0.4 * (rang + 1)) / departements.length);
    await enTransaction(source, acteur, async (manager) => {
      const etape = `Mise en œuvre (${departement})`;
      const bilan = await mettreEnPlace(manager, departement, jour, (f) => suivi.progresser(0.7 * f, etape));
      totaux.affectations += bilan.affectations;
      totaux.accompagnements += bilan.accompagnements;
      totaux.previsionnels += bilan.previsionnels;
      if (rang === 0) await choisirTransports(manager);
      anomalies.push(...(await semerAnomalies(manager, departement, jour)));
      suivi.progresser(0.7, `Couverture des décisions (${departement})`);
      await rafraichirCouvertures(manager);
    });
  }
  await source.query('ANALYZE');

  for (const [rang, departement] of departements.entries()) {
    options.suivi.progresser(0.92 + (0.08 * rang) / departements.length, `Agrégats des PIAL (${departement})`);
    await recalculerAgregats(source, { departement, annee: anneeScolaire(jour), acteur });
  }
  options.suivi.progresser(1, 'Terminé');
  return { generation, departements, ...totaux, anomalies };
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
