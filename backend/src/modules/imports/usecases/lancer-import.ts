import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { JobsService } from '../../../platform/jobs/index.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/perimetre.js';
import { existe } from '../conduite/fichiers-gardes.js';
import { inscrireEnAttente, passerLaPorte } from '../conduite/registre-imports.js';
import { ImportIntrouvable, ImportNonConfirmable, LIBELLES_SOURCE } from '../domain/refus-import.js';
import type { EncodageImport, EtatImport, SourceImport } from '../persistence/entites.js';
import { nomGarde } from '../rh/importer-rh.js';

export const JOB_IMPORT = 'import';

/** What the job of an import carries; the files are in the folder of the import. */
export interface DonneesJobImport {
  readonly importId: string;
  readonly nature: SourceImport;
  readonly noms: readonly string[];
  readonly simulation: boolean;
  readonly confirmer: boolean;
  readonly empreinte?: string | undefined;
  readonly aCompterDu?: Jour | undefined;
  readonly encodage?: EncodageImport | undefined;
}

export interface ImportLance {
  readonly importId: string;
  readonly jobId: string;
}

/**
 * Shows the import as waiting and enqueues its job, in one transaction.
 * @throws ImportDejaEnAttente when another import of the source waits
 */
export async function lancerImport(
  source: DataSource,
  jobs: JobsService,
  session: SessionCourante,
  donnees: DonneesJobImport,
): Promise<ImportLance> {
  return source.transaction(async (manager) => {
    await passerLaPorte(manager, donnees.nature, donnees.importId);
    return enfilerImport(manager, jobs, session, donnees);
  });
}

async function enfilerImport(
  manager: EntityManager,
  jobs: JobsService,
  session: SessionCourante,
  donnees: DonneesJobImport,
): Promise<ImportLance> {
  const { perimetre } = session;
  await inscrireEnAttente(manager, {
    id: donnees.importId,
    source: donnees.nature,
    fichiers: donnees.noms,
    auteur: session.nomComplet,
    auteurId: session.compteId,
    simulation: donnees.simulation,
  });
  const jobId = await jobs.enfiler(
    {
      type: JOB_IMPORT,
      libelle: `${donnees.simulation ? 'Simulation d’un import' : 'Import'} ${LIBELLES_SOURCE[donnees.nature]} (${donnees.noms.join(', ')})`,
      donnees: { ...donnees },
      auteur: acteurDe(session),
      departement: perimetre.nature === 'DEPARTEMENT' ? perimetre.departement : null,
    },
    manager,
  );
  return { importId: donnees.importId, jobId };
}

/**
 * Runs again, guard lifted, an import that it held: on the very file that was examined. Two confirmations at once: the
 * second is refused.
 * @throws ImportIntrouvable, ImportNonConfirmable, ImportDejaEnAttente
 */
export async function confirmerImport(
  source: DataSource,
  jobs: JobsService,
  session: SessionCourante,
  { importId, racine }: { readonly importId: string; readonly racine: string },
): Promise<ImportLance> {
  return source.transaction(async (manager) => {
    const [tenu] = await manager.query<
      { nature: SourceImport; etat: EtatImport; fichiers: string[]; empreinte: string | null }[]
    >('SELECT source AS nature, etat, fichiers, empreinte FROM import WHERE id = $1 FOR UPDATE', [importId]);
    if (!tenu) throw new ImportIntrouvable();
    if (tenu.etat === 'ABANDONNE') {
      throw new ImportNonConfirmable('il a été abandonné, ou un import plus récent l’a remplacé');
    }
    if (tenu.etat !== 'A_CONFIRMER' || (tenu.nature !== 'EPP' && tenu.nature !== 'ASSED')) {
      throw new ImportNonConfirmable('il n’attend pas de confirmation');
    }
    if (!(await existe(join(racine, importId, nomGarde(tenu.nature))))) {
      throw new ImportNonConfirmable('son fichier n’a pas été gardé, envoyez-le de nouveau');
    }
    await passerLaPorte(manager, tenu.nature, importId);
    return enfilerImport(manager, jobs, session, {
      importId,
      nature: tenu.nature,
      noms: tenu.fichiers,
      simulation: false,
      confirmer: true,
      empreinte: tenu.empreinte ?? undefined,
    });
  });
}
