import { ErreurMetier } from '../../../kernel/erreur-metier.js';

export class DepartementInconnu extends ErreurMetier {
  readonly code = 'DEPARTEMENT_INCONNU';
  readonly nature = 'introuvable';
  constructor(departement: string) {
    super(`Le département « ${departement} » n'existe pas, ou n'est pas de votre périmètre.`);
  }
}

export class DepartementAPreciser extends ErreurMetier {
  readonly code = 'DEPARTEMENT_A_PRECISER';
  readonly nature = 'invalide';
  constructor() {
    super('Précisez le département à recalculer.', {
      champs: [{ path: 'departement', message: 'Le département est obligatoire pour un administrateur.' }],
    });
  }
}

/** The formula of the year fails on real figures: says where, and why. */
export class AgregatsIncalculables extends ErreurMetier {
  readonly code = 'AGREGATS_INCALCULABLES';
  readonly nature = 'refus';
  constructor(ou: string, pial: string | null, cause: ErreurMetier) {
    super(`Agrégats non recalculés, les précédents restent en place. ${ou} : ${cause.message}`, {
      details: { pial, cause: cause.code, ...cause.details },
    });
  }
}
