import { ErreurMetier } from '../../../kernel/erreur-metier.js';

/** Refusals of what users keep for themselves: sectors, preferences, views. */

/** The sectors that the département does not have, one fault each. */
export class SecteurInconnu extends ErreurMetier {
  readonly code = 'SECTEUR_INCONNU';
  readonly nature = 'invalide';
  constructor(inconnus: readonly { readonly rang: number; readonly code: string }[]) {
    super(
      inconnus.length === 1
        ? `Le secteur « ${inconnus[0]?.code} » n’est pas un secteur de votre département.`
        : `Ces secteurs ne sont pas des secteurs de votre département : ${inconnus.map(({ code }) => `« ${code} »`).join(', ')}.`,
      {
        champs: inconnus.map(({ rang, code }) => ({
          path: `codes.${rang}`,
          message: `Le secteur « ${code} » n’est pas un secteur de votre département.`,
        })),
      },
    );
  }
}

export class TropDePreferences extends ErreurMetier {
  readonly code = 'TROP_DE_PREFERENCES';
  readonly nature = 'refus';
  constructor(maximum: number) {
    super(`Vous gardez déjà ${maximum} préférences, le maximum.`);
  }
}

export class TropDeVues extends ErreurMetier {
  readonly code = 'TROP_DE_VUES';
  readonly nature = 'refus';
  constructor(maximum: number) {
    super(`Vous gardez déjà ${maximum} vues, le maximum : supprimez-en une.`);
  }
}

/** Also a private view of somebody else, or one of another département. */
export class VueIntrouvable extends ErreurMetier {
  readonly code = 'VUE_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor() {
    super('Cette vue n’existe pas, ou n’existe plus.');
  }
}

export class VueDuCollegue extends ErreurMetier {
  readonly code = 'VUE_DU_COLLEGUE';
  readonly nature = 'interdit';
  constructor(nom: string, auteur: string) {
    super(`La vue « ${nom} » est celle de ${auteur} : vous pouvez l’utiliser, pas la changer.`, {
      details: { auteur },
    });
  }
}

export class VueNomPris extends ErreurMetier {
  readonly code = 'VUE_NOM_PRIS';
  readonly nature = 'conflit';
  constructor(nom: string) {
    const message = `Vous avez déjà une vue de cette liste nommée « ${nom} ».`;
    super(message, { champs: [{ path: 'nom', message }] });
  }
}

export class VueSansDepartement extends ErreurMetier {
  readonly code = 'VUE_SANS_DEPARTEMENT';
  readonly nature = 'refus';
  constructor() {
    super('Votre profil n’est d’aucun département : cette vue ne peut pas être partagée.');
  }
}

/** Code and details of every object of which two writers had the same version. */
export class VueModifiee extends ErreurMetier {
  readonly code = 'MODIFIE_ENTRE_TEMPS';
  readonly nature = 'precondition';
  constructor(nom: string, actuel: object) {
    super(`La vue « ${nom} » a changé depuis que vous l’avez lue. Relisez-la, puis recommencez votre modification.`, {
      details: { actuel },
    });
  }
}
