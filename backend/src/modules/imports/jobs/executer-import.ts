import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Suivi } from '../../../kernel/suivi.js';
import type { Acteur } from '../../../platform/security/perimetre.js';
import type { OptionsImport, ResultatImport } from '../conduite/conduire-import.js';
import {
  dossierImports,
  lireCorrespondancesGardees,
  lireEncodageGarde,
  nettoyerFichiers,
} from '../conduite/fichiers-gardes.js';
import { ImportAbandonne, ImportDejaEnCours } from '../domain/refus-import.js';
import { importerEcoles } from '../ecoles/importer-ecoles.js';
import { importerErseh } from '../erseh/importer-erseh.js';
import type { EtatImport } from '../persistence/entites.js';
import { importerRh } from '../rh/importer-rh.js';
import type { DonneesJobImport } from '../usecases/lancer-import.js';
import { NOMS_SUR_DISQUE } from '../usecases/recevoir-fichiers.js';

interface Conditions {
  readonly acteur: Acteur;
  readonly suivi: Suivi;
  readonly signal?: AbortSignal;
}

/** How long an import waits for one of the same source that the night or the command line runs. */
const ATTENTE_MAX_MS = 30 * 60_000;
const PAS_MS = 500;

/** The job of an import sent through the API. It bears to run again: the import is one transaction under its own id. */
export async function executerImport(
  source: DataSource,
  donnees: string,
  demande: DonneesJobImport,
  conditions: Conditions,
): Promise<ResultatImport> {
  const [connu] = await source.query<(Pick<ResultatImport, 'bilan'> & { etat: EtatImport })[]>(
    'SELECT etat, bilan FROM import WHERE id = $1',
    [demande.importId],
  );
  if (connu?.etat === 'ABANDONNE') throw new ImportAbandonne();
  // Its instance died between the commit and the end of the job: the files are gone, the outcome is known.
  if (connu?.etat === 'TERMINE' || connu?.etat === 'SIMULE') {
    return { importId: demande.importId, etat: connu.etat, bilan: connu.bilan };
  }
  const racine = dossierImports(donnees);
  const limite = Date.now() + ATTENTE_MAX_MS;
  try {
    for (;;) {
      try {
        return await importer(source, racine, demande, conditions, Date.now() < limite);
      } catch (erreur) {
        if (!(erreur instanceof ImportDejaEnCours) || Date.now() >= limite) throw erreur;
        conditions.suivi.progresser(0, 'En attente de la fin d’un autre import');
        await attendre(PAS_MS, undefined, conditions.signal ? { signal: conditions.signal } : {});
      }
    }
  } finally {
    if (!conditions.signal?.aborted) await nettoyerFichiers(source, racine);
  }
}

async function importer(
  source: DataSource,
  racine: string,
  demande: DonneesJobImport,
  { acteur, suivi, signal }: Conditions,
  patienter: boolean,
): Promise<ResultatImport> {
  const dossier = join(racine, demande.importId);
  const options: OptionsImport & { mapping?: Readonly<Record<string, string>> } = {
    acteur,
    suivi,
    signal,
    patienter,
    simulation: demande.simulation,
    confirmer: demande.confirmer,
    importId: demande.importId,
    conserver: racine,
    encodage: demande.encodage ?? (await lireEncodageGarde(dossier)),
    mapping: await lireCorrespondancesGardees(dossier),
  };
  const { nature } = demande;
  if (nature === 'ERSEH') return importerErseh(source, { ...options, dossier });
  const fichier = { fichier: join(dossier, NOMS_SUR_DISQUE[nature]), nomFichier: demande.noms[0] };
  return nature === 'ECOLES'
    ? importerEcoles(source, { ...options, ...fichier, aCompterDu: demande.aCompterDu })
    : importerRh(source, { ...options, ...fichier, origine: nature, empreinte: demande.empreinte });
}
