import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Acteur } from '../../../platform/security/perimetre.js';
import type { OptionsImport, ResultatImport } from '../conduite/conduire-import.js';
import { dossierImports, lireCorrespondancesGardees, nettoyerFichiers } from '../conduite/fichiers-gardes.js';
import type { Suivi } from '../domain/suivi.js';
import { importerEcoles } from '../ecoles/importer-ecoles.js';
import { importerErseh } from '../erseh/importer-erseh.js';
import { importerRh } from '../rh/importer-rh.js';
import type { DonneesJobImport } from '../usecases/lancer-import.js';
import { NOMS_SUR_DISQUE } from '../usecases/recevoir-fichiers.js';

/** The job of an import sent through the API. It bears to run again: the import is one transaction under its own id. */
export async function executerImport(
  source: DataSource,
  donnees: string,
  demande: DonneesJobImport,
  { acteur, suivi }: { readonly acteur: Acteur; readonly suivi: Suivi },
): Promise<ResultatImport> {
  // Its instance died between the commit and the end of the job: the files are gone, the outcome is known.
  const [fini] = await source.query<Pick<ResultatImport, 'etat' | 'bilan'>[]>(
    `SELECT etat, bilan FROM import WHERE id = $1 AND etat IN ('TERMINE', 'SIMULE')`,
    [demande.importId],
  );
  if (fini) return { importId: demande.importId, ...fini };
  const racine = dossierImports(donnees);
  const dossier = join(racine, demande.importId);
  const options: OptionsImport = {
    acteur,
    suivi,
    simulation: demande.simulation,
    confirmer: demande.confirmer,
    importId: demande.importId,
    conserver: racine,
  };
  try {
    const { nature } = demande;
    if (nature === 'ERSEH') return await importerErseh(source, { ...options, dossier });
    const fichier = {
      fichier: join(dossier, NOMS_SUR_DISQUE[nature]),
      nomFichier: demande.noms[0],
      mapping: await lireCorrespondancesGardees(dossier),
    };
    return nature === 'ECOLES'
      ? await importerEcoles(source, { ...options, ...fichier, aCompterDu: demande.aCompterDu })
      : await importerRh(source, { ...options, ...fichier, origine: nature, empreinte: demande.empreinte });
  } finally {
    await nettoyerFichiers(source, racine);
  }
}
