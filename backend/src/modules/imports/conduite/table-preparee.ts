import type { EntityManager } from 'typeorm';
import type { Suivi } from '../../../kernel/suivi.js';
import { EcrivainCopie, type ValeurCopie, tableauCopie } from '../copie/ecrivain-copie.js';
import type { BilanFichier } from '../domain/bilan.js';
import { Ligne } from '../domain/ligne.js';
import { type CodeRejet, FauteDeChamp } from '../domain/rejet.js';
import type { LecteurCsv } from '../lecture/lecteur-csv.js';

/** Detail kept of the rejects of one file; all are counted. */
export const REJETS_DETAILLES = 100_000;

export interface Preparation {
  /** Name of the temporary table. */
  readonly table: string;
  /** Column → SQL type. `ligne` and the columns of the reject come on top. */
  readonly colonnes: Readonly<Record<string, string>>;
  /** Columns whose statistics the planner needs: those of the joins. */
  readonly jointes: readonly string[];
  /** Column of the table → column of the file, filled as written on a rejected line: tells what the line is about. */
  readonly cles?: Readonly<Record<string, string>>;
  /** Values in the order of `colonnes`; null leaves the line out without rejecting it. Throws FauteDeChamp. */
  readonly lire: (ligne: Ligne) => readonly ValeurCopie[] | null;
}

const COLONNES_REJET = ['rejet_colonne', 'rejet_valeur', 'rejet_code', 'rejet_motif', 'illisible'] as const;
const SANS_REJET = COLONNES_REJET.map(() => null);

/**
 * A file brought as it is into a temporary table, line by line: the valid ones with their values, the bad ones with
 * their reject. What needs the other lines or the base (duplicates, unknown references) is then decided in sets.
 */
export class TablePreparee {
  private lignes = 0;
  private rejets = 0;

  private constructor(
    private readonly manager: EntityManager,
    readonly preparation: Preparation,
    readonly lecteur: LecteurCsv,
  ) {}

  static async creer(manager: EntityManager, preparation: Preparation, lecteur: LecteurCsv): Promise<TablePreparee> {
    const colonnes = Object.entries(preparation.colonnes).map(([nom, type]) => `${nom} ${type}`);
    await manager.query(`
      CREATE TEMP TABLE ${preparation.table} (
        ligne integer NOT NULL, ${colonnes.join(', ')},
        rejet_colonne text, rejet_valeur text, rejet_code text, rejet_motif text, illisible text[]
      ) ON COMMIT DROP`);
    return new TablePreparee(manager, preparation, lecteur);
  }

  /** Streams the file into the table. @param taille of the file in bytes, for the progress */
  async remplir(suivi: Suivi, taille: number, interrompre?: AbortSignal): Promise<void> {
    const { table, colonnes } = this.preparation;
    const noms = ['ligne', ...Object.keys(colonnes), ...COLONNES_REJET];
    const copie = await EcrivainCopie.ouvrir(this.manager, `COPY ${table} (${noms.join(', ')}) FROM STDIN`);
    try {
      const ligne = new Ligne(this.lecteur.entete.positions);
      for await (const lot of this.lecteur.lots()) {
        for (const lu of lot) {
          this.lignes += 1;
          if ('code' in lu) {
            this.rejets += 1;
            copie.ajouter([
              lu.ligne,
              ...Object.keys(colonnes).map(() => null),
              null,
              lu.valeur,
              lu.code,
              lu.motif,
              tableauCopie(lu.champs),
            ]);
          } else {
            ligne.poser(lu.champs);
            const valeurs = this.valider(lu.ligne, ligne);
            if (valeurs) copie.ajouter(valeurs);
          }
        }
        interrompre?.throwIfAborted();
        await copie.envoyer();
        suivi.progresser(taille === 0 ? 1 : this.lecteur.octets / taille, `Lecture de ${this.lecteur.nom}`);
      }
      await copie.terminer();
    } catch (erreur) {
      await this.lecteur.fermer();
      await copie.abandonner(erreur instanceof Error ? erreur : new Error(String(erreur)));
      throw erreur;
    }
    await this.manager.query(`ANALYZE ${table} (ligne, ${this.preparation.jointes.join(', ')})`);
  }

