import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { type Complements, type EtatCivil, LIBELLES_CHAMPS } from './champs-aesh.js';

export class AeshIntrouvable extends ErreurMetier {
  readonly code = 'AESH_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`L’AESH n° ${id} n’existe pas dans votre périmètre. Revenez à la liste des AESH.`, {
      details: { aeshId: id },
    });
  }
}

/** RH records are corrected in RH (F7.1-2). */
export class AeshDonneeRh extends ErreurMetier {
  readonly code = 'AESH_DONNEE_RH';
  readonly nature = 'refus';
  constructor(qui: string, source: string, champs: readonly (keyof EtatCivil | keyof Complements)[]) {
    const noms = champs.map((champ) => `« ${LIBELLES_CHAMPS[champ]} »`).join(', ');
    super(
      champs.length === 1
        ? `${noms} de ${qui} vient de ${source} : faites-le corriger dans les bases RH, l’import de la nuit le reprendra.`
        : `${noms} de ${qui} viennent de ${source} : faites-les corriger dans les bases RH, l’import de la nuit les reprendra.`,
      { champs: champs.map((path) => ({ path, message: `Vient de ${source} : se corrige dans les bases RH.` })) },
    );
  }
}

export class AeshFusionne extends ErreurMetier {
  readonly code = 'AESH_FUSIONNE';
  readonly nature = 'refus';
  constructor(qui: string) {
    super(
      `${qui} (prévisionnel) est inactif : il a été fusionné avec son dossier RH. Modifiez le dossier RH, ou annulez la fusion.`,
    );
  }
}

export class AeshInactif extends ErreurMetier {
  readonly code = 'AESH_INACTIF';
  readonly nature = 'refus';
  constructor(qui: string) {
    super(`${qui} est inactif : aucune mission ne peut lui être ajoutée tant qu’il ne revient pas des bases RH.`);
  }
}

export class PialInconnu extends ErreurMetier {
  readonly code = 'PIAL_INCONNU';
  readonly nature = 'refus';
  constructor(inconnus: readonly string[]) {
    super(
      `${inconnus.join(', ')} : aucun PIAL de ce nom dans votre département. Choisissez des têtes de PIAL dans la liste.`,
      { champs: [{ path: 'pialsSouhaites', message: `PIAL inconnu dans le département : ${inconnus.join(', ')}.` }] },
    );
  }
}
