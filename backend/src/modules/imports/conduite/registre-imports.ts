import type { DataSource, EntityManager } from 'typeorm';
import { IMPORT_INTERROMPU, ImportDejaEnAttente, ImportDejaEnCours } from '../domain/refus-import.js';
import type { EtatImport, SourceImport } from '../persistence/entites.js';
import { jobDe } from '../queries/lire-imports.js';

/** First half of the advisory lock of an import; the second is the rank of its source. */
const VERROU = 7_200;
/** The same for the door: one sending of a source at a time looks whether another waits. */
const VERROU_PORTE = 7_201;
const RANGS: Readonly<Record<SourceImport, number>> = { EPP: 1, ASSED: 2, ECOLES: 3, ERSEH: 4 };

/** In `bilan` of an import that waits for its job: it is not a dead one. */
const EN_ATTENTE = { enAttente: true };
const EN_ATTENTE_SQL = `i.etat = 'EN_COURS' AND i.bilan IS NOT NULL`;

export interface Inscription {
  readonly id: string;
  readonly source: SourceImport;
  readonly fichiers: readonly string[];
  readonly auteur: string;
  readonly auteurId: number | null;
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
  if (!verrou?.pris) throw await dejaEnCours(manager, source);
}

async function dejaEnCours(manager: EntityManager, source: SourceImport): Promise<ImportDejaEnCours> {
  const [autre] = await manager.query<{ auteur: string; commenceLe: Date }[]>(
    `SELECT auteur, commence_le AS "commenceLe" FROM import
      WHERE source = $1 AND etat = 'EN_COURS' AND bilan IS NULL ORDER BY commence_le DESC LIMIT 1`,
    [source],
  );
  return new ImportDejaEnCours(source, autre);
}

/**
 * Refuses at once, before a file is even sent. Looks at the lock without taking it: an import that starts at this very
 * moment must not find it taken.
 * @throws ImportDejaEnCours, ImportDejaEnAttente
 */
export async function verifierLibre({ manager }: DataSource, source: SourceImport): Promise<void> {
  const [verrou] = await manager.query<{ pris: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_locks
                     WHERE locktype = 'advisory' AND granted AND classid = $1::integer::oid AND objid = $2::integer::oid
                       AND objsubid = 2
                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS pris`,
    [VERROU, RANGS[source]],
  );
  if (verrou?.pris) throw await dejaEnCours(manager, source);
  await verifierAttente(manager, source);
}

/**
 * Two sendings of one source at the same moment pass one after the other; held until the end of the transaction.
 * @throws ImportDejaEnAttente when one already waits
 */
export async function passerLaPorte(manager: EntityManager, source: SourceImport, sauf?: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, $2)', [VERROU_PORTE, RANGS[source]]);
  await marquerOublies(manager, source);
  await verifierAttente(manager, source, sauf);
}

async function verifierAttente(manager: EntityManager, source: SourceImport, sauf?: string): Promise<void> {
  const [autre] = await manager.query<{ id: string; auteur: string; fichiers: string[]; commenceLe: Date }[]>(
    `SELECT i.id, i.auteur, i.fichiers, i.commence_le AS "commenceLe" FROM import i
      WHERE i.source = $1 AND i.id IS DISTINCT FROM $2::uuid AND ${EN_ATTENTE_SQL} AND EXISTS (${jobDe('i')})
      ORDER BY i.commence_le LIMIT 1`,
    [source, sauf ?? null],
  );
  if (autre) throw new ImportDejaEnAttente(source, autre);
}

/** Shows an import whose job has not started yet. */
export async function inscrireEnAttente(base: EntityManager, inscription: Inscription): Promise<void> {
  await inscrire(base, inscription, EN_ATTENTE);
}

/** An import that its process had to leave: its job will run it again. */
export async function remettreEnAttente(base: DataSource, inscription: Inscription): Promise<void> {
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
    `INSERT INTO import AS i (id, source, etat, simulation, fichiers, auteur, bilan, auteur_id)
     VALUES ($1, $2, 'EN_COURS', $3, $4, $5, $6::jsonb, $7)
     ON CONFLICT (id) DO UPDATE SET etat = 'EN_COURS', simulation = excluded.simulation, fichiers = excluded.fichiers,
       auteur = excluded.auteur, auteur_id = excluded.auteur_id, commence_le = now(), termine_le = NULL, bilan = excluded.bilan, erreur = NULL`,
    [i.id, i.source, i.simulation, [...i.fichiers], i.auteur, bilan && JSON.stringify(bilan), i.auteurId],
  );
}

async function marquerInterrompus(base: DataSource | EntityManager, source: SourceImport, sauf: string): Promise<void> {
  await base.query(
    `UPDATE import SET etat = 'ECHEC', termine_le = now(), erreur = $3::jsonb
      WHERE source = $1 AND id <> $2 AND etat = 'EN_COURS' AND bilan IS NULL`,
    [source, sauf, JSON.stringify(IMPORT_INTERROMPU)],
  );
}

/** Those that wait for a job that is over, or was never enqueued: nothing will run them. */
async function marquerOublies(manager: EntityManager, source: SourceImport): Promise<void> {
  await manager.query(
    `UPDATE import i SET etat = 'ECHEC', termine_le = now(), bilan = NULL, erreur = $2::jsonb
      WHERE i.source = $1 AND ${EN_ATTENTE_SQL} AND NOT EXISTS (${jobDe('i')})`,
    [source, JSON.stringify(IMPORT_INTERROMPU)],
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
      await marquerOublies(manager, source);
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
