import type { DataSource, EntityManager } from 'typeorm';
import type { RoleNature } from '../domain/libelles.js';

/** A nature de support (F8.0-2). */
export interface Nature {
  readonly code: string;
  readonly activite: string;
  readonly accompagnement: boolean;
  readonly role: RoleNature;
  readonly baseRh: string;
  /** As the nomenclature writes it: T2, HT2, in PIAL or not. */
  readonly typeContrat: string;
}

/** The nomenclature: accompanying natures first. */
export function listerNatures(base: DataSource | EntityManager): Promise<Nature[]> {
  return base.query(
    `SELECT code, activite, accompagnement, role, base_rh AS "baseRh", type_contrat AS "typeContrat"
       FROM nature_support ORDER BY accompagnement DESC, base_rh DESC, code`,
  );
}
