import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type Position, distanceKm } from '../src/kernel/distance.js';
import { type Uai, estUai } from '../src/kernel/uai.js';
import { racineProjet } from '../src/platform/config/racine.js';

export const PALIERS = ['MATERNELLE', 'ELEMENTAIRE', 'COLLEGE', 'LYCEE', 'PROFESSIONNEL'] as const;
export type Palier = (typeof PALIERS)[number];

export interface EcoleReelle {
  readonly uai: Uai;
  readonly nom: string;
  readonly departement: string;
  readonly pial: Uai | null;
  readonly position: Position;
  readonly paliers: readonly Palier[];
  readonly effectif: number;
  readonly ulis: boolean;
  readonly segpa: boolean;
}

export interface CommuneReelle {
  readonly nom: string;
  readonly codePostal: string;
  readonly population: number;
  readonly position: Position;
}

/** The real schools, PIALs and communes over which people are drawn. */
export interface Territoire {
  /** Codes of three characters, in order. */
  readonly departements: readonly string[];
  /** Schools that take pupils, by UAI. */
  readonly ecoles: readonly EcoleReelle[];
  /** Tête de PIAL → its schools; a tête may itself take no pupil. */
  readonly pials: ReadonlyMap<Uai, PialReel>;
  readonly communes: readonly CommuneReelle[];
  /** Département → UAI of the service that pays the T2 contracts. */
  readonly payeurs: ReadonlyMap<string, Uai>;
  /** Every UAI of the annuaire: what an unknown employer is not. */
  readonly connus: ReadonlySet<string>;
}

export interface PialReel {
  readonly uai: Uai;
  readonly departement: string;
  readonly position: Position;
  readonly ecoles: readonly EcoleReelle[];
}

type Ligne = Readonly<Record<string, string>>;

/** Size of a school whose pupils nobody has published. */
const EFFECTIF_USUEL: Record<Palier, number> = {
  MATERNELLE: 80,
  ELEMENTAIRE: 100,
  COLLEGE: 350,
  LYCEE: 600,
  PROFESSIONNEL: 280,
};

export function dossierDonnees(): string {
  return join(racineProjet(), 'backend', 'donnees');
}

export const FICHIER_ANNUAIRE = 'etablissements_academie-toulouse_2024-11.csv';

/** @param departement three characters; the whole académie without it. @throws Error when it has no school */
export function lireTerritoire(departement?: string): Territoire {
  const dossier = dossierDonnees();
  const lire = (fichier: string): Ligne[] => {
    const contenu = readFileSync(join(dossier, fichier));
    const texte = fichier.endsWith('.gz') ? gunzipSync(contenu) : contenu;
    return parse(texte, { delimiter: ';', columns: true, bom: true, relax_quotes: true });
  };
  const lignes = premieresParUai(lire(FICHIER_ANNUAIRE)).filter(
    (l) => !departement || l['Code_departement'] === departement,
  );
  if (lignes.length === 0) throw new Error(`Aucune école dans le département ${departement ?? ''}.`);
  const effectifs = new Map(
    lire('effectifs_eleves_academie-toulouse.csv').map((l) => [l['uai'], Number(l['effectif'])]),
  );
  const departements = [...new Set(lignes.map((l) => l['Code_departement'] ?? ''))].sort();
  const codes = new Set(departements.map((code) => code.replace(/^0/, '')));
  const lignesCommunes = lire('communes_france_2026_gps.csv.gz').filter((l) => codes.has(l['departement'] ?? ''));
  const centres = new Map(lignesCommunes.map((l) => [l['code'], positionDe(l)]));

  const ecoles = lignes
    .flatMap((l) => ecole(l, effectifs.get(l['Identifiant_de_l_etablissement']), centres) ?? [])
    .sort((a, b) => (a.uai < b.uai ? -1 : 1));
  const pials = new Map<Uai, PialReel>();
  for (const uai of [...new Set(ecoles.flatMap((e) => e.pial ?? []))].sort()) {
    const membres = ecoles.filter((e) => e.pial === uai);
    const tete = lignes.find((l) => l['Identifiant_de_l_etablissement'] === uai);
    const position = (tete && localiser(tete, centres)) ?? membres[0]?.position;
    if (!position) continue;
    pials.set(uai, { uai, departement: membres[0]?.departement ?? '', position, ecoles: membres });
  }
  return {
    departements,
    ecoles,
    pials,
    communes: lignesCommunes.map((l) => ({
      nom: l['nom'] ?? '',
      codePostal: (l['codes_postaux'] ?? '').split('|')[0] ?? '',
      population: Number(l['population']),
      position: positionDe(l),
    })),
    payeurs: payeurs(lignes),
    connus: new Set(lignes.map((l) => l['Identifiant_de_l_etablissement'] ?? '')),
  };
}

