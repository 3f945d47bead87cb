import type { DataSource } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { Page } from '../../../platform/lists/liste.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import type { Perimetre } from '../../../platform/security/index.js';
import {
  type AeshIdentifie,
  AeshIntrouvable,
  RAISONS_RAPPROCHEMENT,
  comparerIdentites,
  lireIdentites,
  rapprocher,
} from '../../aesh/index.js';
import { verifierCapacite } from '../../missions/index.js';
import { type MissionProposee, proposerMissions } from '../domain/candidats.js';
import { lireMissionsFusionnables } from '../persistence/missions-verrouillees.js';
import { type AeshResume, lireResumes } from './lire-resumes.js';

/** MEME_AESH: provisional missions of an AESH that is real already. */
export const RAISONS_FUSION = [...RAISONS_RAPPROCHEMENT, 'MEME_AESH'] as const;
export type RaisonFusion = (typeof RAISONS_FUSION)[number];

export interface CandidatFusion {
  readonly previsionnel: AeshResume;
  /** The same record when only provisional missions of a real AESH are to be merged. */
  readonly reel: AeshResume;
  readonly score: number;
  readonly raisons: readonly RaisonFusion[];
  readonly missions: MissionProposee[];
}

interface Paire {
  readonly previsionnel: AeshIdentifie;
  readonly reel: AeshIdentifie;
  readonly score: number;
  readonly raisons: readonly RaisonFusion[];
}

/** Less than a record found by its NUMEN or its birth date, more than one found by a near name. */
const SCORE_MEME_AESH = 0.9;

/**
 * Provisional AESH that seem to have come from RH, and provisional missions of AESH that RH knows (F8.3-1), the surest
 * first. Computed when asked: right after each import.
 */
export async function listerCandidats(
  base: DataSource,
  perimetre: Perimetre,
  demande: {
    readonly q?: string | undefined;
    /** The candidates of this AESH only. */
    readonly aesh?: number | undefined;
    readonly page: number;
    readonly size: number;
  },
  jour: Jour,
): Promise<Page<CandidatFusion>> {
  const { q, aesh, page, size } = demande;
  const paires = filtrer(await trouverPaires(base, perimetre, jour), q).filter(
    ({ previsionnel }) => aesh === undefined || previsionnel.id === aesh,
  );
  paires.sort((a, b) => b.score - a.score || a.previsionnel.id - b.previsionnel.id || a.reel.id - b.reel.id);
  const items = await detailler(base, departementDe(perimetre), paires.slice((page - 1) * size, page * size));
  return { items, total: paires.length, page, size };
}

/**
 * One pair to be compared, proposed or not: somebody may know what the names do not say.
 * @throws AeshIntrouvable
 */
export async function comparer(
  base: DataSource,
  perimetre: Perimetre,
  { previsionnel, reel }: { readonly previsionnel: number; readonly reel: number },
  jour: Jour,
): Promise<CandidatFusion> {
  const connus = await lireIdentites(base, perimetre, jour, 'x.id = ANY ($1::int[])', [[previsionnel, reel]]);
  const trouver = (id: number): AeshIdentifie => {
    const connu = connus.find((x) => x.id === id);
    if (!connu) throw new AeshIntrouvable(id);
    return connu;
  };
  const [p, r] = [trouver(previsionnel), trouver(reel)];
  const jugement =
    p.id === r.id ? { score: SCORE_MEME_AESH, raisons: ['MEME_AESH'] as const } : comparerIdentites(p, r);
  const { score, raisons } = jugement ?? { score: 0, raisons: [] };
  const [candidat] = await detailler(base, departementDe(perimetre), [{ previsionnel: p, reel: r, score, raisons }]);
  if (!candidat) throw new AeshIntrouvable(previsionnel);
  return candidat;
}

