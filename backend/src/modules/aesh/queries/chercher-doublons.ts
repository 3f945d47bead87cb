import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { type EtatAesh, etatAesh } from '../domain/libelles.js';
import { type Identite, type RaisonRapprochement, rapprocher } from '../domain/rapprochement.js';
import { porteeAesh } from './portee-aesh.js';

export interface Doublon {
  readonly id: number;
  readonly nom: string;
  readonly prenom: string;
  readonly dateNaissance: Jour | null;
  readonly etat: EtatAesh;
  readonly commune: string | null;
  readonly raison: RaisonRapprochement;
}

export type AeshIdentifie = Identite & {
  readonly id: number;
  readonly dateNaissance: Jour | null;
  readonly source: SourceRh;
  readonly actif: boolean;
  readonly commune: string | null;
};

const DOUBLONS_MAX = 20;

/** Everybody of the perimeter, as names are compared. @param condition SQL on the AESH `x`, its values in `valeurs` */
export async function lireIdentites(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  jour: Jour,
  condition = 'true',
  valeurs: readonly unknown[] = [],
): Promise<AeshIdentifie[]> {
  const params = [...valeurs];
  return base.query(
    `SELECT x.id, x.source, x.actif, x.nom_usage AS nom, x.nom_famille AS "nomFamille", x.prenom,
            x.date_naissance AS "dateNaissance", x.commune,
            CASE WHEN x.source = 'PREVISIONNEL' THEN x.numen ELSE x.id_agent END AS numen
       FROM aesh x WHERE (${condition}) AND ${porteeAesh(perimetre, 'x', params, jour)}
      ORDER BY x.id`,
    params,
  );
}

/** Who may be the person that is being typed (F7.0-3), the likeliest first. */
export async function chercherDoublons(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  cherche: Identite,
  jour: Jour,
): Promise<Doublon[]> {
  return rapprocher([cherche], await lireIdentites(base, perimetre, jour))
    .sort((p, q) => q.score - p.score || p.b.id - q.b.id)
    .slice(0, DOUBLONS_MAX)
    .map(({ b, raisons }) => ({
      id: b.id,
      nom: b.nom,
      prenom: b.prenom,
      dateNaissance: b.dateNaissance,
      etat: etatAesh(b.source, b.actif),
      commune: b.commune,
      raison: raisons[0] ?? 'NOM_PROCHE',
    }));
}
