import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import { acteurDe, type SessionCourante } from '../../../platform/security/index.js';
import { SecteurInconnu } from '../domain/refus-choix.js';
import { lireSecteurs, type SecteurChoisi } from '../queries/lire-secteurs.js';

/**
 * « Mes secteurs » (F2.4-2): the sectors to which the lists of this profile are narrowed. None, or all of them, is the
 * whole département (F2.4-1), and a sector that an import brings later is in it.
 *
 * @throws SecteurInconnu naming the codes that are not of the département
 */
export async function choisirSecteurs(
  source: DataSource,
  session: SessionCourante,
  codes: readonly string[],
): Promise<SecteurChoisi[]> {
  return enTransaction(source, acteurDe(session), async (manager) => {
    const connus = new Set((await lireSecteurs(manager, session)).map(({ code }) => code));
    const inconnus = codes.flatMap((code, rang) => (connus.has(code) ? [] : [{ rang, code }]));
    if (inconnus.length > 0) throw new SecteurInconnu(inconnus);
    const choisis = [...new Set(codes)].sort();
    await manager.query(`UPDATE profil SET secteurs_choisis = $2 WHERE id = $1`, [
      session.profilId,
      choisis.length === connus.size ? [] : choisis,
    ]);
    return lireSecteurs(manager, session);
  });
}
