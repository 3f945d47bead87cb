import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique, VersionColumn } from 'typeorm';
import { ColonneDrapeau, ColonneJour, ColonneTexte } from '../../../platform/database/colonnes.js';
import { DepartementEntite } from '../../referentiel/index.js';

/** Civil status, address and RQTH come from RH and are read-only (guide §7.1); the rest is ours. */
@Entity('aesh')
@Unique('aesh_un_par_source_et_agent', ['source', 'idAgent'])
@Index('aesh_nom_idx', ['nomUsage', 'prenom'])
// Partial: WHERE departement IS NOT NULL, made by the migration.
@Index('aesh_departement_idx', { synchronize: false })
@Check('aesh_source_connue', `source IN ('EPP', 'ASSED', 'PREVISIONNEL')`)
@Check('aesh_civilite_connue', `civilite IN ('MME', 'M')`)
export class AeshEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'aesh_pk' })
  id!: number;
  @ColonneTexte() source!: 'EPP' | 'ASSED' | 'PREVISIONNEL';
  /** ID_AGENT (NUMEN or the like) of the source. */
  @ColonneTexte() idAgent!: string;
  @ColonneDrapeau({ default: true }) actif!: boolean;
  @ColonneTexte({ nullable: true }) civilite!: 'MME' | 'M' | null;
  @ColonneTexte() nomUsage!: string;
  @ColonneTexte({ nullable: true }) nomFamille!: string | null;
  @ColonneTexte() prenom!: string;
  @ColonneJour({ nullable: true }) dateNaissance!: string | null;
  @ColonneTexte({ nullable: true }) adresse!: string | null;
  @ColonneTexte({ nullable: true }) codePostal!: string | null;
  @ColonneTexte({ nullable: true }) commune!: string | null;
  @ColonneTexte({ nullable: true }) courriel!: string | null;
  @ColonneTexte({ nullable: true }) telephone!: string | null;
  @ColonneDrapeau({ nullable: true }) rqth!: boolean | null;
  /** Centre of the home commune, found from its name and postal code; null when unknown. */
  @Column({ type: 'double precision', nullable: true }) latitude!: number | null;
  @Column({ type: 'double precision', nullable: true }) longitude!: number | null;
  /** Ours, never touched by an import: how the AESH travels. */
  @ColonneTexte({ nullable: true }) transport!: string | null;
  /** Has a car to go from one school to another. */
  @ColonneDrapeau({ nullable: true }) vehicule!: boolean | null;
  @ColonneTexte({ nullable: true }) telephonePro!: string | null;
  @ColonneTexte({ nullable: true }) preferences!: string | null;
  /** UAI of têtes de PIAL. */
  @ColonneTexte({ array: true, default: [] }) pialsSouhaites!: string[];
  @ColonneTexte({ nullable: true }) competences!: string | null;
  @ColonneTexte({ nullable: true }) commentaires!: string | null;
  /** Of a provisional AESH only: the NUMEN when it is known already. */
  @ColonneTexte({ nullable: true }) numen!: string | null;
  /** Of a provisional AESH only: who awaits it. The others are seen through their missions. */
  @ForeignKey(() => DepartementEntite, { name: 'aesh_departement_connu' })
  @ColonneTexte({ nullable: true })
  departement!: string | null;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}
