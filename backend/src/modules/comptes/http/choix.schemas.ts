import { z } from 'zod';
import { schemaCode } from '../../../platform/lists/champs.js';
import { defautDuJson } from '../domain/json-borne.js';

const SECTEURS_MAX = 1_000;
const NOM_MAX = 60;

const jsonBorne = (valeur: unknown, contexte: z.RefinementCtx): void => {
  const defaut = defautDuJson(valeur);
  if (defaut) contexte.addIssue({ code: 'custom', message: defaut });
};

export const schemaMesSecteurs = z
  .object({
    secteurs: z.array(
      z
        .object({
          code: z.string(),
          libelle: z.string(),
          choisi: z.boolean().meta({ description: 'Gardé dans les listes ; aucun ne l’est : tout le département.' }),
        })
        .meta({ id: 'SecteurChoisi' }),
    ),
  })
  .meta({ id: 'MesSecteurs' });
export type MesSecteurs = z.infer<typeof schemaMesSecteurs>;

export const schemaChoixDeSecteurs = z
  .strictObject({
    codes: z
      .array(schemaCode)
      .max(SECTEURS_MAX)
      .meta({ description: 'Codes des secteurs gardés ; aucun, ou tous : tout le département.' }),
  })
  .meta({ id: 'ChoixDeSecteurs' });
export type ChoixDeSecteurs = z.infer<typeof schemaChoixDeSecteurs>;

export const schemaPreferences = z
  .record(z.string(), z.unknown())
  .meta({ id: 'Preferences', description: 'Clé → valeur JSON.' });
export type Preferences = z.infer<typeof schemaPreferences>;

export const schemaClePreference = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,60}$/, 'Attendu : 61 lettres minuscules sans accent, chiffres ou tirets au plus.');

export const schemaPreference = z
  .strictObject({
    valeur: z
      .unknown()
      .superRefine((valeur, contexte) => {
        if (valeur === undefined) contexte.addIssue({ code: 'custom', message: 'Valeur attendue.' });
        else jsonBorne(valeur, contexte);
      })
      .meta({ description: 'N’importe quelle valeur JSON de 16 ko au plus ; null retire la préférence.' }),
  })
  .meta({ id: 'Preference' });
export type Preference = z.infer<typeof schemaPreference>;

const liste = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'Attendu : le nom d’une liste, en minuscules.')
  .meta({ description: 'Nom de la liste, par exemple decisions.' });

const contenuVue = {
  nom: z
    .string()
    .max(500)
    .overwrite((nom) => nom.normalize('NFC').replace(/\s+/g, ' ').trim())
    .min(1, 'Donnez un nom à la vue.')
    .max(NOM_MAX, `Le nom compte ${NOM_MAX} caractères au plus.`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Caractères de contrôle refusés.'),
  partagee: z.boolean().meta({ description: 'Visible de tout le département.' }),
  etat: z
    .record(z.string(), z.unknown())
    .superRefine(jsonBorne)
    .meta({ description: 'Colonnes, filtres, tri… : 16 ko de JSON au plus.' }),
};

export const schemaVueACreer = z.strictObject({ liste, ...contenuVue }).meta({ id: 'VueACreer' });
export type VueACreer = z.infer<typeof schemaVueACreer>;

export const schemaVueAModifier = z.strictObject(contenuVue).meta({ id: 'VueAModifier' });
export type VueAModifier = z.infer<typeof schemaVueAModifier>;

export const schemaVuesDemandees = z.strictObject({ liste: liste.optional() });

export const schemaVue = z
  .object({
    id: z.int(),
    liste: z.string(),
    nom: z.string(),
    partagee: z.boolean(),
    mienne: z.boolean().meta({ description: 'Modifiable : vous en êtes l’auteur.' }),
    auteur: z.string(),
    etat: z.record(z.string(), z.unknown()),
    version: z.int().meta({ description: 'À rendre dans If-Match, entre guillemets, pour modifier la vue.' }),
  })
  .meta({ id: 'Vue' });
