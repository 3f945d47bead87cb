import { z } from 'zod';
import { schemaDecisionLigne, schemaSegment, schemaTypeDecision } from './dto.js';

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();
const heures = z.number();
const texte = z.string().nullable();
const lieu = z.object({ uai: z.string(), nom: z.string() });

const schemaDecision = z
  .object({
    id: z.int(),
    type: schemaTypeDecision,
    heures: heures.nullable().meta({ description: 'Heures hebdomadaires notifiées ; vides pour une aide mutualisée.' }),
    origine: z.enum(['PREMIERE_DEMANDE', 'REEXAMEN_GEVASCO']),
    nature: z.enum(['PROJET_CIBLE', 'PROJET_ALTERNATIF']),
    dateCdaph: jourOuvert,
    debut: jour,
    fin: jour,
    couverture: z.number().meta({ description: 'Moyenne sur la décision, 1 = complète ; peut dépasser 1.' }),
    priorite: z.number().meta({ description: '0 complète, 1 rien.' }),
    segments: z.array(schemaSegment),
    anomalies: schemaDecisionLigne.shape.anomalies,
  })
  .meta({ id: 'DecisionDuDossier' });

const schemaScolarite = z
  .object({
    id: z.int(),
    uai: z.string(),
    etablissement: z.string(),
    commune: texte,
    classe: texte,
    dispositif: texte,
    pial: lieu.nullable().meta({ description: 'Tête du PIAL de l’établissement ; null hors PIAL.' }),
    debut: jour,
    fin: jourOuvert,
  })
  .meta({ id: 'ScolariteDuDossier' });

const schemaAccompagnement = z
  .object({
    id: z.int(),
    type: schemaTypeDecision,
    decisionIds: z.array(z.int()).meta({ description: 'Décisions de cet élève seulement.' }),
    debut: jour,
    fin: jour,
    heures,
    heuresRepas: heures,
    heuresMeridienne: heures,
    maintien: z.boolean(),
    uai: z.string(),
    etablissement: z.string(),
    missionId: z.int(),
    previsionnel: z.boolean().meta({ description: 'Mission prévisionnelle ou année scolaire suivante.' }),
    aesh: z.object({ id: z.int(), nom: z.string(), prenom: z.string() }),
    mission: z.object({
      debut: jour,
      fin: jourOuvert,
      nature: z.object({ code: z.string(), activite: z.string() }),
      typeContrat: z.enum(['CDD', 'CDI']),
    }),
  })
  .meta({ id: 'AccompagnementDuDossier' });

export const schemaEleveDossier = z
  .object({
    id: z.int(),
    identifiant: z.string(),
    ine: texte,
    nom: z.string(),
    prenom: z.string(),
    dateNaissance: jour,
    sexe: z.enum(['F', 'M']).nullable(),
    etatDossier: z.enum(['ACTIF', 'GELE', 'CLOTURE']),
    secteur: z.object({
      code: z.string(),
      libelle: z.string(),
      erseh: z.object({ nom: z.string(), courriel: texte }).nullable(),
    }),
    scolarites: z.array(schemaScolarite),
    decisions: z.array(schemaDecision),
    proches: z.array(
      z
        .object({
          id: z.int(),
          lien: z.string(),
          nom: z.string(),
          prenom: texte,
          telephone: texte,
          courriel: texte,
          adresse: texte,
        })
        .meta({ id: 'ProcheDuDossier' }),
    ),
    soins: z.array(
      z
        .object({ id: z.int(), structure: z.string(), jours: texte, debut: jour, fin: jourOuvert })
        .meta({ id: 'SoinDuDossier' }),
    ),
    accompagnements: z.array(schemaAccompagnement),
  })
  .meta({ id: 'EleveDossier' });
