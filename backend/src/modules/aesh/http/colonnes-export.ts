import { enFrancais } from '../../../kernel/jour.js';
import type { ColonneExport } from '../../../platform/lists/export/colonnes.js';
import { LIBELLES_AESH } from '../domain/libelles.js';
import type { AeshLigne } from '../queries/lignes-aesh.js';

/** Names of the columns of the screen, in its order. */
export const COLONNES_EXPORT_AESH = [
  'etat',
  'nom',
  'nomFamille',
  'dateNaissance',
  'codePostal',
  'commune',
  'transport',
  'rqth',
  'courriel',
  'telephone',
  'contrats',
  'missions',
  'heures',
  'heuresLibres',
  'source',
  'idAgent',
] as const;
export type NomColonneAesh = (typeof COLONNES_EXPORT_AESH)[number];

type Colonne = ColonneExport<AeshLigne>;

const COLONNES: Readonly<Record<NomColonneAesh, Omit<Colonne, 'nom'>>> = {
  etat: { entete: 'État', valeur: ({ etat }) => LIBELLES_AESH[etat], largeur: 13 },
  nom: { entete: 'Nom et prénom', valeur: (l) => `${l.nom.toLocaleUpperCase('fr')} ${l.prenom}`, largeur: 28 },
  nomFamille: { entete: 'Nom de famille', valeur: ({ nomFamille }) => nomFamille, largeur: 20 },
  dateNaissance: { entete: 'Date de naissance', genre: 'jour', valeur: (l) => l.dateNaissance, largeur: 15 },
  codePostal: { entete: 'Code postal', valeur: ({ codePostal }) => codePostal, largeur: 11 },
  commune: { entete: 'Commune', valeur: ({ commune }) => commune, largeur: 22 },
  transport: { entete: 'Moyen de transport', valeur: ({ transport }) => transport, largeur: 20 },
  rqth: { entete: 'RQTH', valeur: ({ rqth }) => (rqth === null ? null : rqth ? 'Oui' : 'Non'), largeur: 7 },
  courriel: { entete: 'Courriel', valeur: ({ courriel }) => courriel, largeur: 30 },
  telephone: { entete: 'Téléphone', valeur: ({ telephone }) => telephone, largeur: 13 },
  contrats: {
    entete: 'Contrats',
    valeur: ({ contrats }) =>
      contrats.map(({ type, fin }) => (fin === null ? type : `${type} jusqu’au ${enFrancais(fin)}`)).join(' · '),
    largeur: 30,
  },
  missions: { entete: 'Missions', genre: 'nombre', valeur: ({ missions }) => missions, largeur: 9 },
  heures: { entete: 'Heures hebdo', genre: 'nombre', valeur: ({ heures }) => heures, largeur: 13 },
  heuresLibres: { entete: 'Heures disponibles', genre: 'nombre', valeur: (l) => l.heuresLibres, largeur: 13 },
  source: { entete: 'Origine', valeur: ({ source }) => LIBELLES_AESH[source], largeur: 13 },
  idAgent: { entete: 'Identifiant RH', valeur: ({ idAgent }) => idAgent, largeur: 16 },
};

export function colonnesAesh(noms: readonly NomColonneAesh[]): Colonne[] {
  return noms.map((nom) => ({ nom, ...COLONNES[nom] }));
}
