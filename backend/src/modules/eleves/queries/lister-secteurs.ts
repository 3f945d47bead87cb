import type { DataSource, EntityManager } from 'typeorm';
import { type Perimetre, porteeSecteurs } from '../../../platform/security/index.js';

export interface SecteurLigne {
  readonly code: string;
  readonly libelle: string;
}

/** Sectors of the perimeter, by label: what a filter offers. */
export function listerSecteurs(base: DataSource | EntityManager, perimetre: Perimetre): Promise<SecteurLigne[]> {
  const params: unknown[] = [];
  return base.query(
    `SELECT s.code, s.libelle FROM secteur s
      WHERE ${porteeSecteurs(perimetre, { secteur: 's' }, params)}
      ORDER BY s.libelle, s.code`,
    params,
  );
}
