import type { DataSource, EntityManager } from 'typeorm';
import type { SessionCourante } from '../../../platform/security/index.js';
import { departementSql } from './departement-du-perimetre.js';

export interface Vue {
  readonly id: number;
  readonly liste: string;
  readonly nom: string;
  readonly partagee: boolean;
  /** Its author is who asks: may change and delete it. */
  readonly mienne: boolean;
  readonly auteur: string;
  /** Columns, filters, sort…: the business of the screens. */
  readonly etat: Record<string, unknown>;
  readonly version: number;
}

type Demandeur = Pick<SessionCourante, 'compteId' | 'perimetre'>;

/** Views of the account, whatever its profile, and those shared in the département of the profile in use. */
export async function lireVues(
  base: DataSource | EntityManager,
  { compteId, perimetre }: Demandeur,
  { liste, id, verrouiller = false }: { liste?: string | undefined; id?: number; verrouiller?: boolean },
): Promise<Vue[]> {
  const params: unknown[] = [compteId];
  const conditions = [
    `(v.compte_id = $1 OR (v.partagee AND v.departement = ${departementSql(perimetre, params)}))`,
    ...(liste === undefined ? [] : [`v.liste = $${params.push(liste)}`]),
    ...(id === undefined ? [] : [`v.id = $${params.push(id)}`]),
  ];
  return base.query(
    `SELECT v.id, v.liste, v.nom, v.partagee, v.compte_id = $1 AS mienne, c.prenom || ' ' || c.nom AS auteur, v.etat, v.version
       FROM vue_liste v JOIN compte c ON c.id = v.compte_id
      WHERE ${conditions.join(' AND ')}
      ORDER BY v.liste, mienne DESC, texte_recherche(v.nom), v.nom, v.id
      ${verrouiller ? 'FOR UPDATE OF v' : ''}`,
    params,
  );
}
