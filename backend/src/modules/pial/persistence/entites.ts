import {
  Check,
  Column,
  Entity,
  Exclusion,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  VersionColumn,
} from 'typeorm';
import {
  ColonneEntier,
  ColonneHeures,
  ColonneInstant,
  ColonneJour,
  ColonneTexte,
  ColonneUai,
} from '../../../platform/database/colonnes.js';
import { MissionEntite } from '../../missions/index.js';
import { DepartementEntite, PialEntite } from '../../referentiel/index.js';

@Entity('affectation_pial')
@Index('affectation_pial_pial_idx', ['pialUai', 'debut'])
@Index('affectation_pial_mission_idx', ['missionId'])
@Check('affectation_periode_ordonnee', 'fin IS NULL OR debut <= fin')
@Check('affectation_heures_positives', 'heures > 0')
@Exclusion(
  'mission_une_affectation_par_pial_et_periode',
  `USING gist (mission_id WITH =, pial_uai WITH =, daterange(debut, fin, '[]') WITH &&)`,
)
export class AffectationPialEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'affectation_pial_pk' })
  id!: number;
  @ForeignKey(() => MissionEntite, { name: 'affectation_mission_connue' })
  @ColonneEntier()
  missionId!: number;
  @ForeignKey(() => PialEntite, { name: 'affectation_pial_connu' })
  @ColonneUai()
  pialUai!: string;
  @ColonneJour() debut!: string;
  @ColonneJour({ nullable: true }) fin!: string | null;
  @ColonneHeures() heures!: number;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}

/** One computation of the aggregates of a département and school year (guide §3.3, §9). */
@Entity('calcul_agregat')
@Unique('calcul_agregat_un_par_departement_et_annee', ['departement', 'annee'])
export class CalculAgregatEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'calcul_agregat_pk' })
  id!: number;
  @ForeignKey(() => DepartementEntite, { name: 'calcul_agregat_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @ColonneEntier() annee!: number;
  @ColonneTexte() formule!: string;
  @ColonneInstant() termineLe!: Date;
  @ColonneTexte() auteur!: string;
  @Column({ type: 'uuid', nullable: true }) jobId!: string | null;
  /** Weekly need of the département taken as one: the formula on its own cM, beside the sum over its PIALs. */
  @Column({ type: 'numeric', precision: 12, scale: 2 }) besoinGlobalHeures!: number;
}

/** Needs and means, one row per PIAL, one for the hors-PIAL schools, one for the whole département. */
@Entity('agregat_pial')
@Unique('agregat_un_par_calcul_portee_et_pial', ['calculId', 'portee', 'pialUai'])
@Check('agregat_portee_connue', `portee IN ('PIAL', 'HORS_PIAL', 'DEPARTEMENT')`)
@Check('agregat_pial_selon_portee', `(portee = 'PIAL') = (pial_uai <> '')`)
export class AgregatPialEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'agregat_pial_pk' })
  id!: number;
  @ForeignKey(() => CalculAgregatEntite, { name: 'agregat_calcul_connu', onDelete: 'CASCADE' })
  @ColonneEntier()
  calculId!: number;
  @ColonneTexte() portee!: 'PIAL' | 'HORS_PIAL' | 'DEPARTEMENT';
  /** Empty for the hors-PIAL and département rows. */
  @ColonneUai({ default: '' }) pialUai!: string;
  @ColonneEntier() decisionsIndividuelles!: number;
  @ColonneEntier() decisionsMutualisees!: number;
  @Column({ type: 'numeric', precision: 12, scale: 2 }) besoinHeures!: number;
  @ColonneEntier() missions!: number;
  @Column({ type: 'numeric', precision: 12, scale: 2 }) moyensHeures!: number;
  @Column({ type: 'numeric', precision: 12, scale: 2 }) moyensCollectifHeures!: number;
  @Column({ type: 'numeric', precision: 12, scale: 2 }) moyensReferentHeures!: number;
  /** Ratio means ÷ need over the year; null when the need is 0. */
  @Column({ type: 'double precision', nullable: true }) couverture!: number | null;
}
