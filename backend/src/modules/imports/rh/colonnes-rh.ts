import type { ColonneAttendue } from '../lecture/entete.js';

export type OrigineRh = 'EPP' | 'ASSED';

const NOMS = [
  'ID_AGENT',
  'CIVILITE',
  'NOM_USAGE',
  'NOM_FAMILLE',
  'PRENOM',
  'DATE_NAISSANCE',
  'ADRESSE',
  'CODE_POSTAL',
  'COMMUNE',
  'COURRIEL',
  'TELEPHONE',
  'RQTH',
  'ID_CONTRAT',
  'TYPE_CONTRAT',
  'DATE_DEBUT_CONTRAT',
  'DATE_FIN_CONTRAT',
  'DATE_SIGNATURE',
  'ID_MISSION',
  'NATURE_SUPPORT',
  'DATE_DEBUT_MISSION',
  'DATE_FIN_MISSION',
  'QUOTITE',
  'HEURES_HEBDO',
  'UAI_EMPLOYEUR',
  'UAI_PAYEUR',
  'UAI_TETE_PIAL',
] as const;

/** All are required: a column that disappears would wipe what it fed. EPP alone may come without signatures. */
export function colonnesRh(origine: OrigineRh): readonly ColonneAttendue[] {
  return NOMS.map((nom) => ({ nom, facultative: nom === 'DATE_SIGNATURE' && origine === 'EPP' }));
}
