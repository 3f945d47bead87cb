import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { heureLimite } from './limites.js';

/** The same answer whatever is wrong, the account included. */
export class IdentifiantsInvalides extends ErreurMetier {
  readonly code = 'IDENTIFIANTS_INVALIDES';
  readonly nature = 'non_authentifie';
  constructor() {
    super('Identifiant, PIN ou code OTP incorrect.');
  }
}

/** `details.attendreSecondes` becomes the Retry-After header. */
const attente = (jusqua: Date, maintenant: Date): { details: Record<string, unknown> } => ({
  details: {
    attendreSecondes: Math.max(1, Math.ceil((jusqua.getTime() - maintenant.getTime()) / 1000)),
    jusqua: jusqua.toISOString(),
  },
});

export class CompteVerrouille extends ErreurMetier {
  readonly code = 'COMPTE_VERROUILLE';
  readonly nature = 'trop_de_tentatives';
  constructor(jusqua: Date, maintenant: Date) {
    super(
      `Trop d’essais infructueux : ce compte est verrouillé jusqu’à ${heureLimite(jusqua)}.`,
      attente(jusqua, maintenant),
    );
  }
}

export class AdresseLimitee extends ErreurMetier {
  readonly code = 'ADRESSE_LIMITEE';
  readonly nature = 'trop_de_tentatives';
  constructor(jusqua: Date, maintenant: Date) {
    super(
      `Trop d’essais infructueux depuis votre adresse : réessayez à partir de ${heureLimite(jusqua)}.`,
      attente(jusqua, maintenant),
    );
  }
}

export class SessionExpiree extends ErreurMetier {
  readonly code = 'SESSION_EXPIREE';
  readonly nature = 'non_authentifie';
  constructor() {
    super('Votre session a expiré : reconnectez-vous.');
  }
}

export class SessionRevoquee extends ErreurMetier {
  readonly code = 'SESSION_REVOQUEE';
  readonly nature = 'non_authentifie';
  constructor() {
    super('Votre session a été fermée : reconnectez-vous.');
  }
}

export class ProfilIntrouvable extends ErreurMetier {
  readonly code = 'PROFIL_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor() {
    super('Ce profil n’est pas attaché à votre compte.');
  }
}

export class DemonstrationAbsente extends ErreurMetier {
  readonly code = 'INTROUVABLE';
  readonly nature = 'introuvable';
  constructor() {
    super('Cette adresse n’existe pas.');
  }
}

export class CompteIntrouvable extends ErreurMetier {
  readonly code = 'COMPTE_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(identifiant: string) {
    super(`Aucun compte « ${identifiant} ».`);
  }
}

export class CompteExistant extends ErreurMetier {
  readonly code = 'COMPTE_EXISTANT';
  readonly nature = 'conflit';
  constructor(identifiant: string) {
    super(`Le compte « ${identifiant} » existe déjà.`);
  }
}

/** A field of a new account that cannot be accepted. */
export class CompteRefuse extends ErreurMetier {
  readonly code = 'COMPTE_REFUSE';
  readonly nature = 'refus';
  constructor(champ: string, message: string) {
    super(message, { champs: [{ path: champ, message }] });
  }
}
