import { z } from 'zod';
import { schemaPage } from '../../../platform/lists/liste.js';
import { OBJETS } from '../domain/libelles.js';

export const GENRES = ['NOUVEAU', 'MODIFIE', 'DISPARU', 'REACTIVE'] as const;
export const GENRES_CHANGEMENT = [
  'CONTRAT_ROMPU',
  'AESH_INACTIF',
  'MISSION_INACTIVE',
  'HEURES_MODIFIEES',
  'PERIODE_MODIFIEE',
  'NATURE_MODIFIEE',
] as const;

const q = z
  .string()
  .max(200)
  .transform((texte) => texte.replaceAll('\0', ' ').trim())
  .optional()
  .meta({ description: 'Mots cherchés dans le nom et l’identifiant.' });
const page = z.coerce.number().int().min(1).max(1_000_000).default(1);
const size = z.coerce.number().int().min(1).max(200).default(50);

export const schemaFiltreDifferences = z.object({
  genre: z.enum(GENRES).optional(),
  objet: z.enum(OBJETS).optional(),
  q,
});
export const schemaListeDifferences = schemaFiltreDifferences.extend({ page, size });

export const schemaDifference = z
  .object({
    objet: z.enum(OBJETS),
    objetId: z.int().nullable(),
    cle: z.string().meta({ description: 'Identifiant dans la source.' }),
    libelle: z
      .string()
      .meta({ description: 'Nom ; « Réservé » quand il désigne un élève et que vous n’y avez pas droit.' }),
    genre: z.enum(GENRES),
    champs: z.array(
      z.object({
        nom: z.string(),
        libelle: z.string(),
        avant: z.unknown(),
        apres: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'DifferenceImport' });
export const schemaPageDifferences = schemaPage(schemaDifference, 'PageDifferencesImport');

export const schemaListeRejets = z.object({
  signalements: z
    .enum(['true', 'false'])
    .default('false')
    .transform((texte) => texte === 'true')
    .meta({ description: 'Les lignes importées mais signalées, au lieu des rejetées.' }),
  page,
  size,
});
export const schemaLigneRejetee = z
  .object({
    fichier: z.string(),
    ligne: z.int(),
    colonne: z.string().nullable(),
    valeur: z.string().nullable(),
    code: z.string(),
    motif: z.string(),
  })
  .meta({ id: 'LigneRejetee' });
export const schemaPageRejets = schemaPage(schemaLigneRejetee, 'PageLignesRejetees');

export const schemaListeChangements = z.object({
  depuis: z.iso
    .datetime({ offset: true, message: 'Attendu : un instant ISO 8601.' })
    .or(z.iso.date())
    .optional()
    .meta({ description: 'Depuis ce jour ou cet instant ; par défaut, les 30 derniers jours.' }),
  genre: z.enum(GENRES_CHANGEMENT).optional(),
  page,
  size,
});

export const schemaChangement = z
  .object({
    id: z.int(),
    le: z.iso.datetime(),
    importId: z.uuid(),
    genre: z.enum(GENRES_CHANGEMENT),
    aesh: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }),
    missionId: z.int().nullable(),
    phrase: z.string(),
    accompagnementsTouches: z.int(),
    eleves: z.array(z.object({ id: z.int(), nom: z.string(), prenom: z.string(), decisionId: z.int() })),
  })
  .meta({ id: 'ChangementImport' });
export const schemaPageChangements = schemaPage(schemaChangement, 'PageChangementsImport');
