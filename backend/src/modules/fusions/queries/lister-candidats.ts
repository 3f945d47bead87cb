import type { DataSource } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { Page } from '../../../platform/lists/liste.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { type AeshIdentifie, RAISONS_RAPPROCHEMENT, lireIdentites, rapprocher } from '../../aesh/index.js';
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
  { q, page, size }: { readonly q?: string | undefined; readonly page: number; readonly size: number },
  jour: Jour,
): Promise<Page<CandidatFusion>> {
  const departement = departementDe(perimetre);
  const paires = filtrer(await trouverPaires(base, perimetre, jour, departement), q);
  paires.sort((a, b) => b.score - a.score || a.previsionnel.id - b.previsionnel.id || a.reel.id - b.reel.id);
  const montrees = paires.slice((page - 1) * size, page * size);
  const ids = [...new Set(montrees.flatMap(({ previsionnel, reel }) => [previsionnel.id, reel.id]))];
  const resumes = await lireResumes(base, departement, ids);
  const missions = await lireMissionsFusionnables(
    base,
    'm.aesh_id = ANY ($1::int[]) AND m.actif AND m.departement = $2',
    [ids, departement],
  );
  const items = montrees.flatMap(({ previsionnel, reel, score, raisons }): CandidatFusion[] => {
    const [p, r] = [resumes.get(previsionnel.id), resumes.get(reel.id)];
    if (!p || !r) return [];
    const proposees = proposerMissions(
      missions.filter((m) => m.aeshId === previsionnel.id && m.source === 'PREVISIONNEL'),
      missions.filter((m) => m.aeshId === reel.id && m.source !== 'PREVISIONNEL'),
      verifierCapacite,
    );
    return [{ previsionnel: p, reel: r, score, raisons, missions: proposees }];
  });
  return { items, total: paires.length, page, size };
}

async function trouverPaires(
  base: DataSource,
  perimetre: Perimetre,
  jour: Jour,
  departement: string,
): Promise<Paire[]> {
  const previsionnels = await lireIdentites(base, perimetre, jour, `x.actif AND x.source = 'PREVISIONNEL'`);
  const reels = await lireIdentites(base, perimetre, jour, `x.actif AND x.source <> 'PREVISIONNEL'`);
  const paires: Paire[] = rapprocher(previsionnels, reels).map(({ a, b, score, raisons }) => ({
    previsionnel: a,
    reel: b,
    score,
    raisons,
  }));
  // Provisional missions of a real AESH, once RH gives it another one on the same days and of the same use.
  const attendues: { id: number }[] = await base.query(
    `SELECT DISTINCT p.aesh_id AS id
       FROM mission p
       JOIN nature_support np ON np.code = p.nature_code
       JOIN mission r ON r.aesh_id = p.aesh_id AND r.source <> 'PREVISIONNEL' AND r.actif AND r.departement = $1
       JOIN nature_support nr ON nr.code = r.nature_code AND nr.accompagnement = np.accompagnement
      WHERE p.departement = $1 AND p.source = 'PREVISIONNEL' AND p.actif
        AND (r.fin IS NULL OR r.fin >= p.debut) AND (p.fin IS NULL OR p.fin >= r.debut)`,
    [departement],
  );
  const parId = new Map(reels.map((reel) => [reel.id, reel]));
  for (const { id } of attendues) {
    const reel = parId.get(id);
    if (reel) paires.push({ previsionnel: reel, reel, score: SCORE_MEME_AESH, raisons: ['MEME_AESH'] });
  }
  return paires;
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
