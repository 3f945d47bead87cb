import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { Page } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import {
  type ACTIONS_HISTORIQUE,
  COLONNES_MONTREES,
  type ChampModifie,
  type OBJETS_HISTORIQUE,
  champsModifies,
} from '../domain/historique.js';
import { AeshIntrouvable } from '../domain/refus-aesh.js';
import { porteeAesh } from './portee-aesh.js';

export interface EvenementHistorique {
  readonly id: number;
  /** ISO instant. */
  readonly le: string;
  readonly auteur: string;
  readonly objet: (typeof OBJETS_HISTORIQUE)[number];
  readonly objetId: number;
  readonly action: (typeof ACTIONS_HISTORIQUE)[number];
  readonly champs: ChampModifie[];
}

const ACTIONS = { INSERT: 'CREATION', UPDATE: 'MODIFICATION', DELETE: 'SUPPRESSION' } as const;

interface LigneAudit {
  id: number;
  le: Date;
  acteur: string;
  action: keyof typeof ACTIONS;
  objet: 'aesh' | 'mission';
  objet_id: string;
  avant: Record<string, unknown> | null;
  apres: Record<string, unknown> | null;
  total: number;
}

/**
 * What became of an AESH and of its missions of the perimeter, from the audit trail, the latest first. Never a word about
 * pupils: accompaniments are not read.
 * @throws AeshIntrouvable
 */
export async function lireHistorique(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  { id, page, size }: { readonly id: number; readonly page: number; readonly size: number },
  jour: Jour,
): Promise<Page<EvenementHistorique>> {
  const visible: unknown[] = [id];
  const [vu] = await base.query<{ id: number }[]>(
    `SELECT x.id FROM aesh x WHERE x.id = $1 AND ${porteeAesh(perimetre, 'x', visible, jour)}`,
    visible,
  );
  if (!vu) throw new AeshIntrouvable(id);
  const params: unknown[] = [id, COLONNES_MONTREES];
  const source = `
       FROM audit a
      WHERE ((a.objet = 'aesh' AND a.objet_id = $1::text)
          OR (a.objet = 'mission' AND a.objet_id IN (
               SELECT m.id::text FROM mission m
                WHERE m.aesh_id = $1::int AND ${porteeMissions(perimetre, { mission: 'm' }, params, jour)})))
        AND (a.action <> 'UPDATE' OR EXISTS (
               SELECT FROM jsonb_each(a.apres) c
                WHERE c.key = ANY ($2::text[]) AND c.value IS DISTINCT FROM a.avant -> c.key))`;
  const paramsPage = [...params, size, (page - 1) * size];
  const lignes: LigneAudit[] = await base.query(
    `SELECT a.id, a.le, a.acteur, a.action, a.objet, a.objet_id, a.avant, a.apres, count(*) OVER () AS total ${source}
      ORDER BY a.id DESC LIMIT $${paramsPage.length - 1} OFFSET $${paramsPage.length}`,
    paramsPage,
  );
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    const comptes: { total: number }[] = await base.query(`SELECT count(*) AS total ${source}`, params);
    total = comptes[0]?.total ?? 0;
  }
  return { items: lignes.map(evenement), total, page, size };
}

function evenement(l: LigneAudit): EvenementHistorique {
  return {
    id: l.id,
    le: l.le.toISOString(),
    auteur: l.acteur,
    objet: l.objet === 'aesh' ? 'AESH' : 'MISSION',
    objetId: Number(l.objet_id),
    action: ACTIONS[l.action],
    champs: champsModifies(l.avant, l.apres),
  };
}
