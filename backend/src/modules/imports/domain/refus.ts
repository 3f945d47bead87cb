import { ErreurMetier } from '../../../kernel/erreur-metier.js';

/** The whole file is refused: nothing of it can be imported. */
export abstract class FichierRefuse extends ErreurMetier {
  readonly nature = 'refus';
}

export class FichierIntrouvable extends FichierRefuse {
  readonly code = 'FICHIER_INTROUVABLE';
  constructor(chemin: string) {
    super(`Le fichier « ${chemin} » n'existe pas ou ne peut pas être lu.`);
  }
}

export class FichierVide extends FichierRefuse {
  readonly code = 'FICHIER_VIDE';
  constructor(nom: string) {
    super(`Le fichier « ${nom} » est vide : il lui manque au moins sa ligne d'en-tête.`);
  }
}

export class DossierSansExtrait extends FichierRefuse {
  readonly code = 'DOSSIER_SANS_EXTRAIT';
  constructor(dossier: string) {
    super(
      `Le dossier « ${dossier} » ne contient aucun extrait ERSEH (secteurs.csv, eleves.csv, scolarites.csv, decisions.csv, proches.csv, soins.csv).`,
    );
  }
}

export class FormatInattendu extends FichierRefuse {
  readonly code = 'FORMAT_INATTENDU';
  constructor(nom: string, ceQueCest: string) {
    super(`Le fichier « ${nom} » est ${ceQueCest} ; un fichier CSV en UTF-8 ou Windows-1252 est attendu.`);
  }
}

export class ColonnesManquantes extends FichierRefuse {
  readonly code = 'COLONNES_MANQUANTES';
  constructor(nom: string, manquantes: readonly string[], separateur: string) {
    const plusieurs = manquantes.length > 1;
    const liste = `Colonne${plusieurs ? 's' : ''} introuvable${plusieurs ? 's' : ''} dans « ${nom} » : ${manquantes.join(', ')}.`;
    const autre = SEPARATEURS[separateur];
    super(autre ? `${liste} Le séparateur semble être ${autre} ; le point-virgule est attendu.` : liste, {
      details: { colonnes: [...manquantes] },
    });
  }
}

export class ColonneAmbigue extends FichierRefuse {
  readonly code = 'COLONNE_AMBIGUE';
  constructor(nom: string, colonne: string) {
    super(`La colonne ${colonne} apparaît deux fois dans l'en-tête de « ${nom} ».`);
  }
}

export class CorrespondanceInvalide extends FichierRefuse {
  readonly code = 'CORRESPONDANCE_INVALIDE';
  constructor(motif: string) {
    super(`Le fichier de correspondance des colonnes est invalide : ${motif}.`);
  }
}

const SEPARATEURS: Readonly<Record<string, string>> = {
  ',': 'la virgule',
  '\t': 'la tabulation',
  '|': 'la barre verticale',
};
