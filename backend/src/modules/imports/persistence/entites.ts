import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import {
  ColonneDrapeau,
  ColonneEntier,
  ColonneInstant,
  ColonneJson,
  ColonneTexte,
} from '../../../platform/database/colonnes.js';

export type SourceImport = 'EPP' | 'ASSED' | 'ECOLES' | 'ERSEH';
export type EtatImport = 'EN_COURS' | 'A_CONFIRMER' | 'TERMINE' | 'SIMULE' | 'REFUSE' | 'ECHEC' | 'ABANDONNE';

@Entity('import')
@Index('import_source_idx', ['source', 'commenceLe'])
@Check('import_source_connue', `source IN ('EPP', 'ASSED', 'ECOLES', 'ERSEH')`)
@Check('import_etat_connu', `etat IN ('EN_COURS', 'A_CONFIRMER', 'TERMINE', 'SIMULE', 'REFUSE', 'ECHEC', 'ABANDONNE')`)
export class ImportEntite {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'import_pk' })
  id!: string;
  @ColonneTexte() source!: SourceImport;
  @ColonneTexte({ default: 'EN_COURS' }) etat!: EtatImport;
  @ColonneDrapeau({ default: false }) simulation!: boolean;
  /** Names of the files, as given. */
  @Column({ type: 'text', array: true }) fichiers!: string[];
  @ColonneTexte({ nullable: true }) empreinte!: string | null;
  @ColonneTexte() auteur!: string;
  @ColonneInstant({ default: () => 'now()' }) commenceLe!: Date;
  @ColonneInstant({ nullable: true }) termineLe!: Date | null;
  /** Counts: created, changed (by field), unchanged, deactivated, reactivated, rejected. */
  @ColonneJson({ nullable: true }) bilan!: unknown;
  @ColonneJson({ nullable: true }) erreur!: { code: string; message: string } | null;
}

@Entity('import_rejet')
@Index('import_rejet_import_idx', ['importId', 'fichier', 'ligne'])
export class ImportRejetEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'import_rejet_pk',
  })
  id!: number;
  @ForeignKey(() => ImportEntite, { name: 'import_rejet_import_connu', onDelete: 'CASCADE' })
  @Column({ type: 'uuid' })
  importId!: string;
  @ColonneTexte() fichier!: string;
  /** 1-based line in the file, header included. */
  @ColonneEntier() ligne!: number;
  @ColonneTexte({ nullable: true }) colonne!: string | null;
  @ColonneTexte({ nullable: true }) valeur!: string | null;
  @ColonneTexte() code!: string;
  @ColonneTexte() motif!: string;
}
