import type { DataSource, EntityManager } from 'typeorm';
import { IMPORT_INTERROMPU, ImportDejaEnCours } from '../domain/refus-import.js';
import type { EtatImport, SourceImport } from '../persistence/entites.js';

/** First half of the advisory lock of an import; the second is the rank of its source. */
const VERROU = 7_200;
const RANGS: Readonly<Record<SourceImport, number>> = { EPP: 1, ASSED: 2, ECOLES: 3, ERSEH: 4 };

/** In `bilan` of an import that waits for its job: it is not a dead one. */
const EN_ATTENTE = { enAttente: true };

export interface Inscription {
  readonly id: string;
  readonly source: SourceImport;
  readonly fichiers: readonly string[];
  readonly auteur: string;
  readonly simulation: boolean;
}

/**
 * One import a source at a time, over all instances: the lock lasts as long as the transaction, and PostgreSQL frees
 * it when the process dies.
 * @throws ImportDejaEnCours, with who and since when
 */
export async function verrouiller(manager: EntityManager, source: SourceImport): Promise<void> {
  const [verrou] = await manager.query<{ pris: boolean }[]>('SELECT pg_try_advisory_xact_lock($1, $2) AS pris', [
    VERROU,
    RANGS[source],
  ]);
  if (verrou?.pris) return;
  const [autre] = await manager.query<{ auteur: string; commenceLe: Date }[]>(
    `SELECT auteur, commence_le AS "commenceLe" FROM import
      WHERE source = $1 AND etat = 'EN_COURS' AND bilan IS NULL ORDER BY commence_le DESC LIMIT 1`,
    [source],
  );
  throw new ImportDejaEnCours(source, autre);
}

/** Refuses at once, before a file is even sent. @throws ImportDejaEnCours */
export async function verifierLibre(base: DataSource, source: SourceImport): Promise<void> {
  await base.transaction((manager) => verrouiller(manager, source));
}

/** Shows an import whose job has not started yet. */
export async function inscrireEnAttente(base: EntityManager, inscription: Inscription): Promise<void> {
  await inscrire(base, inscription, EN_ATTENTE);
}

/**
 * Records that the import starts; the caller holds the lock of the source, so the other imports still said to be
 * running are dead.
 */
export async function inscrireDemarrage(base: DataSource, inscription: Inscription): Promise<void> {
  await marquerInterrompus(base, inscription.source, inscription.id);
  await inscrire(base, inscription, null);
}

async function inscrire(
  base: DataSource | EntityManager,
  i: Inscription,
  bilan: typeof EN_ATTENTE | null,
): Promise<void> {
  await base.query(
    `INSERT INTO import AS i (id, source, etat, simulation, fichiers, auteur, bilan)
     VALUES ($1, $2, 'EN_COURS', $3, $4, $5, $6::jsonb)
     ON CONFLICT (id) DO UPDATE SET etat = 'EN_COURS', simulation = excluded.simulation, fichiers = excluded.fichiers,
       auteur = excluded.auteur, commence_le = now(), termine_le = NULL, bilan = excluded.bilan, erreur = NULL`,
    [i.id, i.source, i.simulation, [...i.fichiers], i.auteur, bilan && JSON.stringify(bilan)],
  );
}

async function marquerInterrompus(base: DataSource | EntityManager, source: SourceImport, sauf: string): Promise<void> {
  await base.query(
    `UPDATE import SET etat = 'ECHEC', termine_le = now(), erreur = $3::jsonb
      WHERE source = $1 AND id <> $2 AND etat = 'EN_COURS' AND bilan IS NULL`,
    [source, sauf, JSON.stringify(IMPORT_INTERROMPU)],
  );
}

/** At the start of a server: the imports that a former stop left running are marked as failed. */
export async function solderImportsInterrompus(base: DataSource): Promise<void> {
  for (const source of Object.keys(RANGS) as SourceImport[]) {
    await base.transaction(async (manager) => {
      try {
        await verrouiller(manager, source);
      } catch (erreur) {
        if (erreur instanceof ImportDejaEnCours) return;
        throw erreur;
      }
      await marquerInterrompus(manager, source, '00000000-0000-0000-0000-000000000000');
    });
  }
}

/** In the transaction of the import: its end and its data are one. */
export async function inscrireFin(
  manager: EntityManager,
  { id, source }: Inscription,
  fin: { readonly etat: EtatImport; readonly empreinte: string; readonly bilan: unknown },
): Promise<void> {
  await manager.query(
    `UPDATE import SET etat = $2, empreinte = $3, bilan = $4::jsonb, termine_le = clock_timestamp() WHERE id = $1`,
    [id, fin.etat, fin.empreinte, JSON.stringify(fin.bilan)],
  );
  if (fin.etat === 'TERMINE') {
    // A newer photo replaces those that waited for a confirmation.
    await manager.query(
      `UPDATE import SET etat = 'ABANDONNE' WHERE source = $1 AND id <> $2 AND etat = 'A_CONFIRMER'`,
      [source, id],
    );
  }
}

export async function inscrireEchec(
  base: DataSource,
  id: string,
  etat: 'REFUSE' | 'ECHEC',
  erreur: { readonly code: string; readonly message: string },
): Promise<void> {
  await base.query(`UPDATE import SET etat = $2, erreur = $3::jsonb, bilan = NULL, termine_le = now() WHERE id = $1`, [
    id,
    etat,
    JSON.stringify(erreur),
  ]);
}
