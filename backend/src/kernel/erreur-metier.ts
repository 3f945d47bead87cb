/** What kind of refusal it is; the HTTP filter maps it to a status (refus 422, introuvable 404, …). */
export type NatureErreur =
  | 'refus'
  | 'introuvable'
  | 'interdit'
  | 'conflit'
  | 'invalide'
  | 'non_authentifie'
  | 'trop_de_tentatives'
  | 'precondition'
  | 'precondition_requise'
  | 'indisponible';

/** A fault on one field of a form; `path` is the name of the field in the request. */
export interface ChampEnErreur {
  readonly path: string;
  readonly message: string;
}

export interface ComplementErreur {
  readonly champs?: readonly ChampEnErreur[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * A refusal that the user can understand: the message is a French sentence with the names and dates involved.
 * Everything that is not an `ErreurMetier` is a bug.
 */
export abstract class ErreurMetier extends Error {
  /** Stable, upper case, part of the API. */
  abstract readonly code: string;
  abstract readonly nature: NatureErreur;
  readonly champs?: readonly ChampEnErreur[];
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(message: string, complement: ComplementErreur = {}) {
    super(message);
    this.name = new.target.name;
    if (complement.champs) this.champs = complement.champs;
    if (complement.details) this.details = complement.details;
  }
}
