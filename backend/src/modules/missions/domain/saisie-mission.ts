import type { ChampEnErreur } from '../../../kernel/erreur-metier.js';
import { type Jour, enFrancais } from '../../../kernel/jour.js';
import type { TypeContrat } from '../../../kernel/rh.js';

/** A provisional mission as it is typed (guide §8.2). */
export interface SaisieMission {
  readonly typeContrat: TypeContrat;
  readonly natureCode: string;
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly debutContrat: Jour | null;
  readonly finContrat: Jour | null;
  /** Weekly hours; null or 0: by the reference of the quotité. */
  readonly heures: number | null;
  /** In %. */
  readonly quotite: number | null;
  /** Known or not yet; a school of the département. */
  readonly uaiEmployeur: string | null;
  readonly uaiPayeur: string | null;
}

/** What the dates and the contract say against each other, field by field; empty when nothing does. */
export function fautesDeSaisie(s: SaisieMission): ChampEnErreur[] {
  const fautes: ChampEnErreur[] = [];
  const faute = (path: keyof SaisieMission, message: string): void => void fautes.push({ path, message });
  if (s.fin !== null && s.fin < s.debut) {
    faute('fin', `La mission finit le ${enFrancais(s.fin)}, avant son début, le ${enFrancais(s.debut)}.`);
  }
  if (s.typeContrat === 'CDD' && s.fin === null) faute('fin', 'Une mission en CDD a une date de fin.');
  if (s.typeContrat === 'CDI' && s.finContrat !== null)
    faute('finContrat', 'Un CDI n’a pas de date de fin de contrat.');
  if (s.debutContrat !== null && s.finContrat !== null && s.finContrat < s.debutContrat) {
    faute(
      'finContrat',
      `Le contrat finit le ${enFrancais(s.finContrat)}, avant son début, le ${enFrancais(s.debutContrat)}.`,
    );
  }
  if (s.debutContrat !== null && s.debut < s.debutContrat) {
    faute(
      'debut',
      `La mission commence le ${enFrancais(s.debut)}, avant son contrat, le ${enFrancais(s.debutContrat)}.`,
    );
  }
  if (s.finContrat !== null && s.fin !== null && s.fin > s.finContrat) {
    faute('fin', `La mission finit le ${enFrancais(s.fin)}, après son contrat, le ${enFrancais(s.finContrat)}.`);
  }
  return fautes;
}
