import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { ColonneEntier, ColonneInstant, ColonneJson, ColonneTexte } from '../database/colonnes.js';

/** Who, when, before, after: written by triggers in the transaction of the write, read-only for the application. */
@Entity('audit')
@Index('audit_objet_idx', ['objet', 'objetId', 'id'])
@Index('audit_operation_idx', ['operation'])
export class AuditEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'audit_pk',
  })
  id!: number;
  @ColonneInstant({ default: () => 'now()' }) le!: Date;
  @ColonneEntier({ nullable: true }) acteurId!: number | null;
  @ColonneTexte() acteur!: string;
  /** One id for everything that one request, job or import wrote. */
  @Column({ type: 'uuid', nullable: true }) operation!: string | null;
  @ColonneTexte() action!: 'INSERT' | 'UPDATE' | 'DELETE';
  /** Table and key of the record. */
  @ColonneTexte() objet!: string;
  @ColonneTexte() objetId!: string;
  @ColonneJson({ nullable: true }) avant!: Record<string, unknown> | null;
  @ColonneJson({ nullable: true }) apres!: Record<string, unknown> | null;
}
