import { enFrancaisHeures } from '../../../kernel/heures.js';
import { enFrancais, estJour } from '../../../kernel/jour.js';
import { COLONNES_COMPLEMENTS, COLONNES_ETAT_CIVIL, LIBELLES_CHAMPS } from './champs-aesh.js';

export const OBJETS_HISTORIQUE = ['AESH', 'MISSION'] as const;
export const ACTIONS_HISTORIQUE = ['CREATION', 'MODIFICATION', 'SUPPRESSION'] as const;

export interface ChampModifie {
  readonly nom: string;
  readonly libelle: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

const PROPRES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...COLONNES_ETAT_CIVIL, ...COLONNES_COMPLEMENTS }).map(([champ, colonne]) => [
    colonne,
    LIBELLES_CHAMPS[champ as keyof typeof LIBELLES_CHAMPS],
  ]),
);

/** Column of `aesh` or `mission` → what the screens call it. A column without a name here is never shown. */
const LIBELLES: Readonly<Record<string, string>> = {
  ...PROPRES,
  source: 'Origine du dossier',
  actif: 'Actif',
  id_agent: 'Identifiant RH',
  aesh_id: 'AESH',
  id_mission: 'Identifiant de la mission',
  id_contrat: 'Contrat',
  type_contrat: 'Type de contrat',
  debut_contrat: 'Début du contrat',
  fin_contrat: 'Fin du contrat',
  date_signature: 'Date de signature',
  nature_code: 'Nature du support',
  debut: 'Début de la mission',
  fin: 'Fin de la mission',
  quotite: 'Quotité',
  heures_rh: 'Heures reçues de RH',
  heures: 'Heures hebdomadaires',
  origine_heures: 'Origine des heures',
  uai_employeur: 'Établissement employeur',
  uai_payeur: 'Établissement payeur',
  uai_tete_pial: 'Tête de PIAL (RH)',
};

export const COLONNES_MONTREES: readonly string[] = Object.keys(LIBELLES);

const MOTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  source: { EPP: 'EPP', ASSED: 'ASSED', PREVISIONNEL: 'Prévisionnel' },
  civilite: { MME: 'Mme', M: 'M.' },
  origine_heures: {
    RH: 'Bases RH',
    REFERENCE: 'Référence de temps de travail',
    ABSENTE: 'Absentes',
    SAISIE: 'Saisies',
  },
};

type Ligne = Readonly<Record<string, unknown>>;

/** The fields that a line of the audit trail changed, in words; a creation or a deletion gives those that are filled. */
export function champsModifies(avant: Ligne | null, apres: Ligne | null): ChampModifie[] {
  return COLONNES_MONTREES.flatMap((nom) => {
    const [a, b] = [enClair(nom, avant?.[nom]), enClair(nom, apres?.[nom])];
    return a === b ? [] : [{ nom, libelle: LIBELLES[nom] ?? nom, avant: a, apres: b }];
  });
}

function enClair(colonne: string, valeur: unknown): string | null {
  if (valeur === null || valeur === undefined || valeur === '') return null;
  if (typeof valeur === 'boolean') return valeur ? 'Oui' : 'Non';
  if (Array.isArray(valeur)) return valeur.length === 0 ? null : valeur.join(', ');
  if (typeof valeur === 'number') {
    if (colonne.startsWith('heures')) return enFrancaisHeures(valeur);
    return colonne === 'quotite' ? `${String(valeur).replace('.', ',')} %` : String(valeur);
  }
  const texte = String(valeur);
  return MOTS[colonne]?.[texte] ?? (estJour(texte) ? enFrancais(texte) : texte);
}
