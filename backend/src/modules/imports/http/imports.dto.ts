import type { ApiBodyOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { schemaJour } from '../../../platform/lists/champs.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { TRIS_IMPORTS } from '../queries/lire-imports.js';

export const SOURCES = ['EPP', 'ASSED', 'ECOLES', 'ERSEH'] as const;
const ETATS = ['EN_COURS', 'A_CONFIRMER', 'TERMINE', 'SIMULE', 'REFUSE', 'ECHEC', 'ABANDONNE'] as const;
export const ENCODAGES = ['AUTO', 'UTF-8', 'WINDOWS-1252'] as const;

export const schemaSource = z.enum(SOURCES);

export const schemaImport = z
  .object({
    id: z.uuid(),
    source: schemaSource,
    etat: z.enum(['EN_ATTENTE', ...ETATS]),
    simulation: z.boolean(),
    fichiers: z.array(z.string()),
    auteur: z.string(),
    commenceLe: z.iso.datetime(),
    termineLe: z.iso.datetime().nullable(),
    dureeMs: z.int().nullable().meta({ description: 'Entre le début et la fin, en millisecondes.' }),
    jobId: z.uuid().nullable().meta({ description: 'Job à suivre tant que l’import attend ou tourne.' }),
    bilan: z.record(z.string(), z.unknown()).nullable().meta({
      description:
        'Créés, modifiés (par colonne), inchangés, désactivés, réactivés, rejetés, selon la source ; `differences` : comptes par objet et genre.',
    }),
    erreur: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Import' });

export const schemaPageImports = schemaPage(schemaImport, 'PageImports');

export const schemaImportLance = z.object({ importId: z.uuid(), jobId: z.uuid() }).meta({ id: 'ImportLance' });

export const schemaListeImports = schemaListe({
  tri: TRIS_IMPORTS,
  defaut: '-commenceLe',
  filtres: { source: schemaSource.optional(), etat: z.enum(ETATS).optional() },
});

export const schemaOrigine = z.enum(['EPP', 'ASSED']);
export const schemaId = z.uuid();

const dryRun = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((texte) => texte === 'true' || texte === '1')
  .meta({ description: 'Rend compte de tout, différences comprises, n’écrit rien.' });
const encodage = z.enum(ENCODAGES).optional().meta({
  description: 'Encodage imposé au fichier ; par défaut, celui gardé pour la source (AUTO : reconnu ligne à ligne).',
});
export const schemaOptions = z.object({ dryRun, encodage });
export const schemaOptionsEcoles = z.object({
  dryRun,
  encodage,
  aCompterDu: schemaJour.optional().meta({
    description: 'Premier jour des changements de PIAL ; par défaut, le 1er septembre de l’année scolaire en cours.',
  }),
});

const champCorrespondances = {
  type: 'string',
  description:
    'Objet JSON : nom de colonne d’AGESH → nom dans le fichier (`eleve.NOM` pour ERSEH). Remplace, pour cet envoi, celles gardées pour la source.',
} as const;

/** Body of the sendings, for the documentation: it is read as a stream, part by part. */
export const CORPS_FICHIER: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['fichier'],
    properties: { fichier: { type: 'string', format: 'binary' }, correspondances: champCorrespondances },
  },
};
export const CORPS_FICHIERS: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['fichier'],
    properties: {
      fichier: { type: 'array', items: { type: 'string', format: 'binary' } },
      correspondances: champCorrespondances,
    },
  },
};
