import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { ColonneInstant, ColonneJson, ColonneTexte } from '../../database/colonnes.js';

export type EtatJob = 'EN_ATTENTE' | 'EN_COURS' | 'TERMINE' | 'ECHEC';

/** History and progress of the long work; the queue itself is pg-boss's. */
@Entity('job')
@Unique('job_cle_unique', ['cleUnique'])
@Index('job_type_idx', ['type', 'creeLe'])
@Check('job_etat_connu', `etat IN ('EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ECHEC')`)
@Check('job_progression_entre_0_et_1', 'progression BETWEEN 0 AND 1')
export class JobEntite {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'job_pk' })
  id!: string;
  @ColonneTexte() type!: string;
  @ColonneTexte() libelle!: string;
  @ColonneTexte({ default: 'EN_ATTENTE' }) etat!: EtatJob;
  @Column({ type: 'double precision', default: 0 }) progression!: number;
  @ColonneTexte({ default: '' }) etape!: string;
  @ColonneJson({ default: {} }) donnees!: Record<string, unknown>;
  @ColonneJson({ nullable: true }) resultat!: unknown;
  @ColonneJson({ nullable: true }) erreur!: { code: string; message: string } | null;
  @ColonneTexte() auteur!: string;
  /** Perimeter of who may see it; null: administrators only. */
  @ColonneTexte({ nullable: true }) departement!: string | null;
  /** What must run once even when several instances enqueue it, e.g. `nuit:2026-11-24`. */
  @ColonneTexte({ nullable: true }) cleUnique!: string | null;
  @ColonneInstant({ default: () => 'now()' }) creeLe!: Date;
  @ColonneInstant({ nullable: true }) demarreLe!: Date | null;
  @ColonneInstant({ nullable: true }) termineLe!: Date | null;
}
