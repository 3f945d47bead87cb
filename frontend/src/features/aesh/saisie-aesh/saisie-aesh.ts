import { type SchemaPathTree, disabled, maxLength, pattern, required } from '@angular/forms/signals';
import { type AeshDossier, type AeshModifie } from '../aesh.api';

/** What is typed of an AESH; '' = not given. */
export interface SaisieAesh {
  civilite: string;
  nom: string;
  nomFamille: string;
  prenom: string;
  dateNaissance: string | null;
  adresse: string;
  codePostal: string;
  commune: string;
  courriel: string;
  telephone: string;
  rqth: string;
  numen: string;
  transport: string;
  vehicule: string;
  telephonePro: string;
  preferences: string;
  competences: string;
  commentaires: string;
  pialsSouhaites: readonly string[];
}

export const AESH_VIDE: SaisieAesh = {
  civilite: '',
  nom: '',
  nomFamille: '',
  prenom: '',
  dateNaissance: null,
  adresse: '',
  codePostal: '',
  commune: '',
  courriel: '',
  telephone: '',
  rqth: '',
  numen: '',
  transport: '',
  vehicule: '',
  telephonePro: '',
  preferences: '',
  competences: '',
  commentaires: '',
  pialsSouhaites: [],
};

export type Verrou = (champ: keyof SaisieAesh) => boolean;

const LONGUEURS: Partial<Record<keyof SaisieAesh, number>> = {
  nom: 100,
  nomFamille: 100,
  prenom: 100,
  adresse: 300,
  commune: 100,
  courriel: 200,
  transport: 60,
  preferences: 2000,
  competences: 2000,
  commentaires: 4000,
};
const ETAT_CIVIL = [
  'civilite',
  'nom',
  'nomFamille',
  'prenom',
  'dateNaissance',
  'adresse',
  'codePostal',
  'commune',
  'courriel',
  'telephone',
  'rqth',
  'numen',
] as const satisfies readonly (keyof SaisieAesh)[];
const TELEPHONE = /^\s*\+?[\d .-]{6,20}\s*$/;

/** As the server says them; what comes from RH is shown and cannot be typed (F7.1-2). */
export function reglesAesh(verrou: Verrou): (champ: SchemaPathTree<SaisieAesh>) => void {
  return (champ) => {
    for (const nom of ETAT_CIVIL) {
      disabled(champ[nom] as SchemaPathTree<unknown>, () => verrou(nom));
    }
    required(champ.nom, { message: 'Indiquez le nom d’usage.' });
    required(champ.prenom, { message: 'Indiquez le prénom.' });
    for (const [nom, maximum] of Object.entries(LONGUEURS)) {
      maxLength(champ[nom as 'nom'], maximum, { message: `${maximum} caractères au plus.` });
    }
    pattern(champ.codePostal, /^\s*\d{5}\s*$/, { message: 'Attendu : cinq chiffres.' });
    pattern(champ.courriel, /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/, { message: 'Attendu : une adresse de courriel.' });
    pattern(champ.numen, /^\s*[\p{L}\p{N}_-]{1,40}\s*$/u, { message: 'Attendu : des lettres et des chiffres.' });
    for (const nom of ['telephone', 'telephonePro'] as const) {
      pattern(champ[nom], TELEPHONE, { message: 'Attendu : un numéro de téléphone.' });
    }
  };
}

const texte = (valeur: string): string | null => valeur.trim() || null;
const drapeau = (valeur: string): boolean | null => (valeur === '' ? null : valeur === 'true');
const choix = (valeur: boolean | null): string => (valeur === null ? '' : String(valeur));

/** What the API takes. */
export function champsSaisis(s: SaisieAesh): Required<AeshModifie> {
  return {
    civilite: s.civilite === 'MME' || s.civilite === 'M' ? s.civilite : null,
    nom: s.nom.trim(),
    nomFamille: texte(s.nomFamille),
    prenom: s.prenom.trim(),
    dateNaissance: s.dateNaissance,
    adresse: texte(s.adresse),
    codePostal: texte(s.codePostal),
    commune: texte(s.commune),
    courriel: texte(s.courriel),
    telephone: texte(s.telephone),
    rqth: drapeau(s.rqth),
    numen: texte(s.numen),
    transport: texte(s.transport),
    vehicule: drapeau(s.vehicule),
    telephonePro: texte(s.telephonePro),
    preferences: texte(s.preferences),
    competences: texte(s.competences),
    commentaires: texte(s.commentaires),
    pialsSouhaites: [...s.pialsSouhaites],
  };
}

/** Only what changed: what came from RH is not sent back. */
export function champsModifies(avant: SaisieAesh, apres: SaisieAesh): AeshModifie {
  const [lus, voulus] = [champsSaisis(avant), champsSaisis(apres)];
  return Object.fromEntries(
    Object.entries(voulus).filter(
      ([nom, valeur]) => JSON.stringify(valeur) !== JSON.stringify(lus[nom as keyof AeshModifie]),
    ),
  );
}

export function saisieDe(aesh: AeshDossier): SaisieAesh {
  return {
    civilite: aesh.civilite ?? '',
    nom: aesh.nom,
    nomFamille: aesh.nomFamille ?? '',
    prenom: aesh.prenom,
    dateNaissance: aesh.dateNaissance,
    adresse: aesh.adresse ?? '',
    codePostal: aesh.codePostal ?? '',
    commune: aesh.commune ?? '',
    courriel: aesh.courriel ?? '',
    telephone: aesh.telephone ?? '',
    rqth: choix(aesh.rqth),
    numen: aesh.numen ?? '',
    transport: aesh.transport ?? '',
    vehicule: choix(aesh.vehicule),
    telephonePro: aesh.telephonePro ?? '',
    preferences: aesh.preferences ?? '',
    competences: aesh.competences ?? '',
    commentaires: aesh.commentaires ?? '',
    pialsSouhaites: aesh.pialsSouhaites.map(({ uai }) => uai),
  };
}
