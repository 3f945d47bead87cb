import type { DataSource, EntityManager } from 'typeorm';
import { type Perimetre, porteePials } from '../../../platform/security/index.js';

export interface TetePial {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string | null;
}

/** Têtes of the PIALs of the perimeter, by name, the closed ones too: what a filter offers. */
export function listerTetes(base: DataSource | EntityManager, perimetre: Perimetre): Promise<TetePial[]> {
  const params: unknown[] = [];
  return base.query(
    `SELECT p.uai, et.nom, et.commune
       FROM pial p JOIN etablissement et ON et.uai = p.uai
      WHERE ${porteePials(perimetre, { pial: 'p' }, params)}
      ORDER BY et.nom, et.commune, p.uai`,
    params,
  );
}
