import { z } from 'zod';
import { schemaUai } from '../../../platform/lists/champs.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { HORS_PIAL, TRIS_ETABLISSEMENTS } from '../queries/lister-etablissements.js';

export const schemaPageEtablissements = schemaPage(
  z
    .object({
      uai: z.string(),
      nom: z.string(),
      type: z.string().nullable(),
      commune: z.string().nullable(),
      codePostal: z.string().nullable(),
      degre: z.enum(['PREMIER', 'SECOND', 'AUTRE']),
      actif: z.boolean().meta({ description: 'Encore dans l’annuaire.' }),
      pial: z
        .object({ uai: z.string(), nom: z.string() })
        .nullable()
        .meta({ description: 'Tête de son PIAL aujourd’hui ; null hors PIAL.' }),
    })
    .meta({ id: 'EtablissementLigne' }),
  'PageEtablissements',
);

export const schemaListeEtablissements = schemaListe({
  tri: TRIS_ETABLISSEMENTS,
  defaut: 'nom',
  filtres: {
    pial: z
      .union([z.literal(HORS_PIAL), schemaUai], `Attendu : l'UAI d'une tête de PIAL, ou ${HORS_PIAL}.`)
      .optional()
      .meta({ description: `UAI de la tête du PIAL d’aujourd’hui, ou ${HORS_PIAL}.` }),
    actif: z
      .enum(['true', 'false'], 'Attendu : true ou false.')
      .transform((texte) => texte === 'true')
      .optional()
      .meta({ description: 'Encore dans l’annuaire, ou non ; tous par défaut.' }),
  },
});
export type DemandeListeEtablissements = z.output<typeof schemaListeEtablissements>;
