import { z } from 'zod';
import { champsDeChoix, sansInconnu } from '../liste.js';

export const FORMATS_EXPORT = ['xlsx', 'csv'] as const;
export type FormatExport = (typeof FORMATS_EXPORT)[number];

/**
 * Export of a whole list: the search, sort and filters of the list, a format, and the columns in the order asked
 * (all of them when none is named).
 */
export function schemaExport<
  const Noms extends readonly [string, ...string[]],
  const Colonnes extends readonly [string, ...string[]],
  Filtres extends z.ZodRawShape,
>({ tri, defaut, filtres, colonnes }: { tri: Noms; defaut: string; filtres: Filtres; colonnes: Colonnes }) {
  const connues: ReadonlySet<string> = new Set(colonnes);
  return sansInconnu(
    z.object({
      ...champsDeChoix({ tri, defaut }),
      format: z.enum(FORMATS_EXPORT, `Attendu : ${FORMATS_EXPORT.join(' ou ')}.`).default('xlsx'),
      colonnes: z
        .string()
        .max(1000)
        .transform((texte, contexte): readonly Colonnes[number][] => {
          const demandees = new Set(texte.split(','));
          for (const nom of demandees) {
            if (connues.has(nom)) continue;
            contexte.addIssue({
              code: 'custom',
              message: `Colonne inconnue : « ${nom} ». Possibles : ${colonnes.join(', ')}.`,
            });
          }
          return [...demandees] as Colonnes[number][];
        })
        .prefault(colonnes.join(','))
        .meta({ description: `Colonnes séparées par des virgules, dans l’ordre voulu : ${colonnes.join(', ')}.` }),
      ...filtres,
    }),
  );
}
