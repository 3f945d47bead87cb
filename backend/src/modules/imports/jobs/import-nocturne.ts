import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { SANS_SUIVI, type Suivi, partie } from '../../../kernel/suivi.js';
import type { Config } from '../../../platform/config/config.js';
import type { Acteur } from '../../../platform/security/perimetre.js';
import type { OptionsImport, ResultatImport } from '../conduite/conduire-import.js';
import { dossierImports, lireCorrespondances } from '../conduite/fichiers-gardes.js';
import { ImportDejaEnCours } from '../domain/refus-import.js';
import { importerEcoles } from '../ecoles/importer-ecoles.js';
import { FICHIERS_ERSEH } from '../erseh/definitions.js';
import { importerErseh } from '../erseh/importer-erseh.js';
import type { EtatImport, SourceImport } from '../persistence/entites.js';
import { importerRh } from '../rh/importer-rh.js';

/** Schools first: the rest refers to them. */
const ARRIVAGES: readonly { readonly nature: Exclude<SourceImport, 'ERSEH'>; readonly motif: RegExp }[] = [
  { nature: 'ECOLES', motif: /^annuaire.*\.csv$/i },
  { nature: 'EPP', motif: /^epp.*\.csv$/i },
  { nature: 'ASSED', motif: /^assed.*\.csv$/i },
];
const DOSSIER_ERSEH = 'erseh';
const TRAITES = 'traites';
const REFUSES = 'refuses';
/** A file that still grows is being written: it waits for the next pass. */
const ECART_STABLE_MS = 300;
const DELAI_REPRISE_MS = 1_000;
/** Passes at which a file whose import fails unexpectedly is tried, before it is put aside. */
const PASSAGES = 3;

export interface ArrivageTraite {
  readonly nom: string;
  readonly nature: SourceImport;
  readonly etat: EtatImport;
  readonly importId: string | null;
  readonly rejets: number;
  readonly erreur: { readonly code: string; readonly message: string } | null;
}

interface Arrivage {
  readonly nom: string;
  readonly chemin: string;
  readonly nature: SourceImport;
}

/**
 * Imports what the drop folder holds (annuaire*.csv, EPP*.csv, ASSED*.csv, erseh/), then archives it, dated, in
 * `traites/`, or in `refuses/` with the reason when the file is refused. An import that fails for a reason that the file
 * does not explain (base cut, disk full) is tried again at once, then at the next passes, three in all; then it goes to
 * `refuses/` too. `correspondances-EPP.json` (or ASSED, ECOLES) beside them renames columns and stays. One faulty file
 * does not stop the others.
 */
export async function importerDepot(
  source: DataSource,
  config: Pick<Config, 'depot' | 'donnees'>,
  acteur: Acteur,
  { suivi = SANS_SUIVI, signal }: { readonly suivi?: Suivi; readonly signal?: AbortSignal } = {},
): Promise<ArrivageTraite[]> {
  const arrivages = await listerArrivages(config.depot);
  const traites: ArrivageTraite[] = [];
  for (const [rang, arrivage] of arrivages.entries()) {
    if (signal?.aborted) break;
    const options: OptionsImport = {
      acteur,
      signal,
      conserver: dossierImports(config.donnees),
      suivi: partie(suivi, rang / arrivages.length, (rang + 1) / arrivages.length),
    };
    let traite: ArrivageTraite;
    try {
      const { importId, etat, bilan } = await avecReprise(signal, () =>
        importerArrivage(source, config.depot, arrivage, options),
      );
      traite = { ...decrire(arrivage), etat, importId, rejets: bilan.rejets, erreur: null };
    } catch (erreur) {
      traite = { ...decrire(arrivage), ...issueDe(erreur), importId: null, rejets: 0 };
      // This instance stops: what is left is for the next one, under the same job.
      if (signal?.aborted) throw erreur;
      // Somebody imports the same source at this moment, or the file has nothing to do with it: the next pass.
      if (erreur instanceof ImportDejaEnCours || (traite.etat === 'ECHEC' && !(await troisFois(source, arrivage)))) {
        traites.push(traite);
        continue;
      }
    }
    await archiver(config.depot, arrivage, traite);
    traites.push(traite);
  }
  return traites;
}

