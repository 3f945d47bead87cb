import { z } from 'zod';
import { schemaDrapeau, schemaId, schemaJour } from '../../../platform/lists/champs.js';
import { plusieursDe } from '../../../platform/lists/codes.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { GENRES_MESSAGE } from '../domain/genres.js';

const TROP_D_IDS = 1000;

export const schemaListeMessages = schemaListe({
  tri: ['le'],
  defaut: '-le',
  filtres: {
    lu: schemaDrapeau.optional().meta({ description: 'Lus, ou non lus, par ce compte.' }),
    genre: plusieursDe(GENRES_MESSAGE, 'Genres de message.'),
    debut: schemaJour.optional().meta({ description: 'Reçus ce jour-là ou après.' }),
    fin: schemaJour.optional().meta({ description: 'Reçus ce jour-là ou avant.' }),
  },
});
export type ListeMessagesDemandee = z.output<typeof schemaListeMessages>;

export const schemaMessage = z
  .object({
    id: z.int(),
    le: z.iso.datetime(),
    genre: z.enum(GENRES_MESSAGE),
    libelle: z.string().meta({ description: 'Le genre, en français.' }),
    texte: z.string().meta({ description: 'L’élève, l’établissement, les dates.' }),
    auteur: z.string(),
    lien: z.string().nullable().meta({ description: 'Écran de l’objet du message.' }),
    eleve: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }).nullable(),
    lu: z.boolean(),
  })
  .meta({ id: 'Message' });
export const schemaPageMessages = schemaPage(schemaMessage, 'PageMessages');

export const schemaNombre = z.object({ nombre: z.int() }).meta({ id: 'NombreDeMessages' });

export const schemaMarquage = z
  .strictObject({
    ids: z.array(schemaId).min(1).max(TROP_D_IDS).optional(),
    tous: z.literal(true).optional(),
    lu: z.boolean(),
  })
  .refine(({ ids, tous }) => (ids === undefined) !== (tous === undefined), 'Attendu : ids, ou tous, l’un des deux.')
  .meta({ id: 'MarquageMessages' });
export type MarquageDemande = z.output<typeof schemaMarquage>;
