/** Where a sign-in comes from. */
export interface ContexteConnexion {
  readonly adresse: string;
  readonly navigateur: string | null;
  readonly maintenant: Date;
}

/**
 * Port: who proves an identity. PIN and passcode today; a portal (OIDC) gives another `Preuve` and the same result,
 * then the session opens the same way.
 */
export interface FournisseurIdentite<Preuve> {
  /**
   * Id of the active account that `preuve` proves.
   *
   * @throws IdentifiantsInvalides, CompteVerrouille or AdresseLimitee
   */
  identifier(preuve: Preuve, contexte: ContexteConnexion): Promise<number>;
}
