import type { ColonneAttendue } from '../lecture/entete.js';

/**
 * Columns of the ministry's annuaire that we keep. Their names drift from one vintage and one open file to another;
 * case, accents, spaces and underscores are already ignored. Only the UAI and the name are required.
 */
export const COLONNES_ANNUAIRE: readonly ColonneAttendue[] = [
  {
    nom: 'UAI',
    alias: ['Identifiant_de_l_etablissement', 'numero_uai', 'code_uai', 'numero_etablissement', 'code_etablissement'],
  },
  {
    nom: 'NOM',
    alias: ['Nom_etablissement', 'appellation_officielle', 'denomination_principale', 'nom_de_l_etablissement'],
  },
  { nom: 'TYPE', alias: ['Type_etablissement', 'type_d_etablissement'], facultative: true },
  { nom: 'CODE_NATURE', alias: ['nature_uai', 'code_nature_uai'], facultative: true },
  { nom: 'NATURE', alias: ['libelle_nature', 'nature_uai_libe', 'libelle_nature_uai'], facultative: true },
  {
    nom: 'STATUT',
    alias: ['Statut_public_prive', 'secteur_public_prive_libe', 'secteur_public_prive', 'secteur'],
    facultative: true,
  },
  { nom: 'ADRESSE', alias: ['Adresse_1', 'adresse_uai'], facultative: true },
  { nom: 'CODE_POSTAL', alias: ['code_postal_uai', 'cp'], facultative: true },
  { nom: 'CODE_COMMUNE', alias: ['code_insee', 'code_insee_commune'], facultative: true },
  { nom: 'COMMUNE', alias: ['Nom_commune', 'libelle_commune', 'localite_acheminement_uai'], facultative: true },
  { nom: 'DEPARTEMENT', alias: ['Code_departement', 'numero_departement'], facultative: true },
  { nom: 'LATITUDE', alias: ['lat', 'coordonnee_latitude'], facultative: true },
  { nom: 'LONGITUDE', alias: ['lon', 'lng', 'coordonnee_longitude'], facultative: true },
  { nom: 'POSITION', alias: ['coordonnees', 'geolocalisation'], facultative: true },
  { nom: 'CODE_CIRCONSCRIPTION', facultative: true },
  { nom: 'CIRCONSCRIPTION', alias: ['nom_circonscription'], facultative: true },
  { nom: 'ULIS', facultative: true },
  { nom: 'EFFECTIF', alias: ['Nombre_d_eleves', 'nombre_eleves'], facultative: true },
  { nom: 'DATE_OUVERTURE', facultative: true },
  { nom: 'ETAT', alias: ['etat_etablissement_libe', 'etat_etablissement'], facultative: true },
  { nom: 'PIAL', alias: ['uai_tete_pial', 'tete_pial'], facultative: true },
];

export const COLONNES_EFFECTIFS: readonly ColonneAttendue[] = [{ nom: 'UAI' }, { nom: 'EFFECTIF' }];
