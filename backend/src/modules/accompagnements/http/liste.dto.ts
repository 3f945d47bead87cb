import { z } from 'zod';
import {
  schemaCode,
  schemaDrapeau,
  schemaIdTexte,
  schemaJour,
  schemaPlusieurs,
  schemaUai,
} from '../../../platform/lists/champs.js';
import { plusieursDe } from '../../../platform/lists/codes.js';
import { schemaExport } from '../../../platform/lists/export/demande.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { filtrePial, schemaEtatAesh } from '../../aesh/index.js';
import { schemaSegment } from '../../decisions/index.js';
import { ETATS_MISSION } from '../../missions/index.js';
import { GENRES_OPERATION } from '../domain/operations.js';
import { TRIS_ACCOMPAGNEMENTS } from '../queries/criteres-accompagnements.js';
import { COLONNES_EXPORT_ACCOMPAGNEMENTS } from './colonnes-export.js';
import { schemaSegmentOccupation } from './dto.js';

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();
const heures = z.number().meta({ description: 'Heures hebdomadaires, au centième.' });
const TYPES = ['INDIVIDUELLE', 'MUTUALISEE'] as const;
const IDS_MAX = 1000;

const ligne = {
  id: z.int(),
  type: z.enum(TYPES),
  debut: jour,
  fin: jour,
  heures,
  heuresRepas: heures,
  heuresMeridienne: heures,
  maintien: z.boolean().meta({ description: 'Se poursuit après la fin des décisions.' }),
  previsionnel: z.boolean().meta({ description: 'Mission prévisionnelle, ou année scolaire suivante.' }),
  eleves: z.array(
    z
      .object({
        id: z.int(),
        decisionId: z.int(),
        nom: z.string(),
        prenom: z.string(),
        classe: z.string().nullable(),
      })
      .meta({ id: 'EleveDAccompagnement' }),
  ),
  etablissement: z
    .object({ uai: z.string(), nom: z.string(), commune: z.string().nullable() })
    .meta({ id: 'EtablissementDAccompagnement' }),
  pial: z
    .object({ uai: z.string(), nom: z.string() })
    .nullable()
    .meta({ description: 'Tête de PIAL de l’établissement le premier jour ; null hors PIAL.' }),
  aesh: z
    .object({ id: z.int(), nom: z.string(), prenom: z.string(), etat: schemaEtatAesh })
    .meta({ id: 'AeshDAccompagnement' }),
  missionId: z.int(),
  anomalies: z.array(
    z
      .object({ type: z.int().min(1).max(9), libelle: z.string(), message: z.string() })
      .meta({ id: 'AnomalieDAccompagnement' }),
  ),
  version: z.int(),
};

export const schemaAccompagnementLigne = z.object(ligne).meta({ id: 'AccompagnementLigne' });
export const schemaPageAccompagnements = schemaPage(schemaAccompagnementLigne, 'PageAccompagnements');

const detail = {
  ...ligne,
  mission: z
    .object({
      id: z.int(),
      debut: jour,
      fin: jourOuvert,
      heures,
      typeContrat: z.enum(['CDD', 'CDI']),
      nature: z.object({ code: z.string(), activite: z.string() }),
      etat: z.enum(ETATS_MISSION),
      segments: z.array(schemaSegmentOccupation),
      heuresLibres: heures.meta({ description: 'Encore libres tous les jours de l’accompagnement.' }),
    })
    .meta({ id: 'MissionDAccompagnement' }),
  decisions: z.array(
    z
      .object({
        id: z.int(),
        type: z.enum(TYPES),
        heures: heures.nullable(),
        debut: jour,
        fin: jour,
        couverture: z.number(),
        priorite: z.number(),
        segments: z.array(schemaSegment),
        eleve: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }),
        etablissements: z.array(
          z.object({
            uai: z.string(),
            nom: z.string(),
            commune: z.string().nullable(),
            debut: jour,
            fin: jourOuvert,
          }),
        ),
      })
      .meta({ id: 'DecisionDAccompagnement' }),
  ),
  derniereOperation: z
    .object({
      id: z.int(),
      genre: z.enum(GENRES_OPERATION),
      le: z.iso.datetime(),
      auteur: z.string(),
      annulable: z.boolean(),
      expireLe: z.iso.datetime(),
    })
    .nullable()
    .meta({ id: 'OperationDAccompagnement' }),
};

export const schemaAccompagnementDetail = z.object(detail).meta({ id: 'AccompagnementDetail' });
export const schemaAccompagnementModifie = z
  .object({ ...detail, operationId: z.int() })
  .meta({ id: 'AccompagnementModifie' });

const filtres = {
  type: plusieursDe(TYPES, 'Type de décision.'),
  debut: schemaJour.optional().meta({ description: 'En cours à partir de ce jour, en tout ou partie.' }),
  fin: schemaJour.optional().meta({ description: 'En cours jusqu’à ce jour, en tout ou partie.' }),
  pial: filtrePial,
  uai: schemaPlusieurs(schemaUai).optional().meta({ description: 'Établissements.' }),
  secteur: schemaPlusieurs(schemaCode).optional().meta({ description: 'Secteurs d’un des élèves.' }),
  maintien: schemaDrapeau.optional(),
  previsionnel: schemaDrapeau.optional(),
  anomalie: schemaDrapeau.optional().meta({ description: 'Avec, ou sans, une anomalie à traiter.' }),
  missionId: schemaIdTexte.optional(),
  aeshId: schemaIdTexte.optional(),
  decisionId: schemaIdTexte.optional(),
  ids: schemaPlusieurs(schemaIdTexte, IDS_MAX)
    .optional()
    .meta({ description: `Une sélection, ${IDS_MAX} au plus, séparés par des virgules.` }),
};

const contrat = { tri: TRIS_ACCOMPAGNEMENTS, defaut: 'nom,debut', filtres } as const;

export const schemaListeAccompagnements = schemaListe(contrat);
export type DemandeListeAccompagnements = z.output<typeof schemaListeAccompagnements>;

export const schemaExportAccompagnements = schemaExport({ ...contrat, colonnes: COLONNES_EXPORT_ACCOMPAGNEMENTS });
export type DemandeExportAccompagnements = z.output<typeof schemaExportAccompagnements>;
