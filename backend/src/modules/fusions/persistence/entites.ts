import { Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { ColonneEntier, ColonneInstant, ColonneJson, ColonneTexte } from '../../../platform/database/colonnes.js';
import { AeshEntite } from '../../aesh/index.js';
import { DepartementEntite } from '../../referentiel/index.js';
import type { Inverse } from '../domain/inverse.js';

/** A provisional AESH, or its missions, merged into the real one (F8.3-1), and what it takes to undo it. */
@Entity('fusion')
@Index('fusion_departement_idx', ['departement', 'id'])
@Index('fusion_reel_idx', ['reelId'])
// Partial and unique: at most one merge in force per provisional AESH; made by the migration.
@Index('fusion_une_seule_par_previsionnel', { synchronize: false })
export class FusionEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'fusion_pk' })
  id!: number;
  @ForeignKey(() => AeshEntite, { name: 'fusion_previsionnel_connu' })
  @ColonneEntier()
  previsionnelId!: number;
  /** The same as `previsionnelId` when only provisional missions of a real AESH are merged. */
  @ForeignKey(() => AeshEntite, { name: 'fusion_reel_connu' })
  @ColonneEntier()
  reelId!: number;
  @ForeignKey(() => DepartementEntite, { name: 'fusion_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @ColonneJson() missions!: { previsionnelleId: number; reelleId: number | null }[];
  @ColonneJson() inverse!: Inverse;
  @ColonneInstant({ default: () => 'now()' }) le!: Date;
  @ColonneTexte() auteur!: string;
  @ColonneInstant({ nullable: true }) annuleeLe!: Date | null;
  @ColonneTexte({ nullable: true }) annuleePar!: string | null;
}
