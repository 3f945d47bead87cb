import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import {
  ColonneDrapeau,
  ColonneEntier,
  ColonneInstant,
  ColonneJson,
  ColonneTexte,
} from '../../../platform/database/colonnes.js';

export type SourceImport = 'EPP' | 'ASSED' | 'ECOLES' | 'ERSEH';
export type EncodageImport = 'AUTO' | 'UTF-8' | 'WINDOWS-1252';
export type GenreDifference = 'NOUVEAU' | 'MODIFIE' | 'DISPARU' | 'REACTIVE';
export type GenreChangement =
  'CONTRAT_ROMPU' | 'AESH_INACTIF' | 'MISSION_INACTIVE' | 'HEURES_MODIFIEES' | 'PERIODE_MODIFIEE' | 'NATURE_MODIFIEE';
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
  /** Account that sent it: nobody else reads pupil data in the rejects of ERSEH extracts. Null: night, command line. */
  @ColonneEntier({ nullable: true }) auteurId!: number | null;
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
  /** The line is imported all the same: somebody should look at it. */
  @ColonneDrapeau({ default: false }) signalement!: boolean;
}

/** How the extracts of a source are read, when the file does not say it itself (screens, drop folder and command line alike). */
@Entity('correspondance_import')
@Check('correspondance_import_source_connue', `source IN ('EPP', 'ASSED', 'ECOLES', 'ERSEH')`)
@Check('correspondance_import_encodage_connu', `encodage IN ('AUTO', 'UTF-8', 'WINDOWS-1252')`)
export class CorrespondanceImportEntite {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'correspondance_import_pk' })
  source!: SourceImport;
  @ColonneTexte({ default: 'AUTO' }) encodage!: EncodageImport;
  /** Our column → its name in the file; `eleve.NOM` for the six files of ERSEH. */
  @ColonneJson({ default: {} }) colonnes!: Record<string, string>;
  @ColonneTexte() auteur!: string;
  @ColonneInstant({ default: () => 'now()' }) modifieLe!: Date;
}

/**
 * What an import changed, or would change, record by record. Derived, written by thousands: no foreign key is checked
 * row by row, `purger-details` removes the old ones.
 */
@Entity('import_difference')
@Index('import_difference_import_idx', ['importId', 'genre', 'id'])
@Check('import_difference_genre_connu', `genre IN ('NOUVEAU', 'MODIFIE', 'DISPARU', 'REACTIVE')`)
export class ImportDifferenceEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'import_difference_pk',
  })
  id!: number;
  @Column({ type: 'uuid' })
  importId!: string;
  /** AESH, MISSION, ETABLISSEMENT, PIAL, SECTEUR, ELEVE, … */
  @ColonneTexte() objet!: string;
  /** Null: not in the base (a creation), or its key is `cle`. */
  @ColonneEntier({ nullable: true }) objetId!: number | null;
  /** Identifier of the record in its source. */
  @ColonneTexte() cle!: string;
  @ColonneTexte() libelle!: string;
  @ColonneTexte() genre!: GenreDifference;
  /** Column → [before, after] of a changed record. */
  @ColonneJson({ default: {} }) champs!: Record<string, [unknown, unknown]>;
  /** Who may see it; empty: not known. */
  @Column({ type: 'text', array: true, default: [] }) departements!: string[];
}

/** What an import changed for the people who place accompaniments (issue 4, §6): written in the transaction of the import. */
@Entity('import_changement')
@Index('import_changement_departement_idx', ['departement', 'id'])
@Check(
  'import_changement_genre_connu',
  `genre IN ('CONTRAT_ROMPU', 'AESH_INACTIF', 'MISSION_INACTIVE', 'HEURES_MODIFIEES', 'PERIODE_MODIFIEE', 'NATURE_MODIFIEE')`,
)
export class ImportChangementEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'import_changement_pk',
  })
  id!: number;
  @Column({ type: 'uuid' })
  importId!: string;
  @ColonneInstant({ default: () => 'now()' }) le!: Date;
  /** Of the pupils. */
  @ColonneTexte() departement!: string;
  @ColonneTexte() genre!: GenreChangement;
  @ColonneEntier()
  aeshId!: number;
  @ColonneEntier({ nullable: true })
  missionId!: number | null;
  /** [before, after] of what changed. */
  @ColonneJson({ default: {} }) champs!: Record<string, [unknown, unknown]>;
  /** Touched, and the decisions of their pupils: one pair a place, so that both repeat. */
  @Column({ type: 'integer', array: true }) accompagnements!: number[];
  @Column({ type: 'integer', array: true }) decisions!: number[];
}
