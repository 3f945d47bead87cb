import { SOURCES_RH, TYPES_CONTRAT } from '../../../kernel/rh.js';
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
import {
  CHAMPS_AESH,
  CHAMPS_ETAT_CIVIL,
  filtrePial,
  schemaEtatAesh,
  schemaSourceRh,
  schemaTypeContrat,
} from '../../aesh/index.js';
import { ETATS_MISSION, ETATS_OCCUPATION, OCCUPATIONS, ORIGINES_HEURES, ROLES_NATURE } from '../domain/libelles.js';
import { TRIS_MISSIONS } from '../queries/criteres-missions.js';
import { COLONNES_EXPORT_MISSIONS } from './colonnes-export.js';

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();
const heures = z.number().meta({ description: 'Heures hebdomadaires, au centième.' });
const ecole = z.object({ uai: z.string(), nom: z.string() }).nullable();

export const schemaSegmentOccupe = z
  .object({
    debut: jour,
    fin: jourOuvert,
    etat: z.enum(ETATS_OCCUPATION).meta({
      description: 'ROUGE rien, ORANGE disponibilité restante, VERT complète, BLEU au-delà, GRIS n’accompagne pas.',
    }),
    heures,
    accompagnements: z.array(z.int()),
  })
  .meta({ id: 'SegmentDeMission' });

const ligne = {
  id: z.int(),
  aesh: z
    .object({
      id: z.int(),
      nom: z.string(),
      prenom: z.string(),
      etat: schemaEtatAesh,
      codePostal: z.string().nullable(),
      commune: z.string().nullable(),
      transport: z.string().nullable(),
    })
    .meta({ id: 'AeshDeMission' }),
  etat: z.enum(ETATS_MISSION),
  source: schemaSourceRh,
  idMission: z.string().nullable().meta({ description: 'Identifiant RH ; null pour une mission prévisionnelle.' }),
  typeContrat: schemaTypeContrat,
  debutContrat: jourOuvert,
  finContrat: jourOuvert,
  nature: z
    .object({ code: z.string(), activite: z.string(), accompagnement: z.boolean() })
    .meta({ id: 'NatureDeMission' }),
  debut: jour,
  fin: jourOuvert,
  quotite: z.number().nullable().meta({ description: 'En %.' }),
  heures,
  heuresRh: z.number().nullable().meta({ description: 'Telles que reçues de RH.' }),
  origineHeures: z.enum(ORIGINES_HEURES).meta({
    description: 'RH, REFERENCE de la quotité, SAISIE pour une mission prévisionnelle, ABSENTE : 0 h à signaler.',
  }),
  employeur: z
    .object({ uai: z.string(), nom: z.string(), commune: z.string().nullable() })
    .nullable()
    .meta({ description: 'Null quand l’annuaire ne le connaît pas.' }),
  uaiEmployeur: z.string().nullable(),
  heuresOccupees: heures.meta({ description: 'Le jour le plus chargé de la période demandée, aujourd’hui sans elle.' }),
  heuresDisponibles: heures.meta({ description: 'Libres tous les jours de la période ; négatives au-delà.' }),
  segments: z.array(schemaSegmentOccupe),
  pials: z.array(
    z.object({ uai: z.string(), nom: z.string(), heures, debut: jour, fin: jourOuvert }).meta({ id: 'PialDeMission' }),
  ),
  version: z.int(),
};

export const schemaMissionLigne = z.object(ligne).meta({ id: 'MissionLigne' });
export const schemaPageMissions = schemaPage(schemaMissionLigne, 'PageMissions');

const schemaAccompagnement = z
  .object({
    id: z.int(),
    missionId: z.int(),
    type: z.enum(['INDIVIDUELLE', 'MUTUALISEE']),
    debut: jour,
    fin: jour,
    heures,
    heuresRepas: heures,
    heuresMeridienne: heures,
    maintien: z.boolean(),
    uai: z.string(),
    etablissement: z.string(),
    eleves: z.array(
      z
        .object({
          decisionId: z.int(),
          eleveId: z.int(),
          nom: z.string(),
          prenom: z.string(),
          classe: z.string().nullable(),
        })
        .meta({ id: 'EleveAccompagne' }),
    ),
  })
  .meta({ id: 'AccompagnementDeMission' });

