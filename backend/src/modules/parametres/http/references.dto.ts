import { z } from 'zod';
import { schemaId } from '../../../platform/lists/champs.js';

const auCentieme = (n: number): boolean => Number.isInteger(Math.round(n * 1e6) / 1e4);

const quotite = z
  .number()
  .gt(0, 'Attendu : plus de 0 %.')
  .max(100, '100 % au plus.')
  .refine(auCentieme, 'Deux décimales au plus.')
  .meta({ description: 'Quotité, en %.' });
const heures = z
  .number()
  .gt(0, 'Attendu : plus de 0 heure.')
  .max(48, '48 heures par semaine au plus.')
  .refine(auCentieme, 'Deux décimales au plus.')
  .meta({ description: 'Heures hebdomadaires.' });

export const schemaReference = z
  .object({
    id: z.int(),
    quotite: z.number(),
    heures: z.number(),
    missions: z.int().meta({ description: 'Missions dont elle donne les heures.' }),
    version: z.int(),
  })
  .meta({ id: 'ReferenceTempsTravail' });

export const schemaReferenceSaisie = z.strictObject({ quotite, heures }).meta({ id: 'ReferenceSaisie' });
export const schemaReferenceModifiee = z
  .strictObject({ quotite: quotite.optional(), heures: heures.optional() })
  .meta({ id: 'ReferenceModifiee' });

export const schemaReferenceChangee = z
  .object({
    reference: schemaReference.nullable().meta({ description: 'Null après une suppression.' }),
    recalcul: z.object({ missionsModifiees: z.int() }),
  })
  .meta({ id: 'ReferenceChangee' });

export const schemaChangementReference = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('CREER'), quotite, heures }),
    z.strictObject({
      action: z.literal('MODIFIER'),
      id: schemaId,
      quotite: quotite.optional(),
      heures: heures.optional(),
    }),
    z.strictObject({ action: z.literal('SUPPRIMER'), id: schemaId }),
  ])
  .meta({ id: 'ChangementReference' });

export const schemaApercuReferences = z
  .object({
    missions: z.int().meta({ description: 'Missions dont les heures changeraient.' }),
    exemples: z.array(
      z
        .object({
          missionId: z.int(),
          aesh: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }),
          avant: z.number(),
          apres: z.number(),
        })
        .meta({ id: 'ExempleReference' }),
    ),
  })
  .meta({ id: 'ApercuReferences' });
