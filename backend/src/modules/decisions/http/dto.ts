import { z } from 'zod';
import { schemaCode, schemaJour, schemaUai } from '../../../platform/lists/champs.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { ETATS_MISE_EN_OEUVRE, TRIS_DECISIONS } from '../queries/lister-decisions.js';

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();
const heures = z.number().meta({ description: 'Heures hebdomadaires, au centième.' });

export const schemaTypeDecision = z.enum(['INDIVIDUELLE', 'MUTUALISEE']).meta({ id: 'TypeDecision' });

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

const eleve = { id: z.int(), identifiant: z.string(), nom: z.string(), prenom: z.string() };

const ligne = {
  id: z.int(),
  eleve: z.object(eleve).meta({ id: 'EleveDeDecision' }),
  type: schemaTypeDecision,
  heures: heures.nullable().meta({ description: 'Heures hebdomadaires notifiées ; vides pour une aide mutualisée.' }),
  origine: z.enum(['PREMIERE_DEMANDE', 'REEXAMEN_GEVASCO']),
  nature: z.enum(['PROJET_CIBLE', 'PROJET_ALTERNATIF']),
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
  distanceKm: z.number().nullable().meta({ description: 'Du domicile de l’AESH le plus proche à la tête de PIAL.' }),
  version: z.int(),
};

export const schemaDecisionLigne = z.object(ligne).meta({ id: 'DecisionLigne' });
export const schemaPageDecisions = schemaPage(schemaDecisionLigne, 'PageDecisions');

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

export const schemaListeDecisions = schemaListe({
  tri: TRIS_DECISIONS,
  defaut: '-priorite,nom',
  filtres: {
    type: schemaTypeDecision.optional(),
    secteur: schemaCode.optional().meta({ description: 'Code du secteur de l’élève.' }),
    pial: schemaUai.optional().meta({ description: 'UAI de la tête de PIAL affichée.' }),
    uai: schemaUai.optional().meta({ description: 'UAI d’un des établissements affichés.' }),
    etat: z
      .enum(ETATS_MISE_EN_OEUVRE)
      .optional()
      .meta({ description: 'Mise en œuvre : SANS rien, PARTIELLE, COMPLETE.' }),
    debut: schemaJour.optional().meta({ description: 'Décisions actives à partir de ce jour, en tout ou partie.' }),
    fin: schemaJour.optional().meta({ description: 'Décisions actives jusqu’à ce jour, en tout ou partie.' }),
  },
});
export type DemandeListeDecisions = z.output<typeof schemaListeDecisions>;
