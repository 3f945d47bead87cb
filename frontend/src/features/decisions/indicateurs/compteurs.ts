import { type EvolutionDecisions, type IndicateursDecisions } from '../../../api/models';
import { type Courbe } from '../../../ui/graphe/courbes';

/** What « voir le détail » asks of the list. */
export interface DetailIndicateur {
  readonly debut: string;
  readonly fin: string;
  readonly accompagnement?: 'AUCUN' | 'AU_MOINS_UN';
}

export interface Compteur {
  readonly nom: 'toutes' | 'sans' | 'avec';
  readonly libelle: string;
  readonly nombre: number;
  /** Share of all the decisions; null for all of them, and when there is none. */
  readonly part: number | null;
  readonly detail: DetailIndicateur;
}

/** Colours of guide §4.1: all in blue, nothing in place in yellow, something in place in green. */
export const COULEURS = { toutes: '#2768c9', sans: '#f2c230', avec: '#2b8a4b' } as const;

export function compteurs({ debut, fin, total, ...comptes }: IndicateursDecisions): Compteur[] {
  const part = (nombre: number): number | null => (total === 0 ? null : nombre / total);
  return [
    { nom: 'toutes', libelle: 'Décisions d’aide humaine', nombre: total, part: null, detail: { debut, fin } },
    {
      nom: 'sans',
      libelle: 'Sans aucune mise en œuvre',
      nombre: comptes.sansAccompagnement,
      part: part(comptes.sansAccompagnement),
      detail: { debut, fin, accompagnement: 'AUCUN' },
    },
    {
      nom: 'avec',
      libelle: 'Avec au moins une mise en œuvre',
      nombre: comptes.avecAccompagnement,
      part: part(comptes.avecAccompagnement),
      detail: { debut, fin, accompagnement: 'AU_MOINS_UN' },
    },
  ];
}

/** The same three over the year: what is in place and what is not add up to the decisions of the day. */
export function courbesEvolution({ points }: EvolutionDecisions): Courbe[] {
  return [
    {
      genre: 'ligne',
      nom: 'Décisions actives',
      couleur: COULEURS.toutes,
      trait: 'plein',
      marque: 'rond',
      valeurs: points.map(({ actives }) => actives),
    },
    {
      genre: 'aire',
      nom: 'avec mise en œuvre',
      couleur: COULEURS.avec,
      motif: 'uni',
      valeurs: points.map(({ accompagnees }) => accompagnees),
    },
    {
      genre: 'aire',
      nom: 'sans mise en œuvre',
      couleur: COULEURS.sans,
      motif: 'hachures',
      valeurs: points.map(({ actives, accompagnees }) => actives - accompagnees),
    },
  ];
}
