import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Page, type ParametresListe, ordreSql, pageSql, rechercheSql } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeEtablissements } from '../../../platform/security/index.js';

export interface EtablissementLigne {
  readonly uai: string;
  readonly nom: string;
  readonly type: string | null;
  readonly commune: string | null;
  readonly codePostal: string | null;
  readonly degre: 'PREMIER' | 'SECOND' | 'AUTRE';
  readonly actif: boolean;
  /** Tête of its PIAL today; null when hors PIAL. */
  readonly pial: { readonly uai: string; readonly nom: string } | null;
}

/** Name of each sort → SQL on et (school), te (tête of its PIAL). */
const TRIS = {
  uai: 'et.uai',
  nom: 'et.nom',
  type: 'et.type',
  commune: ['et.commune', 'et.nom'],
  codePostal: 'et.code_postal',
  degre: 'et.degre',
  pial: 'te.nom',
} as const;

export const TRIS_ETABLISSEMENTS = [
  'uai',
  'nom',
  'type',
  'commune',
  'codePostal',
  'degre',
  'pial',
] as const satisfies readonly (keyof typeof TRIS)[];

/** Filter value of the schools that are in no PIAL today. */
export const HORS_PIAL = 'HORS_PIAL';

export type ParametresEtablissements = ParametresListe<(typeof TRIS_ETABLISSEMENTS)[number]> & {
  /** UAI of a tête, or HORS_PIAL. */
  readonly pial?: string | undefined;
  readonly actif?: boolean | undefined;
};

/** Membership of today, thus the tête of the school et. */
const JOINTURES_PIAL = `
  LEFT JOIN pial_membre pm ON pm.uai = et.uai AND pm.debut <= $1::date AND (pm.fin IS NULL OR pm.fin >= $1::date)
  LEFT JOIN etablissement te ON te.uai = pm.pial_uai`;

/**
 * Schools of the perimeter. The search reads the schools of the perimeter one by one: a few thousand at most, which an
 * index would not read faster for the words that most names bear (« école », « collège »). One round trip: the keys of
 * the page are found and counted first, only these rows are dressed.
 * @param jour today, for the PIAL
 */
export async function listerEtablissements(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  parametres: ParametresEtablissements,
  jour: Jour,
): Promise<Page<EtablissementLigne>> {
  const params: unknown[] = [jour];
  const { page, size } = parametres;
  const conditions = [
    porteeEtablissements(perimetre, { etablissement: 'et' }, params, jour),
    ...filtrer(parametres, params),
  ];
  const ordre = ordreSql(parametres.sort, TRIS, 'et.uai');
  const source = `
         FROM etablissement et ${parametres.sort.some(({ nom }) => nom === 'pial') ? JOINTURES_PIAL : ''}
        WHERE ${conditions.join(' AND ')}`;
  const paramsPage = [...params];
  const lignes: (EtablissementLigne & { total: number })[] = await base.query(
    `WITH page AS MATERIALIZED (
       SELECT et.uai, count(*) OVER () AS total ${source} ${ordre} ${pageSql({ page, size }, paramsPage)})
     SELECT page.total, et.uai, et.nom, et.type, et.commune, et.code_postal AS "codePostal", et.degre, et.actif,
            CASE WHEN te.uai IS NOT NULL THEN jsonb_build_object('uai', te.uai, 'nom', te.nom) END AS pial
       FROM page JOIN etablissement et ON et.uai = page.uai ${JOINTURES_PIAL}
     ${ordre}`,
    paramsPage,
  );
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    // After the last page there is no row to bear the total. `jour` may be unused there: it keeps its place.
    const comptes: { total: number }[] = await base.query(
      `SELECT count(*) AS total ${source} AND $1::date IS NOT NULL`,
      params,
    );
    total = comptes[0]?.total ?? 0;
  }
  return { items: lignes.map(({ total: _, ...ligne }) => ligne), total, page, size };
}

function filtrer({ q, pial, actif }: ParametresEtablissements, params: unknown[]): string[] {
  const conditions: string[] = [];
  const membre =
    'SELECT FROM pial_membre f WHERE f.uai = et.uai AND f.debut <= $1::date AND (f.fin IS NULL OR f.fin >= $1::date)';
  if (actif !== undefined) conditions.push(`et.actif = $${params.push(actif)}`);
  if (pial === HORS_PIAL) conditions.push(`NOT EXISTS (${membre})`);
  else if (pial !== undefined) conditions.push(`EXISTS (${membre} AND f.pial_uai = $${params.push(pial)})`);
  if (q) {
    conditions.push(
      rechercheSql(`texte_recherche(et.nom || ' ' || et.uai || ' ' || coalesce(et.commune, ''))`, q, params),
    );
  }
  return conditions;
}
