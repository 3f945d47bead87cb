import type { DataSource, EntityManager } from 'typeorm';
import { porteeSecteurs, type SessionCourante } from '../../../platform/security/index.js';

export interface SecteurChoisi {
  readonly code: string;
  readonly libelle: string;
  /** Kept in the lists. None is: the whole département is shown (F2.4-1). */
  readonly choisi: boolean;
}

/** Sectors of the département, by label, with those that the profile keeps. */
export function lireSecteurs(
  base: DataSource | EntityManager,
  { profilId, perimetre }: Pick<SessionCourante, 'profilId' | 'perimetre'>,
): Promise<SecteurChoisi[]> {
  const params: unknown[] = [profilId];
  return base.query(
    `SELECT s.code, s.libelle, s.code = ANY(p.secteurs_choisis) AS choisi
       FROM profil p JOIN secteur s ON ${porteeSecteurs(perimetre, { secteur: 's' }, params)}
      WHERE p.id = $1
      ORDER BY s.libelle, s.code`,
    params,
  );
}
