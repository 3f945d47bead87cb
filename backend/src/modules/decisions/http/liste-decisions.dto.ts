import { z } from 'zod';
import {
  schemaCode,
  schemaDrapeau,
  schemaIdTexte,
  schemaJour,
  schemaPlusieurs,
  schemaUai,
} from '../../../platform/lists/champs.js';
import { schemaExport } from '../../../platform/lists/export/demande.js';
import { schemaListe, schemaPage } from '../../../platform/lists/liste.js';
import { ACCOMPAGNEMENTS_CHERCHES, HORS_PIAL, TRIS_DECISIONS } from '../queries/criteres-decisions.js';
import { ETATS_MISE_EN_OEUVRE, NATURES, ORIGINES, TYPES } from '../domain/libelles.js';
import { COLONNES_EXPORT } from './colonnes-export.js';
import { schemaDecisionLigne } from './dto.js';

export const schemaPageDecisions = schemaPage(schemaDecisionLigne, 'PageDecisions');

const IDS_MAX = 1000;

const unDe = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.enum(codes, `Attendu : ${codes.join(', ')}.`);

/** Several codes of a nomenclature, `A,B`. */
const plusieursDe = <const Codes extends readonly [string, ...string[]]>(codes: Codes, description: string) =>
  schemaPlusieurs(unDe(codes))
    .optional()
    .meta({ description: `${description} Plusieurs, séparés par des virgules : ${codes.join(', ')}.` });

const filtres = {
  type: plusieursDe(TYPES, 'Type de la décision.'),
  origine: plusieursDe(ORIGINES, 'Origine de la décision.'),
  nature: plusieursDe(NATURES, 'Nature de la décision.'),
  secteur: schemaPlusieurs(schemaCode).optional().meta({ description: 'Codes de secteur, séparés par des virgules.' }),
  pial: schemaPlusieurs(
    z.union([z.literal(HORS_PIAL), schemaUai], `Attendu : des UAI de têtes de PIAL, ou ${HORS_PIAL}.`),
  )
    .optional()
    .meta({ description: `UAI des têtes de PIAL affichées, ou ${HORS_PIAL}, séparés par des virgules.` }),
  uai: schemaPlusieurs(schemaUai)
    .optional()
    .meta({ description: 'UAI d’établissements affichés, séparés par des virgules.' }),
  etat: plusieursDe(
    ETATS_MISE_EN_OEUVRE,
    'Mise en œuvre : SANS rien, PARTIELLE, COMPLETE, DEPASSEE complète et au-delà des heures notifiées.',
  ),
  previsionnel: schemaDrapeau
    .optional()
    .meta({ description: 'Avec, ou sans, une mise en œuvre prévisionnelle (hachurée).' }),
  anomalie: schemaDrapeau.optional().meta({ description: 'Avec, ou sans, une anomalie sur un accompagnement.' }),
  accompagnement: unDe(ACCOMPAGNEMENTS_CHERCHES).optional().meta({
    description:
      'AUCUN accompagnement, ou AU_MOINS_UN, pendant la période demandée par debut et fin ; sans elle, sur toute la décision.',
  }),
  debut: schemaJour.optional().meta({ description: 'Décisions actives à partir de ce jour, en tout ou partie.' }),
  fin: schemaJour.optional().meta({ description: 'Décisions actives jusqu’à ce jour, en tout ou partie.' }),
  ids: schemaPlusieurs(schemaIdTexte, IDS_MAX)
    .optional()
    .meta({ description: `Une sélection de décisions, ${IDS_MAX} au plus, séparées par des virgules.` }),
};

const contrat = { tri: TRIS_DECISIONS, defaut: '-priorite,nom', filtres } as const;

export const schemaListeDecisions = schemaListe(contrat);
export type DemandeListeDecisions = z.output<typeof schemaListeDecisions>;

export const schemaExportDecisions = schemaExport({ ...contrat, colonnes: COLONNES_EXPORT });
export type DemandeExportDecisions = z.output<typeof schemaExportDecisions>;

export const schemaIndicateurs = z
  .object({
    annee: z.int().meta({ description: '2026 pour l’année scolaire 2026-2027.' }),
    debut: z.iso.date(),
    fin: z.iso.date(),
    total: z.int().meta({ description: 'Décisions actives pendant l’année scolaire, en tout ou partie.' }),
    sansAccompagnement: z.int().meta({ description: 'Dont aucun accompagnement ne recoupe l’année.' }),
    avecAccompagnement: z.int(),
  })
  .meta({ id: 'IndicateursDecisions' });

export const schemaEvolution = z
  .object({
    annee: z.int(),
    points: z
      .array(
        z
          .object({
            jour: z.iso.date(),
            actives: z.int().meta({ description: 'Décisions actives ce jour.' }),
            accompagnees: z.int().meta({ description: 'Dont au moins un accompagnement est en cours ce jour.' }),
          })
          .meta({ id: 'PointEvolution' }),
      )
      .meta({ description: 'Le premier jour de l’année scolaire, chaque lundi, le dernier jour.' }),
  })
  .meta({ id: 'EvolutionDecisions' });
