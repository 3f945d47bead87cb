import { type Jour, lireJour } from '../../../kernel/jour.js';
import { codeDepartement, departementDeLUai, nomCommuneRecherche } from '../../referentiel/index.js';
import type { ValeurCopie } from '../copie/ecrivain-copie.js';
import type { Preparation } from '../conduite/table-preparee.js';
import type { Ligne } from '../domain/ligne.js';

export const TABLE_ECOLES = 'ecole_lue';

const COLONNES: Readonly<Record<string, string>> = {
  uai: 'text',
  nom: 'text',
  type: 'text',
  code_nature: 'text',
  nature: 'text',
  degre: 'text',
  statut: 'text',
  adresse: 'text',
  code_postal: 'text',
  code_commune: 'text',
  commune: 'text',
  commune_recherche: 'text',
  departement: 'text',
  latitude: 'double precision',
  longitude: 'double precision',
  code_circonscription: 'text',
  circonscription: 'text',
  ulis: 'boolean',
  effectif: 'integer',
  ouverture: 'date',
  pial: 'text',
};
export const COLONNES_FUSIONNEES = Object.keys(COLONNES).filter((colonne) => colonne !== 'uai');

/** Years after which an opening date is no date but « unknown » (2099-01-01). */
const HORIZON_OUVERTURE = 10;

export interface LectureEcoles {
  readonly preparation: Preparation;
  ouverturesIgnorees(): number;
}

/**
 * Reads one row of the annuaire. A faulty detail (position, date, count) is left empty; the row is rejected only
 * without a valid UAI or without a département.
 * @param departements known codes @param aCompterDu start of the current school year
 */
export function lectureEcoles(departements: ReadonlySet<string>, aCompterDu: Jour): LectureEcoles {
  let ouverturesIgnorees = 0;
  const horizon = `${Number(aCompterDu.slice(0, 4)) + HORIZON_OUVERTURE}-01-01`;

  const lire = (l: Ligne): readonly ValeurCopie[] | null => {
    const uai = l.uaiObligatoire('UAI');
    if (/^FERM/i.test(l.brut('ETAT'))) return null;
    const type = l.texte('TYPE');
    const codeNature = l.texte('CODE_NATURE');
    const nature = l.texte('NATURE');
    const departement = departementDe(l, uai, departements);
    const commune = l.texte('COMMUNE');
    const [latitude, longitude] = positionDe(l);
    const ouverture = lireJour(l.brut('DATE_OUVERTURE').slice(0, 10));
    const ignoree = ouverture !== null && ouverture >= horizon;
    if (ignoree) ouverturesIgnorees += 1;
    return [
      uai,
      l.texte('NOM'),
      type,
      codeNature,
      nature,
      degreDe(type, codeNature),
      l.texte('STATUT'),
      l.texte('ADRESSE'),
      l.codePostal('CODE_POSTAL'),
      l.codePostal('CODE_COMMUNE'),
      commune,
      commune === null ? '' : nomCommuneRecherche(commune),
      departement,
      latitude,
      longitude,
      l.texte('CODE_CIRCONSCRIPTION'),
      l.texte('CIRCONSCRIPTION'),
      l.brut('ULIS') === '' ? null : /^(1|o|oui|true|vrai)$/i.test(l.brut('ULIS')),
      effectifDe(l.brut('EFFECTIF')),
      ignoree ? null : ouverture,
      l.texte('PIAL')?.toUpperCase() ?? null,
    ];
  };

  return {
    preparation: {
      table: TABLE_ECOLES,
      colonnes: COLONNES,
      jointes: ['uai', 'rejet_code'],
      cles: { uai: 'UAI' },
      lire,
    },
    ouverturesIgnorees: () => ouverturesIgnorees,
  };
}

/** Of the column, else of the UAI. */
function departementDe(l: Ligne, uai: string, departements: ReadonlySet<string>): string {
  const lu = codeDepartement(l.brut('DEPARTEMENT'));
  if (lu !== null && departements.has(lu)) return lu;
  const duUai = departementDeLUai(uai);
  if (departements.has(duUai)) return duUai;
  throw l.faute(
    l.a('DEPARTEMENT') ? 'DEPARTEMENT' : 'UAI',
    'DEPARTEMENT_INCONNU',
    `Le département de ${uai} n'est pas connu (« ${l.brut('DEPARTEMENT').slice(0, 40)} »).`,
  );
}

/** Degree from the type, else from the nature: 1xx are écoles, 3xx are secondary schools. */
export function degreDe(type: string | null, codeNature: string | null): 'PREMIER' | 'SECOND' | 'AUTRE' {
  const net = (type ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (net.startsWith('ecole')) return 'PREMIER';
  if (net.startsWith('college') || net.startsWith('lycee') || net === 'erea') return 'SECOND';
  if (net === '' && /^1\d\d$/.test(codeNature ?? '')) return 'PREMIER';
  if (net === '' && /^3\d\d$/.test(codeNature ?? '')) return 'SECOND';
  return 'AUTRE';
}

/** WGS 84, from two columns or from `43.6, 1.44`; nulls when absent, (0, 0) or out of the globe. */
function positionDe(l: Ligne): [latitude: number | null, longitude: number | null] {
  let textes: readonly string[] = [l.brut('LATITUDE'), l.brut('LONGITUDE')];
  if (textes.some((texte) => texte === '')) textes = l.brut('POSITION').split(/\s*,\s+|,(?=-?\d+\.)/);
  const [latitude, longitude] = textes.map((texte) => Number(texte.trim().replace(',', '.') || Number.NaN));
  if (latitude === undefined || longitude === undefined || textes.length !== 2) return [null, null];
  const valable = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return valable ? [latitude, longitude] : [null, null];
}

export function effectifDe(texte: string): number | null {
  return /^\d{1,5}(?:[.,]0+)?$/.test(texte) ? Number.parseInt(texte, 10) : null;
}
