import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { SessionDuJeton } from '../../../platform/security/index.js';
import type { ContexteConnexion } from '../domain/fournisseur-identite.js';
import { IdentifiantsInvalides } from '../domain/refus.js';
import { type CompteLu, lireCompteActif, nomComplet, sessionDuCompte } from '../queries/compte.js';
import { enregistrerJeton } from './jeton-rafraichissement.js';

/** What the answer to a sign-in or a refresh is made of. */
export interface OuvertureDeSession {
  readonly compte: CompteLu;
  readonly session: SessionDuJeton;
  readonly ouverteLe: Date;
}

export interface OuvertureAvecJeton extends OuvertureDeSession {
  /** For the cookie. */
  readonly jeton: string;
}

const LONGUEUR_NAVIGATEUR = 300;

/** Opens the session of a proven account; its only profile, when there is one, is in use at once (F1.3-5). */
export async function ouvrirSession(
  source: DataSource,
  compteId: number,
  { adresse, navigateur, maintenant }: ContexteConnexion,
): Promise<OuvertureAvecJeton> {
  const compte = await lireCompteActif(source, compteId);
  if (!compte) throw new IdentifiantsInvalides();
  const [premier = null] = compte.profils;
  const profil = compte.profils.length === 1 ? premier : null;
  const sessionId = randomUUID();
  const jeton = await enTransaction(source, { id: compte.id, nom: nomComplet(compte) }, async (manager) => {
    await manager.query(
      `INSERT INTO session (id, compte_id, profil_id, ouverte_le, derniere_activite, adresse, navigateur)
       VALUES ($1, $2, $3, $4, $4, $5, $6)`,
      [
        sessionId,
        compte.id,
        profil?.id ?? null,
        maintenant,
        adresse,
        navigateur?.slice(0, LONGUEUR_NAVIGATEUR) ?? null,
      ],
    );
    return enregistrerJeton(manager, sessionId, maintenant);
  });
  return { compte, session: sessionDuCompte(compte, sessionId, profil), ouverteLe: maintenant, jeton };
}