  /**
   * Rejects the valid lines for which `condition` holds. `valeur` and `motif` are SQL expressions on the alias `l` and
   * on what `jointure` adds.
   */
  async rejeter(rejet: {
    readonly code: CodeRejet;
    readonly colonne: string;
    readonly valeur: string;
    readonly motif: string;
    readonly jointure?: string;
    readonly condition: string;
    readonly parametres?: readonly unknown[];
  }): Promise<void> {
    const { table } = this.preparation;
    const commun = `
      rejet_code = '${rejet.code}', rejet_colonne = '${rejet.colonne}', rejet_valeur = left((${rejet.valeur})::text, 200),
      rejet_motif = ${rejet.motif}`;
    const [, nombre] = await this.manager.query<[unknown, number]>(
      `UPDATE ${table} AS l SET ${commun}
         ${rejet.jointure ? `FROM ${rejet.jointure}` : ''}
        WHERE l.rejet_code IS NULL AND (${rejet.condition})`,
      [...(rejet.parametres ?? [])],
    );
    this.rejets += nombre;
  }

  /** Rejects all but the first of the valid lines that share a key. */
  async rejeterDoublons(colonneTable: string, colonneFichier: string): Promise<void> {
    await this.rejeter({
      code: 'DOUBLON',
      colonne: colonneFichier,
      valeur: `l.${colonneTable}`,
      motif: `'${colonneFichier} figure déjà à la ligne ' || p.premiere || ' de ce fichier.'`,
      jointure: `(SELECT ${colonneTable} AS cle, min(ligne) AS premiere FROM ${this.preparation.table}
                   WHERE rejet_code IS NULL GROUP BY ${colonneTable} HAVING count(*) > 1) p`,
      condition: `l.${colonneTable} = p.cle AND l.ligne > p.premiere`,
    });
  }

  /** Some lines are rejected. */
  get aDesRejets(): boolean {
    return this.rejets > 0;
  }

  /** Keeps the detail of the rejects (the first ones) for download, and counts them all. */
  async conserverRejets(importId: string): Promise<BilanFichier> {
    const { table } = this.preparation;
    let codes: { code: string; n: number }[] = [];
    if (this.rejets > 0) {
      codes = await this.manager.query(
        `SELECT rejet_code AS code, count(*)::integer AS n FROM ${table} WHERE rejet_code IS NOT NULL GROUP BY 1 ORDER BY 1`,
      );
      await this.manager.query(
        `INSERT INTO import_rejet (import_id, fichier, ligne, colonne, valeur, code, motif)
         SELECT $1, $2, ligne, rejet_colonne, rejet_valeur, rejet_code, rejet_motif
           FROM ${table} WHERE rejet_code IS NOT NULL ORDER BY ligne LIMIT ${REJETS_DETAILLES}`,
        [importId, this.lecteur.nom],
      );
    }
    return {
      fichier: this.lecteur.nom,
      encodage: this.lecteur.encodage,
      lignesWindows1252: this.lecteur.lignes1252,
      lignes: this.lignes,
      rejets: this.rejets,
      rejetsParCode: Object.fromEntries(codes.map(({ code, n }) => [code, n])),
    };
  }

  private valider(numero: number, ligne: Ligne): readonly ValeurCopie[] | null {
    try {
      const valeurs = this.preparation.lire(ligne);
      return valeurs && [numero, ...valeurs, ...SANS_REJET];
    } catch (faute) {
      if (!(faute instanceof FauteDeChamp)) throw faute;
      this.rejets += 1;
      const cles = this.preparation.cles ?? {};
      return [
        numero,
        ...Object.keys(this.preparation.colonnes).map((colonne) => {
          const source = cles[colonne];
          return source === undefined ? null : ligne.brut(source) || null;
        }),
        faute.colonne,
        faute.valeur,
        faute.code,
        faute.motif,
        null,
      ];
    }
  }
}
