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

/** A yes or no, in an address. */
export const schemaDrapeau = z
  .enum(['true', 'false'], 'Attendu : true ou false.')
  .transform((texte) => texte === 'true');

/**
 * Several values of a filter, in an address: `A,B`. Each is read by `element`; a faulty one is refused by the name of
 * the parameter. Never empty, each value once.
 */
export function schemaPlusieurs<T>(element: z.ZodType<T, unknown>, maximum = 50) {
  return z.string().transform((texte, contexte): readonly T[] => {
    const morceaux = texte.split(',', maximum + 1);
    if (morceaux.length > maximum) {
      contexte.addIssue({ code: 'custom', message: `${maximum} valeurs au plus, séparées par des virgules.` });
      return z.NEVER;
    }
    const valeurs = new Set<T>();
    for (const morceau of morceaux) {
      const lu = element.safeParse(morceau);
      if (lu.success) valeurs.add(lu.data);
      else contexte.addIssue({ code: 'custom', message: lu.error.issues[0]?.message ?? 'Valeur refusée.' });
    }
    return [...valeurs];
  });
}
