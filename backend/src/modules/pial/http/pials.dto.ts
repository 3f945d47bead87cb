import { z } from 'zod';

const heures = z.number().min(0);

export const schemaPialLigne = z
  .object({
    uai: z.string().nullable(),
    nom: z.string(),
    commune: z.string().nullable(),
    type: z.enum(['PIAL', 'PAS']).nullable(),
    etablissements: z.int(),
    decisionsIndividuelles: z.int(),
    decisionsMutualisees: z.int(),
    besoinHeures: heures.meta({ description: 'Besoin hebdomadaire estimé : heures notifiées + formule.' }),
    missions: z.int(),
    moyensHeures: heures.meta({ description: 'Heures hebdomadaires des missions d’accompagnement affectées.' }),
    moyensCollectifHeures: heures,
    moyensReferentHeures: heures,
    couverture: z
      .number()
      .nullable()
      .meta({ description: 'Moyens ÷ besoin en moyenne sur l’année ; null sans besoin.' }),
  })
  .meta({ id: 'PialLigne' });

export const schemaBesoinsMoyens = z
  .object({
    annee: z.int(),
    formule: z.string().meta({ description: 'Formule en vigueur pour l’année.' }),
    calcul: z
      .object({
        termineLe: z.iso.datetime(),
        auteur: z.string(),
        jobId: z.uuid().nullable(),
        formule: z.string().meta({ description: 'Formule de ces chiffres.' }),
        besoinGlobalHeures: heures.meta({
          description: 'Besoin du département pris comme un tout : la formule sur ses propres décisions mutualisées.',
        }),
        perime: z.boolean().meta({ description: 'Des données ont changé depuis le calcul.' }),
      })
      .nullable(),
    lignes: z.array(schemaPialLigne),
    departement: schemaPialLigne,
    horsPial: schemaPialLigne.nullable(),
  })
  .meta({ id: 'BesoinsMoyens' });

const annee = z.coerce.number().int().min(2000).max(2100).meta({ description: '2026 = année scolaire 2026-2027.' });

export const schemaAnneeDemandee = z.strictObject({ annee: annee.optional() });

export const schemaRecalcul = z
  .strictObject({
    annee: z.int().min(2000).max(2100),
    departement: z
      .string()
      .regex(/^(\d{3}|02[AB])$/, 'Code de département à trois caractères attendu.')
      .optional()
      .meta({ description: 'Obligatoire pour un administrateur, inutile pour un superviseur.' }),
  })
  .meta({ id: 'DemandeRecalcul' });
