import type { ApiBodyOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { schemaJour } from '../../../platform/lists/champs.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { TRIS_IMPORTS } from '../queries/lire-imports.js';

const SOURCES = ['EPP', 'ASSED', 'ECOLES', 'ERSEH'] as const;
const ETATS = ['EN_COURS', 'A_CONFIRMER', 'TERMINE', 'SIMULE', 'REFUSE', 'ECHEC', 'ABANDONNE'] as const;

export const schemaImport = z
  .object({
    id: z.uuid(),
    source: z.enum(SOURCES),
    etat: z.enum(['EN_ATTENTE', ...ETATS]),
    simulation: z.boolean(),
    fichiers: z.array(z.string()),
    auteur: z.string(),
    commenceLe: z.iso.datetime(),
    termineLe: z.iso.datetime().nullable(),
    bilan: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'Créés, modifiés (par colonne), inchangés, désactivés, réactivés, rejetés, selon la source.',
    }),
    erreur: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Import' });

export const schemaPageImports = schemaPage(schemaImport, 'PageImports');

export const schemaImportLance = z.object({ importId: z.uuid(), jobId: z.uuid() }).meta({ id: 'ImportLance' });

export const schemaListeImports = schemaListe({
  tri: TRIS_IMPORTS,
  defaut: '-commenceLe',
  filtres: { source: z.enum(SOURCES).optional(), etat: z.enum(ETATS).optional() },
});

export const schemaOrigine = z.enum(['EPP', 'ASSED']);
export const schemaId = z.uuid();

const dryRun = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((texte) => texte === 'true' || texte === '1')
  .meta({ description: 'Rend compte de tout, n’écrit rien.' });
export const schemaOptions = z.object({ dryRun });
export const schemaOptionsEcoles = z.object({
  dryRun,
  aCompterDu: schemaJour.optional().meta({
    description: 'Premier jour des changements de PIAL ; par défaut, le 1er septembre de l’année scolaire en cours.',
  }),
});

/** Body of the sendings, for the documentation: it is read as a stream, part by part. */
export const CORPS_FICHIER: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['fichier'],
    properties: {
      fichier: { type: 'string', format: 'binary' },
      correspondances: {
        type: 'string',
        description: 'Objet JSON : nom de colonne d’AGESH → nom dans le fichier. À envoyer avant le fichier ou après.',
      },
    },
  },
};
export const CORPS_FICHIERS: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['fichier'],
    properties: { fichier: { type: 'array', items: { type: 'string', format: 'binary' } } },
  },
};