async function importerArrivage(
  source: DataSource,
  depot: string,
  { nature, chemin, nom }: Arrivage,
  options: OptionsImport,
): Promise<ResultatImport> {
  if (nature === 'ERSEH') return importerErseh(source, { ...options, dossier: chemin });
  const fichier = {
    fichier: chemin,
    nomFichier: nom,
    mapping: await lireCorrespondances(join(depot, `correspondances-${nature}.json`)),
  };
  return nature === 'ECOLES'
    ? importerEcoles(source, { ...options, ...fichier })
    : importerRh(source, { ...options, ...fichier, origine: nature });
}

/** Once more after an unexpected failure: most do not last. */
async function avecReprise<T>(signal: AbortSignal | undefined, travail: () => Promise<T>): Promise<T> {
  try {
    return await travail();
  } catch (erreur) {
    if (erreur instanceof ErreurMetier || signal?.aborted) throw erreur;
    await attendre(DELAI_REPRISE_MS);
    return travail();
  }
}

/** The file as it is now has already failed at three passes, twice each. False when the base does not answer. */
async function troisFois(source: DataSource, { nature, nom, chemin }: Arrivage): Promise<boolean> {
  const depose = await stat(chemin).then(
    ({ mtime }) => mtime,
    () => null,
  );
  if (depose === null) return false;
  const [echecs] = await source
    .query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM import
        WHERE source = $1 AND etat = 'ECHEC' AND auteur_id IS NULL AND commence_le >= $2 AND ($3 = ANY(fichiers) OR $1 = 'ERSEH')`,
      [nature, depose, nom],
    )
    .catch(() => [{ n: 0 }]);
  return (echecs?.n ?? 0) >= 2 * PASSAGES;
}

/** In the order of import; the photos of one source by name, so oldest first when they are dated. */
async function listerArrivages(depot: string): Promise<Arrivage[]> {
  await mkdir(depot, { recursive: true, mode: 0o700 });
  const noms = (await readdir(depot, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const arrivages: Arrivage[] = ARRIVAGES.flatMap(({ nature, motif }) =>
    noms
      .filter((entree) => entree.isFile() && motif.test(entree.name))
      .map(({ name }) => ({ nature, nom: name, chemin: join(depot, name) })),
  );
  const erseh = noms.find((entree) => entree.isDirectory() && entree.name.toLowerCase() === DOSSIER_ERSEH);
  if (erseh) {
    const chemin = join(depot, erseh.name);
    const contenu = await readdir(chemin);
    if (contenu.some((nom) => FICHIERS_ERSEH.includes(nom.toLowerCase()))) {
      arrivages.push({ nature: 'ERSEH', nom: erseh.name, chemin });
    }
  }
  const avant = await Promise.all(arrivages.map(etatSurDisque));
  if (arrivages.length > 0) await attendre(ECART_STABLE_MS);
  const apres = await Promise.all(arrivages.map(etatSurDisque));
  return arrivages.filter((_, rang) => avant[rang] === apres[rang]);
}

async function etatSurDisque({ chemin, nature }: Arrivage): Promise<string> {
  const chemins = nature === 'ERSEH' ? (await readdir(chemin)).map((nom) => join(chemin, nom)) : [chemin];
  const etats = await Promise.all(chemins.map((fichier) => stat(fichier)));
  return etats.map(({ size, mtimeMs }) => `${size} ${mtimeMs}`).join();
}

/** `traites/2026-11-24T04-30-00.000Z EPP.csv` */
async function archiver(depot: string, { chemin, nom }: Arrivage, { erreur }: ArrivageTraite): Promise<void> {
  const dossier = join(depot, erreur ? REFUSES : TRAITES);
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const cible = join(dossier, `${new Date().toISOString().replaceAll(':', '-')} ${nom}`);
  await rename(chemin, cible);
  if (erreur) await writeFile(`${cible}.motif.txt`, `${erreur.message}\n`, { mode: 0o600 });
}

function decrire({ nom, nature }: Arrivage): Pick<ArrivageTraite, 'nom' | 'nature'> {
  return { nom, nature };
}

function issueDe(erreur: unknown): Pick<ArrivageTraite, 'etat' | 'erreur'> {
  if (erreur instanceof ErreurMetier) {
    return { etat: 'REFUSE', erreur: { code: erreur.code, message: erreur.message } };
  }
  return {
    etat: 'ECHEC',
    erreur: {
      code: 'ERREUR_INTERNE',
      message: `Erreur imprévue : ${erreur instanceof Error ? erreur.message : String(erreur)}`,
    },
  };
}
