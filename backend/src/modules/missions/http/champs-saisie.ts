import { TYPES_CONTRAT } from '../../../kernel/rh.js';
import { z } from 'zod';
import { schemaJour, schemaUai } from '../../../platform/lists/champs.js';
import { CIVILITES } from '../../aesh/index.js';

const SANS_CONTROLE = /^[^\p{Cc}]*$/u;
/** Line breaks and tabs are allowed, nothing else that does not show. */
const TEXTE_LONG = /^(?:[^\p{Cc}]|[\n\r\t])*$/u;
const REFUSE = 'Caractères de contrôle refusés.';

/** Empty counts as not given. */
const facultatif = (maximum: number, forme = SANS_CONTROLE) =>
  z
    .string()
    .trim()
    .max(maximum, `${maximum} caractères au plus.`)
    .regex(forme, REFUSE)
    .transform((texte) => (texte === '' ? null : texte))
    .nullable();

const nom = z.string().trim().min(1, 'Obligatoire.').max(100, '100 caractères au plus.').regex(SANS_CONTROLE, REFUSE);

const ANNEES = ['1900-01-01', '2100-12-31'] as const;
/** A date that a mission, a contract or a life can have. */
const jour = schemaJour.refine((j) => j >= ANNEES[0] && j <= ANNEES[1], 'Attendu : une date de 1900 à 2100.');

/** A postal code, a mail, a telephone: empty, or well formed. */
const forme = (maximum: number, motif: RegExp, message: string) =>
  z
    .string()
    .trim()
    .max(maximum)
    .refine((texte) => texte === '' || motif.test(texte), message)
    .transform((texte) => (texte === '' ? null : texte))
    .nullable();

export const CHAMPS_ETAT_CIVIL_SAISIS = {
  civilite: z.enum(CIVILITES, `Attendu : ${CIVILITES.join(' ou ')}.`).nullable(),
  nom: nom.meta({ description: 'Nom d’usage.' }),
  nomFamille: facultatif(100),
  prenom: nom,
  dateNaissance: jour.nullable(),
  adresse: facultatif(300),
  codePostal: forme(5, /^\d{5}$/, 'Attendu : cinq chiffres.'),
  commune: facultatif(100),
  courriel: forme(200, /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u, 'Attendu : une adresse de courriel.'),
  telephone: forme(20, /^\+?[\d .-]{6,20}$/, 'Attendu : un numéro de téléphone.'),
  rqth: z.boolean().nullable(),
  numen: forme(40, /^[\p{L}\p{N}_-]{1,40}$/u, 'Attendu : des lettres et des chiffres.').meta({
    description: 'NUMEN, quand il est déjà connu : il rattachera le dossier RH à coup sûr.',
  }),
};

export const CHAMPS_COMPLEMENTS_SAISIS = {
  transport: facultatif(60),
  vehicule: z.boolean().nullable(),
  telephonePro: forme(20, /^\+?[\d .-]{6,20}$/, 'Attendu : un numéro de téléphone.'),
  preferences: facultatif(2000, TEXTE_LONG),
  pialsSouhaites: z
    .array(schemaUai)
    .max(20, '20 PIAL au plus.')
    .transform((uais) => [...new Set(uais)])
    .meta({ description: 'UAI de têtes de PIAL du département, par ordre de préférence.' }),
  competences: facultatif(2000, TEXTE_LONG),
  commentaires: facultatif(4000, TEXTE_LONG),
};

const HEURES_MAX = 48;
const auCentieme = (n: number): boolean => Number.isInteger(Math.round(n * 1e6) / 1e4);

export const CHAMPS_MISSION_SAISIS = {
  typeContrat: z.enum(TYPES_CONTRAT, `Attendu : ${TYPES_CONTRAT.join(' ou ')}.`),
  natureCode: z.string().regex(/^[A-Z0-9]{1,10}$/, 'Attendu : un code de nature de support.'),
  debut: jour,
  fin: jour.nullable(),
  debutContrat: jour.nullable(),
  finContrat: jour.nullable(),
  heures: z
    .number()
    .min(0)
    .max(HEURES_MAX, `${HEURES_MAX} heures par semaine au plus.`)
    .refine(auCentieme, 'Deux décimales au plus.')
    .nullable()
    .meta({ description: 'Heures hebdomadaires ; sans elles, la référence de temps de travail de la quotité.' }),
  quotite: z
    .number()
    .gt(0, 'Attendu : plus de 0 %.')
    .max(100, '100 % au plus.')
    .refine(auCentieme, 'Deux décimales au plus.')
    .nullable()
    .meta({ description: 'En %.' }),
  uaiEmployeur: schemaUai.nullable().meta({ description: 'Un établissement du département, s’il est déjà connu.' }),
  uaiPayeur: schemaUai.nullable(),
};

/** Fields that may be left out of a creation are then empty. */
const vides = <Forme extends Record<string, z.ZodType>, const Noms extends readonly (keyof Forme)[]>(
  forme: Forme,
  obligatoires: Noms,
) =>
  Object.fromEntries(
    Object.entries(forme).map(([nom, schema]) => [
      nom,
      (obligatoires as readonly string[]).includes(nom) ? schema : (schema as z.ZodNullable<z.ZodType>).default(null),
    ]),
  ) as unknown as {
    [Nom in keyof Forme]: Nom extends Noms[number] ? Forme[Nom] : z.ZodDefault<Forme[Nom]>;
  };

export const schemaSaisieMission = z
  .strictObject(vides(CHAMPS_MISSION_SAISIS, ['typeContrat', 'natureCode', 'debut']))
  .meta({ id: 'MissionSaisie' });

const { pialsSouhaites, ...complements } = CHAMPS_COMPLEMENTS_SAISIS;
export const schemaSaisieAesh = z
  .strictObject({
    ...vides(CHAMPS_ETAT_CIVIL_SAISIS, ['nom', 'prenom']),
    ...vides(complements, []),
    pialsSouhaites: pialsSouhaites.default([]),
    missions: z.array(schemaSaisieMission).max(20, '20 missions au plus.').default([]),
  })
  .meta({ id: 'AeshSaisi' });

export const schemaModificationAesh = z
  .strictObject({ ...CHAMPS_ETAT_CIVIL_SAISIS, ...CHAMPS_COMPLEMENTS_SAISIS })
  .partial()
  .meta({ id: 'AeshModifie' });

export const schemaModificationMission = z
  .strictObject(CHAMPS_MISSION_SAISIS)
  .partial()
  .meta({ id: 'MissionModifiee' });
