import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { SessionOuverte } from '../../../platform/security/index.js';
import { ProfilIntrouvable, SessionRevoquee } from '../domain/refus.js';
import { lireCompteActif, sessionDuCompte } from '../queries/compte.js';
import type { OuvertureDeSession } from './ouvrir-session.js';

/** « Sélection du profil » (F1.3-4): the profile of the account that the session uses from now on. */
export async function choisirProfil(
  source: DataSource,
  { compteId, nomComplet, sessionId }: Pick<SessionOuverte, 'compteId' | 'nomComplet' | 'sessionId'>,
  profilId: number,
  maintenant: Date,
): Promise<OuvertureDeSession> {
  const compte = await lireCompteActif(source, compteId);
  if (!compte) throw new SessionRevoquee();
  const profil = compte.profils.find(({ id }) => id === profilId);
  if (!profil) throw new ProfilIntrouvable();
  const [lignes] = await enTransaction(source, { id: compteId, nom: nomComplet }, (manager) =>
    manager.query<[{ ouverteLe: Date }[], number]>(
      `UPDATE session SET profil_id = $2, derniere_activite = $3 WHERE id = $1 AND fermee_le IS NULL
       RETURNING ouverte_le AS "ouverteLe"`,
      [sessionId, profilId, maintenant],
    ),
  );
  const [ligne] = lignes;
  if (!ligne) throw new SessionRevoquee();
  return { compte, session: sessionDuCompte(compte, sessionId, profil), ouverteLe: ligne.ouverteLe };
}
