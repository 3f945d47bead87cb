import { z } from 'zod';
import { NATURES, ORIGINES, TYPES } from '../domain/libelles.js';

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();
const heures = z.number().meta({ description: 'Heures hebdomadaires, au centième.' });

export const schemaTypeDecision = z.enum(TYPES).meta({ id: 'TypeDecision' });

export const schemaSegment = z
  .object({
    debut: jour,
    fin: jour,
    etat: z.enum(['ROUGE', 'ORANGE', 'VERT', 'BLEU', 'BLANC', 'VIOLET']).meta({
      description:
        'ROUGE aucun accompagnement, ORANGE partiel, VERT complet, BLEU au-delà des heures notifiées, BLANC sans scolarité, VIOLET maintien.',
    }),
    heures: heures.meta({ description: 'Heures hebdomadaires posées.' }),
    accompagnements: z.array(z.int()).meta({ description: 'Accompagnements de ce segment, par id croissant.' }),
    previsionnel: z.boolean().meta({ description: 'Hachuré : mission prévisionnelle ou année scolaire suivante.' }),
  })
  .meta({ id: 'Segment' });

const schemaEtablissementDeDecision = z
  .object({ uai: z.string(), nom: z.string(), commune: z.string().nullable(), debut: jour, fin: jourOuvert })
  .meta({ id: 'EtablissementDeDecision' });

const schemaAnomalie = z
  .object({
    type: z.int().min(1).max(9),
    libelle: z.string(),
    message: z.string().meta({ description: 'Phrase qui dit l’anomalie, avec ses dates.' }),
    accompagnementId: z.int(),
    debut: jour,
    fin: jourOuvert,
  })
  .meta({ id: 'AnomalieDeDecision' });

const eleve = { id: z.int(), identifiant: z.string(), nom: z.string(), prenom: z.string() };

const ligne = {
  id: z.int(),
  eleve: z.object(eleve).meta({ id: 'EleveDeDecision' }),
  type: schemaTypeDecision,
  heures: heures.nullable().meta({ description: 'Heures hebdomadaires notifiées ; vides pour une aide mutualisée.' }),
  origine: z.enum(ORIGINES),
  nature: z.enum(NATURES),
  debut: jour,
  fin: jour,
  secteur: z.object({ code: z.string(), libelle: z.string() }),
  pial: z
    .object({ uai: z.string(), nom: z.string() })
    .nullable()
    .meta({ description: 'Tête de PIAL ; null hors PIAL.' }),
  etablissements: z.array(schemaEtablissementDeDecision),
  couverture: z.number().meta({ description: 'Moyenne sur la décision, 1 = complète ; peut dépasser 1.' }),
  priorite: z.number().meta({ description: '0 complète, 1 rien.' }),
  segments: z.array(schemaSegment),
  anomalies: z.array(schemaAnomalie),
  distanceKm: z.number().nullable().meta({ description: 'Du domicile de l’AESH le plus proche à la tête de PIAL.' }),
  version: z.int(),
};

export const schemaDecisionLigne = z.object(ligne).meta({ id: 'DecisionLigne' });

export const schemaDecisionDetail = z
  .object({
    ...ligne,
    eleve: z
      .object({
        ...eleve,
        dateNaissance: jour,
        etatDossier: z.enum(['ACTIF', 'GELE', 'CLOTURE']),
        ine: z.string().nullable(),
      })
      .meta({ id: 'EleveDeDecisionDetail' }),
    scolarites: z.array(
      z
        .object({
          id: z.int(),
          uai: z.string(),
          etablissement: z.string(),
          commune: z.string().nullable(),
          classe: z.string().nullable(),
          dispositif: z.string().nullable(),
          debut: jour,
          fin: jourOuvert,
        })
        .meta({ id: 'ScolariteDeDecision' }),
    ),
    accompagnements: z.array(
      z
        .object({
          id: z.int(),
          debut: jour,
          fin: jour,
          heures,
          heuresRepas: heures,
          heuresMeridienne: heures,
          maintien: z.boolean(),
          uai: z.string(),
          etablissement: z.string(),
          aesh: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }),
          missionId: z.int(),
        })
        .meta({ id: 'AccompagnementDeDecision' }),
    ),
  })
  .meta({ id: 'DecisionDetail' });
