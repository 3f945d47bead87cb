import { HttpErrorResponse } from '@angular/common/http';

/** What a screen needs of a problem+json answer (RFC 9457), or of the absence of any answer. */
export interface Probleme {
  readonly statut: number;
  /** Stable code of the API; '' when the server said none. */
  readonly code: string;
  /** The server said no (4xx): the same request again gets the same answer. */
  readonly refus: boolean;
  /** French sentence, ready to show. */
  readonly message: string;
  readonly champs: readonly { readonly path: string; readonly message: string }[];
  /** Seconds of the Retry-After header. */
  readonly reessayerDans: number | null;
}

const PAR_STATUT: Readonly<Record<number, string>> = {
  0: 'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.',
  401: 'Votre session n’est plus ouverte. Reconnectez-vous.',
  403: 'Votre profil ne permet pas cette action.',
  404: 'Cet élément n’existe pas ou n’est pas dans votre périmètre.',
  412: 'Un autre utilisateur a modifié cet élément entre-temps. Rechargez la page pour voir sa version.',
  429: 'Trop de tentatives. Patientez avant de réessayer.',
  503: 'Le service est momentanément indisponible. Réessayez dans quelques instants.',
};
const IMPREVU = 'Une erreur inattendue s’est produite. Réessayez ; si elle persiste, prévenez votre assistance.';

export function lireProbleme(erreur: unknown): Probleme {
  if (!(erreur instanceof HttpErrorResponse)) {
    return { statut: -1, code: '', refus: false, message: IMPREVU, champs: [], reessayerDans: null };
  }
  const corps = objet(erreur.error);
  const attente = Number(erreur.headers.get('Retry-After'));
  return {
    statut: erreur.status,
    code: texte(corps['code']),
    refus: erreur.status >= 400 && erreur.status < 500,
    // Behind a 5xx the detail is for the logs, not for the user.
    message: (erreur.status < 500 && texte(corps['detail'])) || (PAR_STATUT[erreur.status] ?? IMPREVU),
    champs: Array.isArray(corps['errors'])
      ? corps['errors'].map(objet).map((faute) => ({ path: texte(faute['path']), message: texte(faute['message']) }))
      : [],
    reessayerDans: Number.isFinite(attente) && attente > 0 ? attente : null,
  };
}

function objet(valeur: unknown): Record<string, unknown> {
  return typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};
}

function texte(valeur: unknown): string {
  return typeof valeur === 'string' ? valeur : '';
}
