import { Column, type ColumnOptions } from 'typeorm';
import type { NamingStrategyInterface } from 'typeorm';
import { DefaultNamingStrategy } from 'typeorm';

/** camelCase properties, snake_case columns: `debutContrat` → `debut_contrat`. */
export class NomsEnSerpent extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propriete: string, nomImpose: string): string {
    return nomImpose || propriete.replace(/[A-Z]/g, (lettre) => `_${lettre.toLowerCase()}`);
  }
}

/** A calendar date, read and written as `YYYY-MM-DD`. */
export const ColonneJour = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'date', ...options });

/** Weekly hours, hundredths at most. */
export const ColonneHeures = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'numeric', precision: 6, scale: 2, ...options });

export const ColonneTexte = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'text', ...options });

export const ColonneEntier = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'integer', ...options });

export const ColonneDrapeau = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'boolean', ...options });

export const ColonneInstant = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'timestamptz', ...options });

export const ColonneJson = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'jsonb', ...options });

/** Code of an establishment (UAI), 8 characters. */
export const ColonneUai = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'text', ...options });
