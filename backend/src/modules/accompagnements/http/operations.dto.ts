import { z } from 'zod';
import { schemaId, schemaJour, schemaUai } from '../../../platform/lists/champs.js';
import { schemaSegment } from '../../decisions/index.js';
import { GENRES_OPERATION } from '../domain/operations.js';
import { champsAccompagnement, schemaDemandeAccompagnement, schemaHeures, schemaSegmentOccupation } from './dto.js';

const jour = z.iso.date();

/** What is left out stays as it is. */
export const schemaModificationAccompagnement = z
  .strictObject({
    decisionIds: champsAccompagnement.decisionIds.optional(),
    missionId: schemaId.optional(),
    uai: schemaUai.optional(),
    debut: schemaJour.optional(),
    fin: schemaJour.optional(),
    heures: schemaHeures.optional(),
    heuresRepas: schemaHeures.optional(),
    heuresMeridienne: schemaHeures.optional(),
  })
  .meta({ id: 'ModificationAccompagnement', description: 'Les champs absents restent comme ils sont.' });
export type ModificationAccompagnementDto = z.output<typeof schemaModificationAccompagnement>;

export const schemaInsertionAccompagnement = schemaModificationAccompagnement
  .extend({ debut: schemaJour, fin: schemaJour })
  .meta({
    id: 'InsertionAccompagnement',
    description: 'Remplace l’original sur les jours communs ; les champs absents sont ceux de l’original.',
  });
export type InsertionAccompagnementDto = z.output<typeof schemaInsertionAccompagnement>;

export const schemaMaintienAccompagnement = z
  .strictObject({
    debut: schemaJour.optional().meta({ description: 'Par défaut le lendemain de la fin des décisions.' }),
    fin: schemaJour,
    missionId: schemaId.optional(),
    heures: schemaHeures.optional(),
  })
  .meta({ id: 'MaintienAccompagnement' });
export type MaintienAccompagnementDto = z.output<typeof schemaMaintienAccompagnement>;

export const LOT_MAX = 100;
export const schemaLotAccompagnements = z
  .strictObject({
    accompagnements: z
      .array(schemaDemandeAccompagnement)
      .min(1, 'Attendu : au moins un accompagnement.')
      .max(LOT_MAX, `${LOT_MAX} accompagnements au plus en une fois.`),
  })
  .meta({ id: 'LotAccompagnements' });
export type LotAccompagnementsDto = z.output<typeof schemaLotAccompagnements>;

export const schemaLotCree = z
  .object({ ids: z.array(z.int()), operationId: z.int() })
  .meta({ id: 'LotAccompagnementsCree' });
export const schemaOperationFaite = z
  .object({ id: z.int(), operationId: z.int() })
  .meta({ id: 'OperationAccompagnementFaite' });
export const schemaSuppressionFaite = z.object({ operationId: z.int() }).meta({ id: 'SuppressionAccompagnementFaite' });
export const schemaAnnulationFaite = z
  .object({ ids: z.array(z.int()).meta({ description: 'Accompagnements remis comme avant l’opération.' }) })
  .meta({ id: 'AnnulationOperationFaite' });

export const schemaDemandeApercu = z
  .strictObject({
    operation: z.enum(GENRES_OPERATION),
    id: schemaId.optional().meta({ description: 'L’accompagnement concerné ; absent pour CREER.' }),
    saisie: schemaModificationAccompagnement
      .optional()
      .meta({ description: 'Complète pour CREER ; pour les autres, ce qui change.' }),
    lot: z.array(schemaDemandeAccompagnement).min(1).max(LOT_MAX).optional(),
  })
  .superRefine((demande, contexte) => {
    const manque = (champ: string, message: string): void =>
      contexte.addIssue({ code: 'custom', path: [champ], message });
    if (demande.operation === 'CREER') {
      if (demande.lot === undefined && demande.saisie === undefined)
        manque('saisie', 'Attendu : une saisie ou un lot.');
      return;
    }
    if (demande.id === undefined) manque('id', 'Attendu : l’accompagnement concerné.');
    if (demande.operation !== 'SUPPRIMER' && demande.saisie === undefined) manque('saisie', 'Attendu : ce qui change.');
    if (demande.operation === 'MAINTENIR' && demande.saisie?.fin === undefined)
      manque('saisie.fin', 'Attendu : la fin.');
  })
  .meta({ id: 'DemandeApercu' });
export type DemandeApercuDto = z.output<typeof schemaDemandeApercu>;

const aesh = z.object({ id: z.int(), nom: z.string(), prenom: z.string() });
const accompagnement = z
  .object({
    id: z.int().nullable().meta({ description: 'Null : serait créé.' }),
    debut: jour,
    fin: jour,
    heures: z.number(),
    missionId: z.int(),
    aesh: aesh.nullable(),
    uai: z.string(),
    etablissement: z.string(),
    maintien: z.boolean(),
    decisionIds: z.array(z.int()),
  })
  .meta({ id: 'AccompagnementApercu' });

export const schemaApercu = z
  .object({
    refus: z.array(
      z
        .object({
          code: z.string(),
          message: z.string(),
          champs: z.array(z.object({ path: z.string(), message: z.string() })),
        })
        .meta({ id: 'RefusApercu' }),
    ),
    accompagnements: z.object({ avant: z.array(accompagnement), apres: z.array(accompagnement) }),
    decisions: z.array(
      z
        .object({
          id: z.int(),
          eleve: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }),
          type: z.enum(['INDIVIDUELLE', 'MUTUALISEE']),
          debut: jour,
          fin: jour,
          segmentsAvant: z.array(schemaSegment),
          segmentsApres: z.array(schemaSegment),
          couvertureAvant: z.number(),
          couvertureApres: z.number(),
        })
        .meta({ id: 'DecisionApercu' }),
    ),
    missions: z.array(
      z
        .object({
          id: z.int(),
          aesh,
          debut: jour,
          fin: jour.nullable(),
          heures: z.number(),
          segmentsAvant: z.array(schemaSegmentOccupation),
          segmentsApres: z.array(schemaSegmentOccupation),
        })
        .meta({ id: 'MissionApercu' }),
    ),
  })
  .meta({
    id: 'ApercuOperation',
    description: 'Les accompagnements à créer portent dans les segments des numéros négatifs : -1, -2, …',
  });
