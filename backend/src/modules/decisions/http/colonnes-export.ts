import { enFrancaisHeures } from '../../../kernel/heures.js';
import type { ColonneExport } from '../../../platform/lists/export/colonnes.js';
import { LIBELLES_DECISION, LIBELLES_MISE_EN_OEUVRE, etatMiseEnOeuvre } from '../domain/libelles.js';
import type { DecisionLigne } from '../queries/lignes-decision.js';

/** Names of the columns of the screen, in its order (F6.1-2), then what only a spreadsheet wants. */
export const COLONNES_EXPORT = [
  'identifiant',
  'nom',
  'type',
  'heures',
  'origine',
  'nature',
  'debut',
  'fin',
  'secteur',
  'pial',
  'etablissements',
  'frise',
  'distance',
  'couverture',
  'anomalies',
] as const;
export type NomColonneExport = (typeof COLONNES_EXPORT)[number];

type Colonne = ColonneExport<DecisionLigne>;

const COLONNES: Readonly<Record<NomColonneExport, Omit<Colonne, 'nom'>>> = {
  identifiant: { entete: 'Identifiant élève', valeur: ({ eleve }) => eleve.identifiant, largeur: 16 },
  nom: {
    entete: 'Nom et prénom',
    valeur: ({ eleve }) => `${eleve.nom.toLocaleUpperCase('fr')} ${eleve.prenom}`,
    largeur: 28,
  },
  type: { entete: 'Type', valeur: ({ type }) => LIBELLES_DECISION[type], largeur: 14 },
  heures: { entete: 'Heures hebdo', genre: 'nombre', valeur: ({ heures }) => heures, largeur: 13 },
  origine: { entete: 'Origine', valeur: ({ origine }) => LIBELLES_DECISION[origine], largeur: 20 },
  nature: { entete: 'Nature', valeur: ({ nature }) => LIBELLES_DECISION[nature], largeur: 18 },
  debut: { entete: 'Début', genre: 'jour', valeur: ({ debut }) => debut, largeur: 11 },
  fin: { entete: 'Fin', genre: 'jour', valeur: ({ fin }) => fin, largeur: 11 },
  secteur: { entete: 'Secteur', valeur: ({ secteur }) => `${secteur.code} – ${secteur.libelle}`, largeur: 26 },
  pial: { entete: 'Tête de PIAL', valeur: ({ pial }) => pial?.nom ?? 'hors PIAL', largeur: 34 },
  etablissements: {
    entete: 'Établissement(s)',
    valeur: ({ etablissements }) =>
      etablissements
        .map(({ nom, commune, uai }) => `${nom}${commune === null ? '' : `, ${commune}`} (${uai})`)
        .join(' · '),
    largeur: 50,
  },
  frise: { entete: 'Mise en œuvre', valeur: miseEnOeuvre, largeur: 24 },
  distance: {
    entete: 'Distance AESH–PIAL (km)',
    genre: 'nombre',
    valeur: ({ distanceKm }) => distanceKm,
    largeur: 14,
  },
  couverture: { entete: 'Couverture (%)', genre: 'part', valeur: ({ couverture }) => couverture, largeur: 14 },
  anomalies: {
    entete: 'Anomalies',
    valeur: ({ anomalies }) => anomalies.map(({ message }) => message).join(' · '),
    largeur: 50,
  },
};

export function colonnesExport(noms: readonly NomColonneExport[]): Colonne[] {
  return noms.map((nom) => ({ nom, ...COLONNES[nom] }));
}

/** The timeline in words: its state, then the hours of each accompanied run. */
function miseEnOeuvre(ligne: DecisionLigne): string {
  const heures = [...new Set(ligne.segments.filter((s) => s.accompagnements.length > 0).map((s) => s.heures))];
  const etat = LIBELLES_MISE_EN_OEUVRE[etatMiseEnOeuvre(ligne)];
  return heures.length === 0 ? etat : `${etat} : ${heures.map(enFrancaisHeures).join(', ')}`;
}
