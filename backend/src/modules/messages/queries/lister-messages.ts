import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Page, type ParametresListe, ordreSql, pageSql, rechercheSql } from '../../../platform/lists/liste.js';
import type { SessionCourante } from '../../../platform/security/index.js';
import { type GenreMessage, lienMessage, libelleGenre, resumerImport } from '../domain/genres.js';
import { porteeMessages } from './portee-messages.js';

export interface FiltresMessages extends ParametresListe<'le'> {
  readonly lu?: boolean | undefined;
  readonly genre?: readonly GenreMessage[] | undefined;
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
}

export interface MessageLigne {
  readonly id: number;
  readonly le: string;
  readonly genre: GenreMessage;
  readonly libelle: string;
  readonly texte: string;
  readonly auteur: string;
  readonly lien: string | null;
  readonly eleve: { readonly id: number; readonly nom: string; readonly prenom: string } | null;
  readonly lu: boolean;
}

interface MessageSql extends Omit<MessageLigne, 'libelle' | 'lien' | 'le'> {
  readonly le: Date;
  readonly comptes: Partial<Record<GenreMessage, number>> | null;
}

const LU = (compte: string): string =>
  `EXISTS (SELECT FROM message_lu l WHERE l.message_id = m.id AND l.compte_id = ${compte})`;

type Lecteur = Pick<SessionCourante, 'compteId' | 'perimetreDesListes'>;

/** « Mes messages » (guide §2.2), the newest first. */
export async function listerMessages(
  base: DataSource | EntityManager,
  { compteId, perimetreDesListes }: Lecteur,
  { q, sort, lu, genre, debut, fin, page, size }: FiltresMessages,
): Promise<Page<MessageLigne>> {
  const params: unknown[] = [compteId];
  const criteres = [
    porteeMessages(perimetreDesListes, 'm', params),
    rechercheSql('texte_recherche(m.texte)', q, params),
  ];
  if (lu !== undefined) criteres.push(`${lu ? '' : 'NOT '}${LU('$1::integer')}`);
  if (genre) criteres.push(`m.genre = ANY($${params.push([...genre])}::text[])`);
  if (debut) criteres.push(`m.le >= $${params.push(debut)}::date`);
  if (fin) criteres.push(`m.le < $${params.push(fin)}::date + 1`);
  const filtre = criteres.join(' AND ');
  const [compte] = await base.query<{ total: number }[]>(
    `SELECT count(*) AS total FROM message m WHERE $1::integer IS NOT NULL AND ${filtre}`,
    params,
  );
  const lignes = await base.query<MessageSql[]>(
    `SELECT m.id, m.le, m.genre, m.texte, m.comptes, m.auteur, ${LU('$1::integer')} AS lu,
            CASE WHEN e.id IS NOT NULL
                 THEN jsonb_build_object('id', e.id, 'nom', e.nom, 'prenom', e.prenom) END AS eleve
       FROM message m LEFT JOIN eleve e ON e.id = m.eleve_id
      WHERE ${filtre} ${ordreSql(sort, { le: 'm.id' }, 'm.id')} ${pageSql({ page, size }, params)}`,
    params,
  );
  return { items: lignes.map(ligne), total: compte?.total ?? 0, page, size };
}

function ligne({ comptes, le, ...message }: MessageSql): MessageLigne {
  return {
    ...message,
    le: le.toISOString(),
    texte: comptes ? resumerImport(comptes) : message.texte,
    libelle: libelleGenre(message.genre),
    lien: lienMessage(message.genre, message.eleve?.id ?? null),
  };
}

export async function compterNonLus(
  base: DataSource | EntityManager,
  { compteId, perimetreDesListes }: Lecteur,
): Promise<{ nombre: number }> {
  const params: unknown[] = [compteId];
  const [compte] = await base.query<[{ nombre: number }]>(
    `SELECT count(*) AS nombre FROM message m
      WHERE ${porteeMessages(perimetreDesListes, 'm', params)} AND NOT ${LU('$1::integer')}`,
    params,
  );
  return { nombre: compte.nombre };
}
