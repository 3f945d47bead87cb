import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import { SessionExpiree, SessionRevoquee } from '../domain/refus.js';
import { issueDuJeton, type MotifFermeture } from '../domain/session.js';
import { type CompteLu, lireCompteActif, nomComplet, sessionDuCompte } from '../queries/compte.js';
import { marquerFermee } from './fermer-session.js';
import { empreinteDuJeton, enregistrerJeton } from './jeton-rafraichissement.js';
import type { OuvertureAvecJeton } from './ouvrir-session.js';

interface SessionDuJeton {
  readonly sessionId: string;
  readonly profilId: number | null;
  readonly ouverteLe: Date;
  readonly derniereActivite: Date;
  readonly fermeeLe: Date | null;
  readonly motifFermeture: MotifFermeture | null;
  readonly utiliseLe: Date | null;
}

type Issue =
  | { readonly jeton: string; readonly lue: SessionDuJeton }
  | { readonly sessionId: string; readonly motif: MotifFermeture | null };

const MOTIFS_DE_TEMPS: ReadonlySet<MotifFermeture | null> = new Set<MotifFermeture>(['INACTIVITE', 'DUREE_MAXIMALE']);

/**
 * Exchanges the refresh token for a new one. A spent token presented again closes the whole session: somebody else
 * holds it.
 *
 * @param options.demo whether demonstration accounts may be signed in
 * @param options.surFermeture told the session that is closed here
 * @throws SessionExpiree or SessionRevoquee
 */
export async function rafraichirSession(
  source: DataSource,
  jeton: string | undefined,
  maintenant: Date,
  options: { readonly demo: boolean; readonly surFermeture?: (sessionId: string) => void },
): Promise<OuvertureAvecJeton> {
  if (!jeton) throw new SessionExpiree();
  const empreinte = empreinteDuJeton(jeton);
  const [titulaire] = await source.query<{ compteId: number; sessionId: string }[]>(
    `SELECT s.compte_id AS "compteId", s.id AS "sessionId" FROM jeton_rafraichissement j JOIN session s ON s.id = j.session_id WHERE j.empreinte = $1`,
    [empreinte],
  );
  if (!titulaire) throw new SessionExpiree();
  const compte = await lireCompteActif(source, titulaire.compteId);
  const admis = compte !== null && (options.demo || !compte.demo);
  const acteur = { id: titulaire.compteId, nom: compte ? nomComplet(compte) : 'Compte fermé' };
  // The transaction commits a closing: the refusal is thrown after it.
  const issue = await enTransaction(source, acteur, (manager) =>
    trancher(manager, { empreinte, sessionId: titulaire.sessionId, admis, maintenant }),
  );
  if (!('jeton' in issue)) {
    options.surFermeture?.(issue.sessionId);
    if (issue.motif === 'REUTILISATION') {
      new Logger('Connexion').warn(`Jeton de session réutilisé, session fermée : ${issue.sessionId} (${acteur.nom})`);
    }
    throw MOTIFS_DE_TEMPS.has(issue.motif) ? new SessionExpiree() : new SessionRevoquee();
  }
  return ouverture(compte as CompteLu, issue.lue, issue.jeton);
}

function ouverture(compte: CompteLu, lue: SessionDuJeton, jeton: string): OuvertureAvecJeton {
  const profil = compte.profils.find(({ id }) => id === lue.profilId) ?? null;
  return { compte, session: sessionDuCompte(compte, lue.sessionId, profil), ouverteLe: lue.ouverteLe, jeton };
}

async function trancher(
  manager: EntityManager,
  {
    empreinte,
    sessionId,
    admis,
    maintenant,
  }: { empreinte: string; sessionId: string; admis: boolean; maintenant: Date },
): Promise<Issue> {
  // The session row is the lock: the refreshes of one session are decided one after the other, then read afresh.
  await manager.query(`SELECT 1 FROM session WHERE id = $1 FOR UPDATE`, [sessionId]);
  const [lue] = await manager.query<SessionDuJeton[]>(
    `SELECT s.id AS "sessionId", s.profil_id AS "profilId", s.ouverte_le AS "ouverteLe",
            s.derniere_activite AS "derniereActivite", s.fermee_le AS "fermeeLe",
            s.motif_fermeture AS "motifFermeture", j.utilise_le AS "utiliseLe"
       FROM jeton_rafraichissement j JOIN session s ON s.id = j.session_id
      WHERE j.empreinte = $1`,
    [empreinte],
  );
  if (!lue) throw new SessionExpiree();
  const fermer = async (motif: MotifFermeture): Promise<Issue> => {
    await marquerFermee(manager, lue.sessionId, motif, maintenant);
    return { sessionId: lue.sessionId, motif };
  };
  if (!admis) return fermer('COMPTE_FERME');
  const decision = issueDuJeton(lue, lue.utiliseLe, maintenant);
  switch (decision.issue) {
    case 'DEJA_FERMEE':
      return { sessionId: lue.sessionId, motif: lue.motifFermeture };
    case 'FERMER':
      return fermer(decision.motif);
    case 'ROTATION':
      // The tokens given during a grace and never used are spent with it: one line of tokens goes on.
      await manager.query(
        `UPDATE jeton_rafraichissement SET utilise_le = $2 WHERE session_id = $1 AND utilise_le IS NULL`,
        [lue.sessionId, maintenant],
      );
      break;
    case 'GRACE':
      break;
  }
  await manager.query(`UPDATE session SET derniere_activite = $2 WHERE id = $1`, [lue.sessionId, maintenant]);
  return { lue, jeton: await enregistrerJeton(manager, lue.sessionId, maintenant) };
}
