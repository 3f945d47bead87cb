import type { DataSource } from 'typeorm';
import { effacerDossier } from '../conduite/fichiers-gardes.js';
import { ImportIntrouvable, ImportNonAbandonnable } from '../domain/refus-import.js';
import type { EtatImport } from '../persistence/entites.js';

/**
 * Gives up an import that waits: for its confirmation, or for its job. Its files go; nothing of it was written.
 * @throws ImportIntrouvable, ImportNonAbandonnable
 */
export async function abandonnerImport(base: DataSource, racine: string, importId: string): Promise<void> {
  await base.transaction(async (manager) => {
    const [actuel] = await manager.query<{ etat: EtatImport; attend: boolean }[]>(
      `SELECT etat, etat = 'EN_COURS' AND bilan IS NOT NULL AS attend FROM import WHERE id = $1 FOR UPDATE`,
      [importId],
    );
    if (!actuel) throw new ImportIntrouvable();
    if (actuel.etat !== 'A_CONFIRMER' && !actuel.attend) {
      throw new ImportNonAbandonnable(
        actuel.etat === 'EN_COURS' ? 'il est en cours' : 'il n’attend ni confirmation ni son tour',
      );
    }
    await manager.query(
      `UPDATE import SET etat = 'ABANDONNE', termine_le = now(), bilan = CASE WHEN $2 THEN NULL ELSE bilan END WHERE id = $1`,
      [importId, actuel.attend],
    );
  });
  await effacerDossier(racine, importId);
}
