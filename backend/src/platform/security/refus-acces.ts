import { ErreurMetier } from '../../kernel/erreur-metier.js';

export class NonAuthentifie extends ErreurMetier {
  readonly code = 'NON_AUTHENTIFIE';
  readonly nature = 'non_authentifie';
  constructor() {
    super('Connectez-vous pour continuer.');
  }
}

export class ProfilNonChoisi extends ErreurMetier {
  readonly code = 'PROFIL_NON_CHOISI';
  readonly nature = 'interdit';
  constructor() {
    super('Choisissez un profil pour continuer.');
  }
}

export class ProfilInsuffisant extends ErreurMetier {
  readonly code = 'PROFIL_INSUFFISANT';
  readonly nature = 'interdit';
  constructor() {
    super('Votre profil ne permet pas cette opération.');
  }
}

export class OrigineRefusee extends ErreurMetier {
  readonly code = 'ORIGINE_REFUSEE';
  readonly nature = 'interdit';
  constructor() {
    super('Cette demande vient d’un autre site : elle est refusée.');
  }
}
