import { z } from 'zod';
import { schemaId, schemaIdTexte } from '../../../platform/lists/champs.js';
import { schemaPage } from '../../../platform/lists/liste.js';
import { schemaEtatAesh, schemaSourceRh, schemaTypeContrat } from '../../aesh/index.js';
import { RAISONS_FUSION } from '../queries/lister-candidats.js';

const jour = z.iso.date();

const schemaMissionResume = z
  .object({
    id: z.int(),
    etat: z.enum(['ACTIVE', 'INACTIVE', 'PREVISIONNELLE']),
    typeContrat: schemaTypeContrat,
    nature: z.object({ code: z.string(), activite: z.string(), accompagnement: z.boolean() }),
    debut: jour,
    fin: jour.nullable(),
    quotite: z.number().nullable(),
    heures: z.number(),
    employeur: z.object({ uai: z.string(), nom: z.string() }).nullable(),
    accompagnements: z.int().meta({ description: 'Accompagnements posés.' }),
    affectations: z.int().meta({ description: 'Affectations à des PIAL.' }),
  })
  .meta({ id: 'MissionResume' });

const schemaAeshResume = z
  .object({
    id: z.int(),
    etat: schemaEtatAesh,
    source: schemaSourceRh,
    idAgent: z.string().nullable(),
    civilite: z.string().nullable(),
    nom: z.string(),
    nomFamille: z.string().nullable(),
    prenom: z.string(),
    dateNaissance: jour.nullable(),
    adresse: z.string().nullable(),
    codePostal: z.string().nullable(),
    commune: z.string().nullable(),
    courriel: z.string().nullable(),
    telephone: z.string().nullable(),
    transport: z.string().nullable(),
    missions: z.array(schemaMissionResume).meta({ description: 'Missions actives.' }),
  })
  .meta({ id: 'AeshResume' });

export const schemaCandidat = z
  .object({
    previsionnel: schemaAeshResume,
    reel: schemaAeshResume.meta({
      description: 'Le même AESH quand seules des missions prévisionnelles d’un AESH réel sont à rattacher.',
    }),
    score: z.number().meta({ description: '0..1, 1 est certain.' }),
    raisons: z.array(z.enum(RAISONS_FUSION)),
    missions: z.array(
      z
        .object({
          previsionnelleId: z.int(),
          reelleId: z.int().nullable(),
          raison: z.string().meta({ description: 'Pourquoi cette mission, ou pourquoi aucune.' }),
        })
        .meta({ id: 'MissionProposee' }),
    ),
  })
  .meta({ id: 'CandidatFusion' });
export const schemaPageCandidats = schemaPage(schemaCandidat, 'PageCandidatsFusion');

export const schemaDemandeFusion = z
  .strictObject({
    previsionnelId: schemaId,
    reelId: schemaId.meta({ description: 'Le même que previsionnelId pour ne rattacher que des missions.' }),
    missions: z
      .array(
        z.strictObject({
          previsionnelleId: schemaId,
          reelleId: schemaId
            .nullable()
            .meta({ description: 'Null : la mission reste prévisionnelle, sur l’AESH réel.' }),
        }),
      )
      .max(50)
      .refine(
        (missions) => new Set(missions.map((m) => m.previsionnelleId)).size === missions.length,
        'Une mission prévisionnelle est citée deux fois.',
      ),
  })
  .meta({ id: 'DemandeFusion' });

export const schemaFusionFaite = z.object({ id: z.int() }).meta({ id: 'FusionFaite' });

const personne = z.object({ id: z.int(), nom: z.string(), prenom: z.string() });

export const schemaFusionLigne = z
  .object({
    id: z.int(),
    le: z.iso.datetime(),
    auteur: z.string(),
    previsionnel: personne,
    reel: personne,
    missions: z.array(z.object({ previsionnelleId: z.int(), reelleId: z.int().nullable() })),
    accompagnements: z.int().meta({ description: 'Accompagnements déplacés.' }),
    affectations: z.int(),
    annulable: z.boolean(),
    annuleeLe: z.iso.datetime().nullable(),
    annuleePar: z.string().nullable(),
  })
  .meta({ id: 'FusionLigne' });
export const schemaPageFusions = schemaPage(schemaFusionLigne, 'PageFusions');

export const schemaCandidatsDemandes = z.strictObject({
  q: z
    .string()
    .max(200)
    .transform((texte) => texte.replaceAll('\0', ' ').trim())
    .optional()
    .meta({ description: 'Mots cherchés dans les noms.' }),
  aesh: schemaIdTexte.optional().meta({ description: 'Seulement les candidats de cet AESH.' }),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

export const schemaComparaisonDemandee = z.strictObject({ previsionnel: schemaIdTexte, reel: schemaIdTexte });
