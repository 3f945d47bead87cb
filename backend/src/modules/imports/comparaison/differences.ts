import type { EntityManager } from 'typeorm';
import type { BilanObjets } from '../domain/bilan.js';
import type { ObjetImport } from '../domain/libelles.js';
import type { Comparaison } from './comparer.js';

/**
 * Detail kept of the differences of one import; the report counts them all. Many when somebody has to decide on them
 * (dry run, import held), fewer when they are written: the history of each record has them too.
 */
const DIFFERENCES_GARDEES = { AVANT_DE_DECIDER: 20_000, ECRITES: 5_000 } as const;

/** How a record is shown: SQL expressions, with the joins that they need. */
interface Affichage {
  readonly cle: string;
  readonly libelle: string;
  /** Array of text; empty: nobody's. */
  readonly departements: string;
  readonly jointure?: string;
}

export interface Presentation {
  readonly objet: ObjetImport;
  /** The table has an integer `id`. */
  readonly avecId: boolean;
  /** Of a record of the plan `p`; the row of the base is `t`, null for a creation. */
  readonly plan: Affichage;
  /** Of a record of the base `t` that the file no longer holds, and the table that lists them by the key of `t`. */
  readonly absents?: Affichage & { readonly table: string };
  /** Column → [before, after] to show instead of its values. */
  readonly valeurs?: Readonly<Record<string, readonly [string, string]>>;
}

/** Keeps the differences of an import, before it writes: what disappears first, so that the limit cuts the rest. */
export class RegistreDifferences {
  gardees = 0;

  private constructor(
    private readonly manager: EntityManager,
    private readonly importId: string,
    private readonly limite: number,
  ) {}

  /** A run that starts again keeps nothing of the former one. */
  static async ouvrir(
    manager: EntityManager,
    importId: string,
    { ecrit }: { readonly ecrit: boolean },
  ): Promise<RegistreDifferences> {
    await manager.query('DELETE FROM import_difference WHERE import_id = $1', [importId]);
    const limite = ecrit ? DIFFERENCES_GARDEES.ECRITES : DIFFERENCES_GARDEES.AVANT_DE_DECIDER;
    return new RegistreDifferences(manager, importId, limite);
  }

  /** @param part of the limit that may be used up to here, so that one kind of records does not hide the next ones */
  async garder(c: Comparaison, presentation: Presentation, bilan: BilanObjets, part = 1): Promise<void> {
    const { objet, avecId, plan, absents, valeurs = {} } = presentation;
    const id = avecId ? 't.id' : 'NULL::integer';
    if (absents && bilan.desactives > 0) {
      await this.inserer(
        `SELECT $1::uuid, '${objet}', ${id}, ${absents.cle}, ${absents.libelle}, 'DISPARU', '{}'::jsonb, ${absents.departements}
           FROM ${absents.table} x JOIN ${c.table} t ON t.${c.cle} = x.${c.cle} ${absents.jointure ?? ''}
          ORDER BY t.${c.cle}`,
        part,
      );
    }
    if (bilan.crees + bilan.modifies + bilan.reactives > 0) {
      const actif = c.avecActif ? 'p.cible_actif' : 'true';
      await this.inserer(
        `SELECT $1::uuid, '${objet}', ${id}, ${plan.cle}, ${plan.libelle},
                CASE WHEN p.cible_id IS NULL THEN 'NOUVEAU' WHEN ${actif} THEN 'MODIFIE' ELSE 'REACTIVE' END,
                ${champsChanges(c.colonnes, valeurs)}, ${plan.departements}
           FROM ${c.plan} p LEFT JOIN ${c.table} t ON t.${c.cle} = p.cible_id ${plan.jointure ?? ''}
          WHERE p.cible_id IS NULL OR p.modifie OR NOT ${actif}
          ORDER BY p.ligne`,
        part,
      );
    }
  }

  private async inserer(lecture: string, part: number): Promise<void> {
    const reste = Math.floor(this.limite * part) - this.gardees;
    if (reste <= 0) return;
    const [compte] = await this.manager.query<{ n: number }[]>(
      `WITH gardees AS (
         INSERT INTO import_difference (import_id, objet, objet_id, cle, libelle, genre, champs, departements)
         ${lecture} LIMIT ${reste} RETURNING 1)
       SELECT count(*)::integer AS n FROM gardees`,
      [this.importId],
    );
    this.gardees += compte?.n ?? 0;
  }
}

/** `{"heures": [24, 20], …}` of what changes in a record of the base. */
function champsChanges(
  colonnes: readonly string[],
  valeurs: Readonly<Record<string, readonly [string, string]>>,
): string {
  const json = (expression: string): string => `coalesce(to_json(${expression})::text, 'null')`;
  const morceaux = colonnes.map((colonne) => {
    const [avant, apres] = valeurs[colonne] ?? [`t.${colonne}`, `p.${colonne}`];
    return `CASE WHEN t.${colonne} IS DISTINCT FROM p.${colonne} THEN ',"${colonne}":[' || ${json(avant)} || ',' || ${json(apres)} || ']' END`;
  });
  return `CASE WHEN p.cible_id IS NULL THEN '{}' ELSE '{' || ltrim(concat(${morceaux.join(', ')}), ',') || '}' END::jsonb`;
}
