import { type ChampEnErreur, ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enumerer } from '../../../kernel/enumerer.js';

const CHANGEMENTS_CITES = 5;

/** Every reason at once, each on what it is about. */
export class FusionImpossible extends ErreurMetier {
  readonly code = 'FUSION_IMPOSSIBLE';
  readonly nature = 'refus';
  constructor(motifs: readonly ChampEnErreur[]) {
    super(`La fusion est impossible : ${motifs.map(({ message }) => message).join(' ; ')}.`, { champs: motifs });
  }
}

export class FusionIntrouvable extends ErreurMetier {
  readonly code = 'FUSION_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`La fusion n° ${id} n’existe pas dans votre département.`);
  }
}

export class FusionNonAnnulable extends ErreurMetier {
  readonly code = 'FUSION_NON_ANNULABLE';
  readonly nature = 'conflit';
  /** @param changements what is no longer as the merge left it */
  constructor(changements: readonly string[]) {
    super(`La fusion ne peut plus être annulée : ${enumerer(changements, CHANGEMENTS_CITES)}.`, {
      details: { changements: [...changements] },
    });
  }
}
