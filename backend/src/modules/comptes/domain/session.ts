const MINUTE = 60_000;

/** Without a refresh for this long, the session is over. */
export const INACTIVITE_MAXIMALE_MS = 30 * MINUTE;
/** However active, a session ends with the working day. */
export const DUREE_MAXIMALE_MS = 10 * 60 * MINUTE;
/** A token used twice within this time is a lost answer or a double reload, not a theft. */
export const GRACE_MS = 10_000;

export const MOTIFS_FERMETURE = [
  'DECONNEXION',
  'INACTIVITE',
  'DUREE_MAXIMALE',
  'REUTILISATION',
  'COMPTE_FERME',
  'OTP_RENOUVELE',
] as const;
export type MotifFermeture = (typeof MOTIFS_FERMETURE)[number];

export interface EtatSession {
  readonly ouverteLe: Date;
  readonly derniereActivite: Date;
  readonly fermeeLe: Date | null;
}

export type IssueDuJeton =
  /** Rotate: this token is spent, a new one is given. */
  | { readonly issue: 'ROTATION' }
  /** Spent a moment ago: give another one. */
  | { readonly issue: 'GRACE' }
  | { readonly issue: 'DEJA_FERMEE' }
  /** Close the session for this reason. */
  | { readonly issue: 'FERMER'; readonly motif: 'INACTIVITE' | 'DUREE_MAXIMALE' | 'REUTILISATION' };

export function finDeSession(ouverteLe: Date): Date {
  return new Date(ouverteLe.getTime() + DUREE_MAXIMALE_MS);
}

/** What becomes of a refresh token presented at `maintenant`; `utiliseLe` is when it was already spent. */
export function issueDuJeton(session: EtatSession, utiliseLe: Date | null, maintenant: Date): IssueDuJeton {
  if (session.fermeeLe !== null) return { issue: 'DEJA_FERMEE' };
  if (maintenant >= finDeSession(session.ouverteLe)) return { issue: 'FERMER', motif: 'DUREE_MAXIMALE' };
  if (maintenant.getTime() - session.derniereActivite.getTime() >= INACTIVITE_MAXIMALE_MS) {
    return { issue: 'FERMER', motif: 'INACTIVITE' };
  }
  if (utiliseLe === null) return { issue: 'ROTATION' };
  if (maintenant.getTime() - utiliseLe.getTime() <= GRACE_MS) return { issue: 'GRACE' };
  return { issue: 'FERMER', motif: 'REUTILISATION' };
}