export const schemaMissionDetail = z
  .object({
    ...ligne,
    idContrat: z.string().nullable(),
    dateSignature: jourOuvert,
    payeur: ecole,
    tetePialRh: ecole.meta({ description: 'Tête de PIAL que donne RH.' }),
    accompagnements: z.array(schemaAccompagnement),
    affectations: z.array(
      z
        .object({
          id: z.int(),
          pial: z.object({ uai: z.string(), nom: z.string() }),
          debut: jour,
          fin: jourOuvert,
          heures,
        })
        .meta({ id: 'AffectationDeMission' }),
    ),
    fusionneeAvec: z
      .object({ fusionId: z.int(), missionId: z.int() })
      .nullable()
      .meta({ description: 'Mission RH qui remplace cette mission prévisionnelle depuis une fusion.' }),
  })
  .meta({ id: 'MissionDetail' });

export const schemaAeshDossier = z
  .object({
    ...CHAMPS_AESH,
    adresse: z.string().nullable(),
    numen: z.string().nullable(),
    verrouilles: z
      .array(z.enum(CHAMPS_ETAT_CIVIL))
      .meta({ description: 'Champs qui viennent de RH, en lecture seule.' }),
    vehicule: z.boolean().nullable(),
    telephonePro: z.string().nullable(),
    preferences: z.string().nullable(),
    pialsSouhaites: z.array(z.object({ uai: z.string(), nom: z.string() })),
    competences: z.string().nullable(),
    commentaires: z.string().nullable(),
    fusionneAvec: z
      .object({ fusionId: z.int(), id: z.int(), nom: z.string(), prenom: z.string() })
      .nullable()
      .meta({ description: 'Dossier RH dans lequel ce dossier prévisionnel a été fusionné.' }),
    missions: z.array(schemaMissionLigne),
    accompagnements: z.array(schemaAccompagnement),
  })
  .meta({ id: 'AeshDossier' });

export const schemaAeshCree = z
  .object({ id: z.int(), missionIds: z.array(z.int()), version: z.int() })
  .meta({ id: 'AeshCree' });
export const schemaMissionCreee = z.object({ id: z.int(), version: z.int() }).meta({ id: 'MissionCreee' });

export const schemaNature = z
  .object({
    code: z.string(),
    activite: z.string(),
    accompagnement: z.boolean().meta({ description: 'Peut accompagner des élèves.' }),
    role: z.enum(ROLES_NATURE),
    baseRh: z.string(),
    typeContrat: z.string().meta({ description: 'T2 ou HT2.' }),
  })
  .meta({ id: 'NatureSupport' });

const IDS_MAX = 1000;

const filtres = {
  debut: schemaJour.optional().meta({ description: 'Missions en cours à partir de ce jour, en tout ou partie.' }),
  fin: schemaJour.optional().meta({ description: 'Missions en cours jusqu’à ce jour, en tout ou partie.' }),
  contrat: plusieursDe(TYPES_CONTRAT, 'Type de contrat.'),
  source: plusieursDe(SOURCES_RH, 'Origine de la mission.'),
  etat: plusieursDe(ETATS_MISSION, 'État de la mission.'),
  nature: schemaPlusieurs(schemaCode)
    .optional()
    .meta({ description: 'Natures de support, séparées par des virgules.' }),
  accompagnante: schemaDrapeau.optional().meta({ description: 'La nature de support accompagne, ou non, des élèves.' }),
  uai: schemaPlusieurs(schemaUai).optional().meta({ description: 'UAI d’établissements employeurs.' }),
  pial: filtrePial,
  occupation: plusieursDe(OCCUPATIONS, 'Occupation, le jour le plus chargé de la période.'),
  disponible: schemaDrapeau.optional().meta({ description: 'Avec, ou sans, des heures libres sur toute la période.' }),
  sansHeures: schemaDrapeau.optional().meta({ description: '0 h faute d’heures RH et de référence.' }),
  ids: schemaPlusieurs(schemaIdTexte, IDS_MAX)
    .optional()
    .meta({ description: `Une sélection de missions, ${IDS_MAX} au plus, séparées par des virgules.` }),
};

const contrat = { tri: TRIS_MISSIONS, defaut: 'nom,debut', filtres } as const;

export const schemaListeMissions = schemaListe(contrat);
export type DemandeListeMissions = z.output<typeof schemaListeMissions>;

export const schemaExportMissions = schemaExport({ ...contrat, colonnes: COLONNES_EXPORT_MISSIONS });
export type DemandeExportMissions = z.output<typeof schemaExportMissions>;
