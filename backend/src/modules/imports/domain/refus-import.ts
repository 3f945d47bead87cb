import { ErreurMetier } from '../../../kernel/erreur-metier.js';

const DEPUIS = new Intl.DateTimeFormat('fr-FR', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Paris',
});

export const LIBELLES_SOURCE = {
  EPP: 'EPP',
  ASSED: 'ASSED',
  ECOLES: 'des établissements',
  ERSEH: 'ERSEH',
} as const;

export class ImportDejaEnCours extends ErreurMetier {
  readonly code = 'IMPORT_DEJA_EN_COURS';
  readonly nature = 'conflit';
  constructor(source: keyof typeof LIBELLES_SOURCE, autre: { auteur: string; commenceLe: Date } | undefined) {
    const precision = autre ? `, lancé par ${autre.auteur} le ${DEPUIS.format(autre.commenceLe)}` : '';
    super(`Un import ${LIBELLES_SOURCE[source]} est déjà en cours${precision}. Attendez qu'il se termine.`, {
      details: autre ? { auteur: autre.auteur, depuis: autre.commenceLe.toISOString() } : {},
    });
  }
}

/** One import of a source waits at most: a second photo sent meanwhile would be imported after it, whichever is the newer. */
export class ImportDejaEnAttente extends ErreurMetier {
  readonly code = 'IMPORT_DEJA_EN_ATTENTE';
  readonly nature = 'conflit';
  constructor(
    source: keyof typeof LIBELLES_SOURCE,
    autre: { id: string; auteur: string; fichiers: readonly string[]; commenceLe: Date },
  ) {
    super(
      `Un import ${LIBELLES_SOURCE[source]} attend déjà son tour (${autre.fichiers.join(', ')}, envoyé par ${autre.auteur} le ${DEPUIS.format(autre.commenceLe)}). Attendez qu'il se termine, ou abandonnez-le.`,
      { details: { importId: autre.id, auteur: autre.auteur, depuis: autre.commenceLe.toISOString() } },
    );
  }
}

export class ImportIntrouvable extends ErreurMetier {
  readonly code = 'IMPORT_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor() {
    super("Cet import n'existe pas.");
  }
}

export class ImportNonConfirmable extends ErreurMetier {
  readonly code = 'IMPORT_NON_CONFIRMABLE';
  readonly nature = 'refus';
  constructor(motif: string) {
    super(`Cet import ne peut pas être confirmé : ${motif}.`);
  }
}

export class ImportNonAbandonnable extends ErreurMetier {
  readonly code = 'IMPORT_NON_ABANDONNABLE';
  readonly nature = 'refus';
  constructor(motif: string) {
    super(`Cet import ne peut pas être abandonné : ${motif}.`);
  }
}

/** Its job found it given up. */
export class ImportAbandonne extends ErreurMetier {
  readonly code = 'IMPORT_ABANDONNE';
  readonly nature = 'refus';
  constructor() {
    super("Cet import a été abandonné avant de commencer : rien n'en a été retenu.");
  }
}

/** What was sent is not what the route takes. */
export class EnvoiInvalide extends ErreurMetier {
  readonly code = 'ENVOI_INVALIDE';
  readonly nature = 'invalide';
  constructor(motif: string) {
    super(`L'envoi est refusé : ${motif}.`, { champs: [{ path: 'fichier', message: motif }] });
  }
}

/** Kept on an import that a stop of the server interrupted. */
export const IMPORT_INTERROMPU = {
  code: 'IMPORT_INTERROMPU',
  message: "L'import a été interrompu par un arrêt du serveur : rien n'en a été retenu. Relancez-le.",
} as const;
