import { z } from 'zod';
import { schemaId, schemaIdTexte, schemaJour, schemaPlusieurs, schemaUai } from '../../../platform/lists/champs.js';
import { unDe } from '../../../platform/lists/codes.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { schemaDecisionLigne } from '../../decisions/index.js';
import { TRIS_DECISIONS_CANDIDATES, TRI_DECISIONS_CANDIDATES } from '../queries/lister-decisions-candidates.js';
import { TRIS_MISSIONS_CANDIDATES, TRI_MISSIONS_CANDIDATES } from '../queries/lister-missions-candidates.js';

/** There are no more in a week. */
const HEURES_MAX = 168;

export const schemaHeures = z.number().min(0).max(HEURES_MAX, `Une semaine compte ${HEURES_MAX} heures.`);

export const champsAccompagnement = {
  decisionIds: z
    .array(schemaId)
    .min(1, 'Choisissez au moins une décision.')
    .max(100)
    .meta({ description: 'Une décision individuelle, ou plusieurs mutualisées.' }),
  missionId: schemaId,
  uai: schemaUai.meta({ description: "Établissement où l'élève est accompagné." }),
  debut: schemaJour,
  fin: schemaJour,
  heures: schemaHeures.meta({ description: 'Heures hebdomadaires, au centième.' }),
  heuresRepas: schemaHeures.default(0),
  heuresMeridienne: schemaHeures.default(0),
};

export const schemaDemandeAccompagnement = z.strictObject(champsAccompagnement).meta({ id: 'DemandeAccompagnement' });
export type DemandeAccompagnementDto = z.output<typeof schemaDemandeAccompagnement>;

export const schemaAccompagnementCree = z
  .object({ id: z.int(), version: z.int(), operationId: z.int() })
  .meta({ id: 'AccompagnementCree' });

const filtresDeMission = {
  debut: schemaJour,
  fin: schemaJour,
  uai: schemaUai.meta({ description: "Établissement où l'élève est accompagné." }),
  heures: z.coerce
    .number()
    .positive()
    .max(HEURES_MAX)
    .optional()
    .meta({ description: 'Heures hebdomadaires à poser ; par défaut celles de la décision.' }),
  pial: schemaUai.optional().meta({ description: 'Seulement les missions affectées à ce PIAL sur la période.' }),
};
const listeDeMissions = { tri: TRIS_MISSIONS_CANDIDATES, defaut: TRI_MISSIONS_CANDIDATES } as const;
const finAvantDebut = { path: ['fin'], message: 'La fin précède le début.' };

export const schemaChoixDeMission = schemaListe({ ...listeDeMissions, filtres: filtresDeMission }).refine(
  (choix) => choix.debut <= choix.fin,
  finAvantDebut,
);
export type ChoixDeMissionDto = z.output<typeof schemaChoixDeMission>;

const DECISIONS_MAX = 100;
const decisionIds = schemaPlusieurs(schemaIdTexte, DECISIONS_MAX).meta({
  description: `Une décision individuelle, ou jusqu’à ${DECISIONS_MAX} mutualisées, séparées par des virgules.`,
});

export const schemaChoixDeMissionPourPlusieurs = schemaListe({
  ...listeDeMissions,
  filtres: { decisionIds, ...filtresDeMission },
}).refine((choix) => choix.debut <= choix.fin, finAvantDebut);
export type ChoixDeMissionPourPlusieursDto = z.output<typeof schemaChoixDeMissionPourPlusieurs>;

export const schemaChoixDeDecision = schemaListe({
  tri: TRIS_DECISIONS_CANDIDATES,
  defaut: TRI_DECISIONS_CANDIDATES,
  filtres: {
    type: unDe(['INDIVIDUELLE', 'MUTUALISEE']).optional(),
    debut: schemaJour.optional().meta({ description: 'Par défaut la mission dans l’année scolaire en cours.' }),
    fin: schemaJour.optional(),
  },
}).refine(({ debut, fin }) => debut === undefined || fin === undefined || debut <= fin, finAvantDebut);
export type ChoixDeDecisionDto = z.output<typeof schemaChoixDeDecision>;

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();

export const schemaSegmentOccupation = z
  .object({
    debut: jour,
    fin: jourOuvert,
    etat: z.enum(['ROUGE', 'ORANGE', 'VERT', 'BLEU', 'GRIS']),
    heures: z.number(),
    accompagnements: z.array(z.int()),
  })
  .meta({ id: 'SegmentOccupation' });

export const schemaMissionCandidate = z
  .object({
    missionId: z.int(),
    aesh: z.object({
      id: z.int(),
      nom: z.string(),
      prenom: z.string(),
      commune: z.string().nullable(),
      transport: z.string().nullable(),
    }),
    nature: z.object({ code: z.string(), activite: z.string() }),
    typeContrat: z.enum(['CDD', 'CDI']),
    debut: jour,
    fin: jourOuvert,
    heures: z.number(),
    heuresLibres: z.number().meta({ description: 'Heures libres tous les jours de la période demandée.' }),
    segments: z.array(schemaSegmentOccupation),
    pials: z.array(z.object({ uai: z.string(), nom: z.string() })),
    distanceKm: z.number().nullable().meta({ description: "Du domicile de l'AESH à l'établissement choisi." }),
    accompagneDeja: z.boolean().meta({ description: "L'AESH accompagne ou a accompagné un de ces élèves." }),
    secteurs: z
      .array(z.object({ code: z.string(), libelle: z.string() }))
      .meta({ description: "Secteurs des élèves que l'AESH accompagne sur la période." }),
    previsionnelle: z.boolean(),
    empechement: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Ce qui interdit de la choisir.' }),
  })
  .meta({ id: 'MissionCandidate' });
export const schemaPageMissionsCandidates = schemaPage(schemaMissionCandidate, 'PageMissionsCandidates');

export const schemaDecisionCandidate = schemaDecisionLigne
  .extend({
    distanceKm: z.number().nullable().meta({ description: "Du domicile de l'AESH à l'établissement." }),
    place: z
      .object({ uai: z.string(), etablissement: z.string(), debut: jour, fin: jour })
      .nullable()
      .meta({ description: 'Où et quand accompagner cet élève avec cette mission ; null sans scolarité.' }),
    accompagneDeja: z.boolean().meta({ description: "L'AESH accompagne ou a accompagné cet élève." }),
    empechement: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Ce qui interdit de la choisir.' }),
  })
  .meta({ id: 'DecisionCandidate' });
export const schemaPageDecisionsCandidates = schemaPage(schemaDecisionCandidate, 'PageDecisionsCandidates');

const annee = z.coerce
  .number()
  .int()
  .min(2000)
  .max(2100)
  .optional()
  .meta({ description: "Année scolaire, 2026 pour 2026-2027 ; par défaut l'année en cours." });
const missionId = schemaIdTexte.optional().meta({ description: 'Mission déjà choisie, qui borne les dates.' });

export const schemaAnneeDemandee = z.strictObject({ annee, missionId });

export const schemaPropositionDemandee = z.strictObject({ ids: decisionIds, annee, missionId });
export type PropositionDemandeeDto = z.output<typeof schemaPropositionDemandee>;
export type AnneeDemandeeDto = z.output<typeof schemaAnneeDemandee>;

export const schemaProposition = z
  .object({
    debut: jour,
    fin: jour,
    heures: z.number().nullable(),
    uai: z.string(),
    etablissement: z.string(),
    explication: z.string(),
  })
  .meta({ id: 'Proposition' });