/** The annuaire has two rows for some UAI. */
function premieresParUai(lignes: readonly Ligne[]): Ligne[] {
  const vus = new Set<string>();
  return lignes.filter((l) => {
    const uai = l['Identifiant_de_l_etablissement'] ?? '';
    if (!estUai(uai) || vus.has(uai)) return false;
    vus.add(uai);
    return true;
  });
}

function positionDe(ligne: Ligne): Position {
  return { latitude: Number(ligne['latitude']), longitude: Number(ligne['longitude']) };
}

/** Centre of the commune rather than the school's own point, which is sometimes missing or wrong. */
function localiser(ligne: Ligne, centres: ReadonlyMap<string | undefined, Position>): Position | undefined {
  const centre = centres.get(ligne['Code_commune']);
  if (centre) return centre;
  return ligne['latitude'] ? positionDe(ligne) : undefined;
}

function ecole(
  ligne: Ligne,
  effectif: number | undefined,
  centres: ReadonlyMap<string | undefined, Position>,
): EcoleReelle | null {
  const paliers = paliersDe(ligne);
  const position = localiser(ligne, centres);
  const uai = ligne['Identifiant_de_l_etablissement'];
  if (paliers.length === 0 || !position || !estUai(uai)) return null;
  const pial = ligne['PIAL'];
  return {
    uai,
    nom: ligne['Nom_etablissement'] ?? '',
    departement: ligne['Code_departement'] ?? '',
    pial: estUai(pial) ? pial : null,
    position,
    paliers,
    effectif: effectif ?? paliers.reduce((total, p) => total + EFFECTIF_USUEL[p], 0),
    ulis: ligne['ULIS'] === '1',
    segpa: ligne['Segpa'] === '1',
  };
}

function paliersDe(ligne: Ligne): Palier[] {
  switch (ligne['code_nature']) {
    case '101':
    case '103':
      return ['MATERNELLE'];
    case '151':
    case '153':
      return ligne['Ecole_maternelle'] === '1' ? ['MATERNELLE', 'ELEMENTAIRE'] : ['ELEMENTAIRE'];
    case '340':
    case '350':
      return ['COLLEGE'];
    case '300':
    case '301':
    case '302':
    case '306':
    case '307':
    case '310':
      return ligne['Voie_professionnelle'] === '1' ? ['LYCEE', 'PROFESSIONNEL'] : ['LYCEE'];
    case '320':
      return ['PROFESSIONNEL'];
    case '370':
      return ['COLLEGE', 'PROFESSIONNEL'];
    default:
      return [];
  }
}

/** The départemental services (nature 805) pay the T2 contracts. */
function payeurs(lignes: readonly Ligne[]): Map<string, Uai> {
  const resultat = new Map<string, Uai>();
  for (const l of lignes) {
    const uai = l['Identifiant_de_l_etablissement'];
    if (l['code_nature'] === '805' && estUai(uai)) resultat.set(l['Code_departement'] ?? '', uai);
  }
  return resultat;
}

/** The `nombre` places nearest to a point, nearest first. */
export function plusProches<T extends { readonly position: Position }>(
  lieux: readonly T[],
  centre: Position,
  nombre: number,
): T[] {
  return lieux
    .map((lieu) => ({ lieu, km: distanceKm(lieu.position, centre) }))
    .sort((a, b) => a.km - b.km)
    .slice(0, nombre)
    .map(({ lieu }) => lieu);
}
