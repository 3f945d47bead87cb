import { departementDeLUai, nomCommuneRecherche } from '../../referentiel/index.js';
import type { Preparation } from '../conduite/table-preparee.js';
import { type Ligne, OUI_NON } from '../domain/ligne.js';
import type { ValeurCopie } from '../copie/ecrivain-copie.js';
import type { OrigineRh } from './colonnes-rh.js';

const CIVILITES: Readonly<Record<string, 'MME' | 'M'>> = {
  MME: 'MME',
  M: 'M',
  'M.': 'M',
  MR: 'M',
  MONSIEUR: 'M',
  MADAME: 'MME',
  MLLE: 'MME',
};
const CONTRATS = { CDD: 'CDD', CDI: 'CDI' } as const;
const QUOTITE_MAX = 100;
const HEURES_MAX = 48;

export const TABLE_RH = 'rh_ligne';

const COLONNES: Readonly<Record<string, string>> = {
  id_agent: 'text',
  civilite: 'text',
  nom_usage: 'text',
  nom_famille: 'text',
  prenom: 'text',
  date_naissance: 'date',
  adresse: 'text',
  code_postal: 'text',
  commune: 'text',
  commune_recherche: 'text',
  courriel: 'text',
  telephone: 'text',
  rqth: 'boolean',
  id_contrat: 'text',
  type_contrat: 'text',
  debut_contrat: 'date',
  fin_contrat: 'date',
  date_signature: 'date',
  id_mission: 'text',
  nature_code: 'text',
  debut: 'date',
  fin: 'date',
  quotite: 'numeric(5,2)',
  heures_rh: 'numeric(6,2)',
  uai_employeur: 'text',
  uai_payeur: 'text',
  uai_tete_pial: 'text',
  departement_uai: 'text',
};

export interface LectureRh {
  readonly preparation: Preparation;
  /** Contracts passed over because they are not signed. */
  nonSignes(): number;
}

/**
 * Reads one line of an RH extract (domain.md §RH extracts) into the columns of the temporary table.
 * @param natures codes of the nomenclature
 */
export function lectureRh(origine: OrigineRh, natures: ReadonlySet<string>): LectureRh {
  let nonSignes = 0;
  const communes = new Map<string, string>();
  const communeRecherche = (nom: string | null): string => {
    if (nom === null) return '';
    let net = communes.get(nom);
    if (net === undefined) {
      if (communes.size > 20_000) communes.clear();
      net = nomCommuneRecherche(nom);
      communes.set(nom, net);
    }
    return net;
  };

  const lire = (l: Ligne): readonly ValeurCopie[] | null => {
    // ASSED contracts come only once signed (guide §8): the others wait, they are no fault.
    const signature = l.jour('DATE_SIGNATURE');
    if (origine === 'ASSED' && signature === null) {
      nonSignes += 1;
      return null;
    }
    const agent = l.texteObligatoire('ID_AGENT');
    const civilite = l.choix('CIVILITE', CIVILITES);
    const nomUsage = l.texteObligatoire('NOM_USAGE');
    const nomFamille = l.texte('NOM_FAMILLE');
    const prenom = l.texteObligatoire('PRENOM');
    const naissance = l.jour('DATE_NAISSANCE');
    const adresse = l.texte('ADRESSE');
    const codePostal = l.codePostal('CODE_POSTAL');
    const commune = l.texte('COMMUNE');
    const courriel = l.texte('COURRIEL');
    const telephone = l.texte('TELEPHONE');
    const rqth = l.choix('RQTH', OUI_NON);
    const contrat = l.texte('ID_CONTRAT');
    const typeContrat = l.choixObligatoire('TYPE_CONTRAT', CONTRATS);
    const debutContrat = l.jour('DATE_DEBUT_CONTRAT');
    const finContrat = l.finOuverte('DATE_FIN_CONTRAT');
    if (typeContrat === 'CDD' && finContrat === null) {
      throw l.faute('DATE_FIN_CONTRAT', 'VALEUR_MANQUANTE', 'La date de fin est obligatoire pour un CDD.');
    }
    l.verifierOrdre('DATE_DEBUT_CONTRAT', debutContrat, 'DATE_FIN_CONTRAT', finContrat);
    const mission = l.texteObligatoire('ID_MISSION');
    const nature = l.texteObligatoire('NATURE_SUPPORT').toUpperCase();
    if (!natures.has(nature)) {
      throw l.faute(
        'NATURE_SUPPORT',
        'NATURE_INCONNUE',
        `La nature de support « ${nature.slice(0, 40)} » n'est pas dans la nomenclature.`,
      );
    }
    const debut = l.jourObligatoire('DATE_DEBUT_MISSION');
    const fin = l.finOuverte('DATE_FIN_MISSION');
    l.verifierOrdre('DATE_DEBUT_MISSION', debut, 'DATE_FIN_MISSION', fin);
    const quotite = l.nombre('QUOTITE', 0, QUOTITE_MAX);
    const heures = l.nombre('HEURES_HEBDO', 0, HEURES_MAX);
    const employeur = l.uaiObligatoire('UAI_EMPLOYEUR');
    const payeur = l.uai('UAI_PAYEUR');
    const tete = l.uai('UAI_TETE_PIAL');
    return [
      agent,
      civilite,
      nomUsage,
      nomFamille,
      prenom,
      naissance,
      adresse,
      codePostal,
      commune,
      communeRecherche(commune),
      courriel,
      telephone,
      rqth,
      contrat,
      typeContrat,
      debutContrat,
      finContrat,
      signature,
      mission,
      nature,
      debut,
      fin,
      quotite,
      heures,
      employeur,
      payeur,
      tete,
      departementDeLUai(employeur),
    ];
  };

  return {
    preparation: {
      table: TABLE_RH,
      colonnes: COLONNES,
      jointes: ['id_agent', 'id_mission', 'rejet_code'],
      cles: { id_agent: 'ID_AGENT', id_mission: 'ID_MISSION' },
      lire,
    },
    nonSignes: () => nonSignes,
  };
}
