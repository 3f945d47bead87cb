import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { type Page, rechercheSql } from '../../../platform/lists/liste.js';
import type { Perimetre } from '../../../platform/security/perimetre.js';
import {
  LIBELLES_GENRE,
  LIBELLES_OBJET,
  OBJETS_ELEVE,
  type ObjetImport,
  libelleColonne,
  valeurEnClair,
} from '../domain/libelles.js';
import type { GenreDifference } from '../persistence/entites.js';
import { ligneCsv } from './csv.js';
import { lireImport } from './lire-imports.js';

export interface DifferenceLue {
  readonly objet: ObjetImport;
  readonly objetId: number | null;
  readonly cle: string;
  readonly libelle: string;
  readonly genre: GenreDifference;
  readonly champs: { nom: string; libelle: string; avant: unknown; apres: unknown }[];
}

export interface FiltreDifferences {
  readonly genre?: GenreDifference | undefined;
  readonly objet?: ObjetImport | undefined;
  readonly q?: string | undefined;
}

type Ligne = Omit<DifferenceLue, 'champs'> & {
  readonly id: number;
  readonly champs: Record<string, [unknown, unknown]>;
};

/** What stands for the data of a pupil before somebody who may not read them. */
const RESERVE = 'Réservé';
const LOT = 2_000;

/**
 * What an import changed, or would change. Perimeter: a superviseur reads the records of the département, and those
 * that belong to none; an administrator reads them all, but of a pupil only that it changed, and in which columns.
 * @throws ImportIntrouvable
 */
export async function lireDifferences(
  base: DataSource,
  perimetre: Perimetre,
  importId: string,
  filtre: FiltreDifferences & { readonly page: number; readonly size: number },
): Promise<Page<DifferenceLue>> {
  await lireImport(base, importId);
  const params: unknown[] = [];
  const condition = conditionDe(perimetre, importId, filtre, params);
  const [compte] = await base.query<{ total: number }[]>(
    `SELECT count(*)::integer AS total FROM import_difference x WHERE ${condition}`,
    params,
  );
  const lignes = await base.query<Ligne[]>(
    `SELECT ${COLONNES} FROM import_difference x WHERE ${condition}
      ORDER BY x.id LIMIT $${params.length + 1} OFFSET $${params.length + 2}`,
    [...params, filtre.size, (filtre.page - 1) * filtre.size],
  );
  return {
    items: lignes.map((ligne) => versDifference(ligne, perimetre)),
    total: compte?.total ?? 0,
    page: filtre.page,
    size: filtre.size,
  };
}

/** The same as CSV (`;`, UTF-8 with BOM), one line a field, read by sets. @throws ImportIntrouvable */
export async function telechargerDifferences(
  base: DataSource,
  perimetre: Perimetre,
  importId: string,
  filtre: FiltreDifferences,
): Promise<Readable> {
  await lireImport(base, importId);
  return Readable.from(lignesCsv(base, perimetre, importId, filtre));
}

async function* lignesCsv(
  base: DataSource,
  perimetre: Perimetre,
  importId: string,
  filtre: FiltreDifferences,
): AsyncGenerator<string> {
  yield `\ufeff${ligneCsv(['genre', 'objet', 'identifiant', 'nom', 'champ', 'avant', 'après'])}`;
  let dernier = 0;
  for (;;) {
    const params: unknown[] = [];
    const condition = conditionDe(perimetre, importId, filtre, params);
    params.push(dernier);
    const lot = await base.query<Ligne[]>(
      `SELECT ${COLONNES} FROM import_difference x WHERE ${condition} AND x.id > $${params.length}
        ORDER BY x.id LIMIT ${LOT}`,
      params,
    );
    const texte = lot.flatMap((ligne) => enLignes(versDifference(ligne, perimetre))).join('');
    if (texte !== '') yield texte;
    if (lot.length < LOT) return;
    dernier = lot.at(-1)?.id ?? dernier;
  }
}

function enLignes({ genre, objet, cle, libelle, champs }: DifferenceLue): string[] {
  const debut = [LIBELLES_GENRE[genre], LIBELLES_OBJET[objet], cle, libelle];
  if (champs.length === 0) return [ligneCsv([...debut, '', '', ''])];
  return champs.map((champ) =>
    ligneCsv([...debut, champ.libelle, valeurEnClair(champ.avant), valeurEnClair(champ.apres)]),
  );
}

const COLONNES = 'x.id, x.objet, x.objet_id AS "objetId", x.cle, x.libelle, x.genre, x.champs';

function conditionDe(
  perimetre: Perimetre,
  importId: string,
  { genre, objet, q }: FiltreDifferences,
  params: unknown[],
): string {
  params.push(importId, genre ?? null, objet ?? null);
  const parts = [
    'x.import_id = $1',
    '($2::text IS NULL OR x.genre = $2)',
    '($3::text IS NULL OR x.objet = $3)',
    porteeDifferences(perimetre, params),
  ];
  if (q) {
    parts.push(rechercheSql(`texte_recherche(x.libelle || ' ' || x.cle)`, q, params));
    // What is masked is not searched either.
    if (perimetre.nature !== 'DEPARTEMENT') {
      params.push(OBJETS_ELEVE);
      parts.push(`NOT x.objet = ANY($${params.length}::text[])`);
    }
  }
  return parts.map((part) => `(${part})`).join(' AND ');
}

function porteeDifferences(perimetre: Perimetre, params: unknown[]): string {
  if (perimetre.nature === 'AUCUN') return 'true';
  if (perimetre.nature !== 'DEPARTEMENT') return 'false';
  params.push(perimetre.departement, OBJETS_ELEVE);
  const [departement, eleves] = [`$${params.length - 1}`, `$${params.length}`];
  return `${departement} = ANY(x.departements) OR (x.departements = '{}' AND NOT x.objet = ANY(${eleves}::text[]))`;
}

function versDifference({ id: _, champs, ...ligne }: Ligne, perimetre: Perimetre): DifferenceLue {
  const masque = perimetre.nature !== 'DEPARTEMENT' && OBJETS_ELEVE.includes(ligne.objet);
  return {
    ...ligne,
    ...(masque ? { objetId: null, cle: RESERVE, libelle: RESERVE } : {}),
    champs: Object.entries(champs).map(([nom, [avant, apres]]) => ({
      nom,
      libelle: libelleColonne(nom),
      avant: masque ? null : avant,
      apres: masque ? null : apres,
    })),
  };
}
