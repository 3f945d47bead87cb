import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import { acteurDe, type SessionCourante } from '../../../platform/security/index.js';
import { verrouillerVue } from './ecrire-vue.js';

/**
 * @param version that the user has read, when it says so: a view changed since is kept
 * @throws VueIntrouvable, VueDuCollegue, VueModifiee
 */
export async function supprimerVue(
  source: DataSource,
  session: SessionCourante,
  id: number,
  version: number | undefined,
): Promise<void> {
  await enTransaction(source, acteurDe(session), async (manager) => {
    await verrouillerVue(manager, session, id, { lue: version, exigee: false });
    await manager.query(`DELETE FROM vue_liste WHERE id = $1`, [id]);
  });
}
