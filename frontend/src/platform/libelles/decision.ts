import { type DecisionLigne } from '../../api/models';

type Personne = Pick<DecisionLigne['eleve'], 'nom' | 'prenom'>;

export const TYPES_DECISION = [
  { code: 'INDIVIDUELLE', libelle: 'Individuelle' },
  { code: 'MUTUALISEE', libelle: 'Mutualisée' },
] as const;

const MOTS: Readonly<Record<string, string>> = {
  INDIVIDUELLE: 'Individuelle',
  MUTUALISEE: 'Mutualisée',
  PREMIERE_DEMANDE: 'Première demande',
  REEXAMEN_GEVASCO: 'Réexamen GEVA-Sco',
  PROJET_CIBLE: 'Projet ciblé',
  PROJET_ALTERNATIF: 'Projet alternatif',
  ACTIF: 'Actif',
  GELE: 'Gelé',
  CLOTURE: 'Clôturé',
};

/** A code of the nomenclatures in words; an unknown one is shown as it came. */
export function enMots(code: string): string {
  return MOTS[code] ?? code;
}

const ABREGES: Readonly<Record<string, string>> = {
  PREMIERE_DEMANDE: '1re demande',
  REEXAMEN_GEVASCO: 'Réexamen',
  PROJET_CIBLE: 'Ciblé',
  PROJET_ALTERNATIF: 'Alternatif',
};

/** The same, for the narrow column of a list. */
export function enAbrege(code: string): string {
  return ABREGES[code] ?? enMots(code);
}

/** 'DUPONT Léa'. */
export function nomComplet({ nom, prenom }: Personne): string {
  return `${nom.toLocaleUpperCase('fr')} ${prenom}`;
}
