import type { ApiBodyOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { ENCODAGES, SOURCES, schemaImport, schemaSource } from './imports.dto.js';

export const schemaPlanification = z
  .object({
    heure: z.string().meta({ description: 'HH:MM, heure de Paris.' }),
    dossierDepot: z.string().nullable(),
    sources: z.array(z.object({ source: schemaSource, derniere: schemaImport.nullable() })),
  })
  .meta({ id: 'PlanificationImports' });

const LONGUEUR_NOM = 200;
const COLONNES_MAX = 200;
const colonnes = z
  .record(z.string().min(1).max(LONGUEUR_NOM), z.string().trim().min(1).max(LONGUEUR_NOM))
  .refine((valeur) => Object.keys(valeur).length <= COLONNES_MAX, `${COLONNES_MAX} colonnes au plus.`);

export const schemaCorrespondancesSaisies = z
  .object({ encodage: z.enum(ENCODAGES), correspondances: colonnes })
  .meta({ id: 'CorrespondancesSaisies' });

export const schemaCorrespondances = z
  .object({
    source: schemaSource,
    encodage: z.enum(ENCODAGES),
    correspondances: z.record(z.string(), z.string()).meta({
      description: 'Colonne d’AGESH → colonne du fichier ; `eleve.NOM` pour les six fichiers d’ERSEH.',
    }),
    colonnes: z.array(z.object({ nom: z.string(), obligatoire: z.boolean() })),
    auteur: z.string().nullable(),
    modifieLe: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CorrespondancesImport' });

export const schemaApercu = z
  .object({
    source: schemaSource,
    fichier: z.string(),
    encodage: z.enum(['UTF-8', 'WINDOWS-1252', 'MIXTE']),
    separateur: z.string(),
    separateurAttendu: z
      .boolean()
      .meta({ description: 'Faux : l’import serait refusé, le point-virgule est attendu.' }),
    entete: z.array(z.string()),
    lignes: z.array(z.array(z.string())).meta({ description: '20 premières lignes.' }),
    correspondances: z
      .record(z.string(), z.string().nullable())
      .meta({ description: 'Colonne d’AGESH → colonne du fichier ; null : introuvable.' }),
    colonnes: z.array(
      z.object({
        nom: z.string(),
        obligatoire: z.boolean(),
        origine: z.enum(['MEMORISEE', 'EXACTE', 'PROCHE', 'ABSENTE']),
        suggestions: z.array(z.string()).meta({ description: 'Colonnes du fichier au nom proche, trois au plus.' }),
      }),
    ),
    manquantes: z.array(z.string()).meta({ description: 'Colonnes obligatoires introuvables.' }),
    memorisees: z.boolean().meta({ description: 'Des correspondances sont gardées pour cette source.' }),
  })
  .meta({ id: 'ApercuImport' });

export const CORPS_APERCU: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['fichier', 'source'],
    properties: {
      source: { type: 'string', enum: [...SOURCES] },
      encodage: { type: 'string', enum: [...ENCODAGES] },
      fichier: {
        type: 'string',
        format: 'binary',
        description: 'Le fichier, ou son début : seuls les premiers 512 Kio sont lus.',
      },
    },
  },
};
