import { z } from 'zod';
import { type Jour, estJour } from '../../kernel/jour.js';
import { type Uai, estUai } from '../../kernel/uai.js';

/** Fields that many requests share, with their French refusals. */

const ENTIER_MAX = 2_147_483_647;

/** Id of a record, in a body. */
export const schemaId = z.int().min(1).max(ENTIER_MAX);

/** Id of a record, in an address: anything that cannot be one is refused (400), not looked for. */
export const schemaIdTexte = z.coerce
  .number('Attendu : un numéro.')
  .int('Attendu : un numéro.')
  .min(1, 'Attendu : un numéro.')
  .max(ENTIER_MAX, 'Attendu : un numéro.');

const ATTENDU_JOUR = 'Attendu : une date du calendrier, AAAA-MM-JJ.';
export const schemaJour = z.iso
  .date(ATTENDU_JOUR)
  .refine(estJour, ATTENDU_JOUR)
  .transform((texte) => texte as Jour);

const ATTENDU_UAI = "Attendu : l'UAI d'un établissement, sept chiffres et sa lettre de contrôle.";
export const schemaUai = z
  .string()
  .regex(/^\d{7}[A-Za-z]$/, ATTENDU_UAI)
  .refine((texte) => estUai(texte.toUpperCase()), ATTENDU_UAI)
  .transform((texte) => texte.toUpperCase() as Uai);

/** A code written by an outside system: compared, never interpreted. */
export const schemaCode = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u, 'Caractères de contrôle refusés.');
