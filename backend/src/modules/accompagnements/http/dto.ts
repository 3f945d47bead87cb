import { z } from 'zod';
import { schemaId, schemaJour, schemaUai } from '../../../platform/lists/champs.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { TRIS_MISSIONS_CANDIDATES, TRI_MISSIONS_CANDIDATES } from '../queries/lister-missions-candidates.js';

/** There are no more in a week. */
const HEURES_MAX = 168;

const heures = z.number().min(0).max(HEURES_MAX, `Une semaine compte ${HEURES_MAX} heures.`);

export const schemaDemandeAccompagnement = z
  .strictObject({
    decisionIds: z
      .array(schemaId)
      .min(1, 'Choisissez au moins une décision.')
      .max(100)
      .meta({ description: 'Une décision individuelle, ou plusieurs mutualisées.' }),
    missionId: schemaId,
    uai: schemaUai.meta({ description: "Établissement où l'élève est accompagné." }),
    debut: schemaJour,
    fin: schemaJour,
    heures: heures.meta({ description: 'Heures hebdomadaires, au centième.' }),
    heuresRepas: heures.default(0),
    heuresMeridienne: heures.default(0),
  })
  .meta({ id: 'DemandeAccompagnement' });
export type DemandeAccompagnementDto = z.output<typeof schemaDemandeAccompagnement>;

export const schemaAccompagnementCree = z.object({ id: z.int(), version: z.int() }).meta({ id: 'AccompagnementCree' });

export const schemaChoixDeMission = schemaListe({
  tri: TRIS_MISSIONS_CANDIDATES,
  defaut: TRI_MISSIONS_CANDIDATES,
  filtres: {
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
  },
}).refine((choix) => choix.debut <= choix.fin, { path: ['fin'], message: 'La fin précède le début.' });
export type ChoixDeMissionDto = z.output<typeof schemaChoixDeMission>;

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();

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
    segments: z.array(
      z
        .object({
          debut: jour,
          fin: jourOuvert,
          etat: z.enum(['ROUGE', 'ORANGE', 'VERT', 'BLEU', 'GRIS']),
          heures: z.number(),
          accompagnements: z.array(z.int()),
        })
        .meta({ id: 'SegmentOccupation' }),
    ),
    pials: z.array(z.object({ uai: z.string(), nom: z.string() })),
    distanceKm: z.number().nullable().meta({ description: "Du domicile de l'AESH à l'établissement choisi." }),
    accompagneDeja: z.boolean().meta({ description: "L'AESH accompagne ou a accompagné cet élève." }),
    previsionnelle: z.boolean(),
    empechement: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Ce qui interdit de la choisir.' }),
  })
  .meta({ id: 'MissionCandidate' });
export const schemaPageMissionsCandidates = schemaPage(schemaMissionCandidate, 'PageMissionsCandidates');

export const schemaAnneeDemandee = z.strictObject({
  annee: z.coerce
    .number()
    .int()
    .min(2000)
    .max(2100)
    .optional()
    .meta({ description: "Année scolaire, 2026 pour 2026-2027 ; par défaut l'année en cours." }),
});
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
