/** Kinds of records that imports write, and the French names of their columns: what the screens and the CSV show. */
export const OBJETS = [
  'AESH',
  'MISSION',
  'ETABLISSEMENT',
  'PIAL',
  'SECTEUR',
  'ELEVE',
  'SCOLARITE',
  'DECISION',
  'PROCHE',
  'SOIN',
] as const;
export type ObjetImport = (typeof OBJETS)[number];

/** Records about a pupil: an administrator knows that they change, never what they say. */
export const OBJETS_ELEVE: readonly ObjetImport[] = ['ELEVE', 'SCOLARITE', 'DECISION', 'PROCHE', 'SOIN'];

export const LIBELLES_OBJET: Readonly<Record<ObjetImport, string>> = {
  AESH: 'AESH',
  MISSION: 'Mission',
  ETABLISSEMENT: 'Établissement',
  PIAL: 'PIAL',
  SECTEUR: 'Secteur',
  ELEVE: 'Élève',
  SCOLARITE: 'Scolarité',
  DECISION: 'Décision',
  PROCHE: 'Proche',
  SOIN: 'Soin',
};

export const LIBELLES_GENRE = {
  NOUVEAU: 'Nouveau',
  MODIFIE: 'Modifié',
  DISPARU: 'Disparu',
  REACTIVE: 'Réactivé',
} as const;

const COLONNES: Readonly<Record<string, string>> = {
  actif: 'Actif',
  adresse: 'Adresse',
  aesh_id: 'AESH',
  circonscription: 'Circonscription',
  civilite: 'Civilité',
  classe: 'Classe',
  code_circonscription: 'Code de la circonscription',
  code_commune: 'Code de la commune',
  code_nature: 'Code de la nature',
  code_postal: 'Code postal',
  commune: 'Commune',
  courriel: 'Courriel',
  date_cdaph: 'Date de la CDAPH',
  date_naissance: 'Date de naissance',
  date_signature: 'Date de signature',
  debut: 'Début',
  debut_contrat: 'Début du contrat',
  degre: 'Degré',
  departement: 'Département',
  dispositif: 'Dispositif',
  effectif: 'Effectif',
  eleve_id: 'Élève',
  erseh_courriel: 'Courriel de l’ERSEH',
  erseh_identifiant: 'Identifiant de l’ERSEH',
  erseh_nom: 'Nom de l’ERSEH',
  etat_dossier: 'État du dossier',
  fin: 'Fin',
  fin_contrat: 'Fin du contrat',
  heures: 'Heures hebdomadaires',
  heures_rh: 'Heures reçues de RH',
  id_contrat: 'Contrat',
  ine: 'INE',
  jours: 'Jours',
  latitude: 'Latitude',
  libelle: 'Libellé',
  lien: 'Lien',
  localisation: 'Origine de la position',
  longitude: 'Longitude',
  nature: 'Nature',
  nature_code: 'Nature du support',
  nom: 'Nom',
  nom_famille: 'Nom de famille',
  nom_usage: 'Nom d’usage',
  origine: 'Origine',
  origine_heures: 'Origine des heures',
  ouverture: 'Date d’ouverture',
  prenom: 'Prénom',
  quotite: 'Quotité',
  rqth: 'RQTH',
  secteur_code: 'Secteur',
  sexe: 'Sexe',
  statut: 'Statut',
  structure: 'Structure',
  telephone: 'Téléphone',
  type: 'Type',
  type_contrat: 'Type de contrat',
  uai: 'Établissement',
  uai_employeur: 'Établissement employeur',
  uai_payeur: 'Établissement payeur',
  uai_tete_pial: 'Tête de PIAL (RH)',
  ulis: 'ULIS',
};

export function libelleColonne(colonne: string): string {
  return COLONNES[colonne] ?? colonne;
}

/** Shown as they are on the screens: words, French dates are left to the screens, numbers with their comma in the CSV. */
export function valeurEnClair(valeur: unknown): string {
  if (valeur === null || valeur === undefined || valeur === '') return '';
  if (typeof valeur === 'boolean') return valeur ? 'Oui' : 'Non';
  if (typeof valeur === 'number') return String(valeur).replace('.', ',');
  const texte = typeof valeur === 'string' ? valeur : JSON.stringify(valeur);
  const jour = /^(\d{4})-(\d\d)-(\d\d)$/.exec(texte);
  return jour ? `${jour[3]}/${jour[2]}/${jour[1]}` : texte;
}
