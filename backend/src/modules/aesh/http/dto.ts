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
import { CIVILITES, ETATS_AESH, HORS_PIAL } from '../domain/libelles.js';
import { ACTIONS_HISTORIQUE, OBJETS_HISTORIQUE } from '../domain/historique.js';
import { RAISONS_RAPPROCHEMENT } from '../domain/rapprochement.js';
import { TRIS_AESH } from '../queries/criteres-aesh.js';
import { COLONNES_EXPORT_AESH } from './colonnes-export.js';

const jour = z.iso.date();
const jourOuvert = z.iso.date().nullable();
export const schemaEtatAesh = z.enum(ETATS_AESH).meta({ id: 'EtatAesh' });
export const schemaSourceRh = z.enum(SOURCES_RH).meta({ id: 'SourceRh' });
export const schemaTypeContrat = z.enum(TYPES_CONTRAT).meta({ id: 'TypeContrat' });

/** Fields of a line of the list; the file of an AESH has them too. */
export const CHAMPS_AESH = {
  id: z.int(),
  etat: schemaEtatAesh,
  source: schemaSourceRh,
  idAgent: z
    .string()
    .nullable()
    .meta({ description: 'NUMEN ou identifiant RH ; d’un prévisionnel, celui qui a été saisi.' }),
  civilite: z.enum(CIVILITES).nullable(),
  nom: z.string().meta({ description: 'Nom d’usage.' }),
  nomFamille: z.string().nullable(),
  prenom: z.string(),
  dateNaissance: jour.nullable(),
  codePostal: z.string().nullable(),
  commune: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  rqth: z.boolean().nullable(),
  transport: z.string().nullable(),
  contrats: z
    .array(z.object({ type: schemaTypeContrat, fin: jourOuvert }).meta({ id: 'ContratAesh' }))
    .meta({ description: 'Contrats des missions actives, en cours ou à venir.' }),
  missions: z.int().meta({ description: 'Missions actives.' }),
  missionsInactives: z.int(),
  heures: z.number().meta({
    description:
      'Heures hebdomadaires des missions d’accompagnement, le jour le plus chargé de la période (aujourd’hui sans elle).',
  }),
  heuresLibres: z
    .number()
    .meta({ description: 'Heures hebdomadaires libres tous les jours de la période ; négatives au-delà.' }),
  version: z.int(),
};

export const schemaAeshLigne = z.object(CHAMPS_AESH).meta({ id: 'AeshLigne' });
export const schemaPageAesh = schemaPage(schemaAeshLigne, 'PageAesh');

const IDS_MAX = 1000;

const attenduPial = `Attendu : des UAI de têtes de PIAL, ou ${HORS_PIAL}.`;
export const filtrePial = schemaPlusieurs(z.union([z.literal(HORS_PIAL), schemaUai], attenduPial))
  .optional()
  .meta({ description: `UAI des têtes de PIAL d’affectation, ou ${HORS_PIAL}, séparés par des virgules.` });

const filtres = {
  etat: plusieursDe(ETATS_AESH, 'État de l’AESH.'),
  source: plusieursDe(SOURCES_RH, 'Origine du dossier.'),
  contrat: plusieursDe(TYPES_CONTRAT, 'Type de contrat d’une mission.'),
  nature: schemaPlusieurs(schemaCode).optional().meta({ description: 'Natures de support d’une mission.' }),
  pial: filtrePial,
  commune: schemaPlusieurs(schemaCode).optional().meta({ description: 'Communes de résidence.' }),
  transport: schemaPlusieurs(schemaCode).optional().meta({ description: 'Moyens de transport.' }),
  rqth: schemaDrapeau.optional(),
  disponible: schemaDrapeau.optional().meta({ description: 'Avec, ou sans, des heures libres sur toute la période.' }),
  debut: schemaJour
    .optional()
    .meta({ description: 'Une mission est en cours à partir de ce jour, en tout ou partie.' }),
  fin: schemaJour.optional().meta({ description: 'Une mission est en cours jusqu’à ce jour, en tout ou partie.' }),
  ids: schemaPlusieurs(schemaIdTexte, IDS_MAX)
    .optional()
    .meta({ description: `Une sélection d’AESH, ${IDS_MAX} au plus, séparés par des virgules.` }),
};

const contrat = { tri: TRIS_AESH, defaut: 'nom', filtres } as const;

export const schemaListeAesh = schemaListe(contrat);
export type DemandeListeAesh = z.output<typeof schemaListeAesh>;

export const schemaExportAesh = schemaExport({ ...contrat, colonnes: COLONNES_EXPORT_AESH });
export type DemandeExportAesh = z.output<typeof schemaExportAesh>;

const nomCherche = z.string().trim().min(2, 'Deux lettres au moins.').max(100);

export const schemaDoublonsDemandes = z.strictObject({
  nom: nomCherche,
  nomFamille: z.string().trim().max(100).optional(),
  prenom: nomCherche,
  dateNaissance: schemaJour.optional(),
  numen: z.string().trim().max(40).optional(),
});
export type DoublonsDemandes = z.output<typeof schemaDoublonsDemandes>;

export const schemaDoublon = z
  .object({
    id: z.int(),
    nom: z.string(),
    prenom: z.string(),
    dateNaissance: jour.nullable(),
    etat: schemaEtatAesh,
    commune: z.string().nullable(),
    raison: z.enum(RAISONS_RAPPROCHEMENT),
  })
  .meta({ id: 'DoublonAesh' });

export const schemaPageDemandee = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

export const schemaHistorique = schemaPage(
  z
    .object({
      id: z.int(),
      le: z.iso.datetime(),
      auteur: z.string(),
      objet: z.enum(OBJETS_HISTORIQUE),
      objetId: z.int(),
      action: z.enum(ACTIONS_HISTORIQUE),
      champs: z.array(
        z
          .object({
            nom: z.string(),
            libelle: z.string(),
            avant: z.string().nullable(),
            apres: z.string().nullable(),
          })
          .meta({ id: 'ChampHistorique' }),
      ),
    })
    .meta({ id: 'EvenementHistorique' }),
  'PageHistorique',
);
