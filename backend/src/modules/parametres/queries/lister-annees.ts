import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, anneeScolaire } from '../../../kernel/annee-scolaire.js';
import type { Jour } from '../../../kernel/jour.js';

const ANNEES_PASSEES = 2;
const ANNEES_PASSEES_MAX = 10;

export interface AnneesScolaires {
  readonly courante: AnneeScolaire;
  readonly annees: AnneeScolaire[];
}

/** The years offered by the screens: from two years back (or the first decision, 10 years at most) to the next one. */
export async function listerAnnees(base: DataSource | EntityManager, aujourdhui: Jour): Promise<AnneesScolaires> {
  const courante = anneeScolaire(aujourdhui);
  const [ligne] = await base.query<{ premier: Jour | null }[]>('SELECT min(debut) AS premier FROM decision');
  const premiere = ligne?.premier ? anneeScolaire(ligne.premier) : courante;
  const depuis = Math.max(Math.min(premiere, courante - ANNEES_PASSEES), courante - ANNEES_PASSEES_MAX);
  return { courante, annees: Array.from({ length: courante + 2 - depuis }, (_, rang) => depuis + rang) };
}