/** The records side by side, and which real mission could take the place of each provisional one. */
async function detailler(base: DataSource, departement: string, paires: readonly Paire[]): Promise<CandidatFusion[]> {
  const ids = [...new Set(paires.flatMap(({ previsionnel, reel }) => [previsionnel.id, reel.id]))];
  const resumes = await lireResumes(base, departement, ids);
  const missions = await lireMissionsFusionnables(
    base,
    'm.aesh_id = ANY ($1::int[]) AND m.actif AND m.departement = $2',
    [ids, departement],
  );
  return paires.flatMap(({ previsionnel, reel, score, raisons }): CandidatFusion[] => {
    const [p, r] = [resumes.get(previsionnel.id), resumes.get(reel.id)];
    if (!p || !r) return [];
    const proposees = proposerMissions(
      missions.filter((m) => m.aeshId === previsionnel.id && m.source === 'PREVISIONNEL'),
      missions.filter((m) => m.aeshId === reel.id && m.source !== 'PREVISIONNEL'),
      verifierCapacite,
    );
    return [{ previsionnel: p, reel: r, score, raisons, missions: proposees }];
  });
}

async function trouverPaires(base: DataSource, perimetre: Perimetre, jour: Jour): Promise<Paire[]> {
  const previsionnels = await lireIdentites(base, perimetre, jour, `x.actif AND x.source = 'PREVISIONNEL'`);
  const memes = await lireAttendant(base, departementDe(perimetre));
  const reels = await lireProches(base, perimetre, jour, previsionnels, memes);
  const paires: Paire[] = rapprocher(previsionnels, reels).map(({ a, b, score, raisons }) => ({
    previsionnel: a,
    reel: b,
    score,
    raisons,
  }));
  const parId = new Map(reels.map((reel) => [reel.id, reel]));
  for (const id of memes) {
    const reel = parId.get(id);
    if (reel) paires.push({ previsionnel: reel, reel, score: SCORE_MEME_AESH, raisons: ['MEME_AESH'] });
  }
  return paires;
}

/** Real AESH with provisional missions to which RH has given another one, on the same days and of the same use. */
async function lireAttendant(base: DataSource, departement: string): Promise<number[]> {
  const lignes: { id: number }[] = await base.query(
    `SELECT DISTINCT p.aesh_id AS id
       FROM mission p
       JOIN nature_support np ON np.code = p.nature_code
       JOIN mission r ON r.aesh_id = p.aesh_id AND r.source <> 'PREVISIONNEL' AND r.actif AND r.departement = $1
       JOIN nature_support nr ON nr.code = r.nature_code AND nr.accompagnement = np.accompagnement
      WHERE p.departement = $1 AND p.source = 'PREVISIONNEL' AND p.actif
        AND (r.fin IS NULL OR r.fin >= p.debut) AND (p.fin IS NULL OR p.fin >= r.debut)`,
    [departement],
  );
  return lignes.map(({ id }) => id);
}

/**
 * The real ones that may be one of these: by NUMEN, by birth date, or without any. Everybody is read only when a
 * provisional one has no birth date.
 */
function lireProches(
  base: DataSource,
  perimetre: Perimetre,
  jour: Jour,
  previsionnels: readonly AeshIdentifie[],
  memes: readonly number[],
): Promise<AeshIdentifie[]> {
  const naissances = previsionnels.map(({ dateNaissance }) => dateNaissance);
  return lireIdentites(
    base,
    perimetre,
    jour,
    `x.actif AND x.source <> 'PREVISIONNEL'
       AND ($1 OR x.date_naissance = ANY ($2::date[]) OR (x.date_naissance IS NULL AND $3)
            OR upper(regexp_replace(x.id_agent, '\\s', '', 'g')) = ANY ($4::text[]) OR x.id = ANY ($5::int[]))`,
    [
      naissances.includes(null),
      naissances.filter((naissance) => naissance !== null),
      previsionnels.length > 0,
      previsionnels.flatMap(({ numen }) => (numen === null ? [] : [numen.replaceAll(/\s/g, '').toUpperCase()])),
      memes,
    ],
  );
}

function filtrer(paires: Paire[], q: string | undefined): Paire[] {
  const mots = sansAccents(q ?? '')
    .split(/\s+/)
    .filter((mot) => mot !== '');
  if (mots.length === 0) return paires;
  return paires.filter(({ previsionnel: p, reel: r }) => {
    const texte = sansAccents([p.nom, p.nomFamille, p.prenom, r.nom, r.nomFamille, r.prenom].join(' '));
    return mots.every((mot) => texte.includes(mot));
  });
}

const sansAccents = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').replace(/[-'’]/g, ' ').toLowerCase();
