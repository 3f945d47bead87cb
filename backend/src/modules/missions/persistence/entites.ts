import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  VersionColumn,
} from 'typeorm';
import {
  ColonneDrapeau,
  ColonneEntier,
  ColonneHeures,
  ColonneJour,
  ColonneTexte,
  ColonneUai,
} from '../../../platform/database/colonnes.js';
import { AeshEntite } from '../../aesh/index.js';

/** Nomenclature of natures de support (guide §8, 21 codes), as data. */
@Entity('nature_support')
@Check('nature_support_role_connu', `role IN ('ACCOMPAGNANT', 'COLLECTIF', 'REFERENT', 'AUTRE')`)
@Check('nature_support_accompagne_selon_role', `accompagnement = (role = 'ACCOMPAGNANT')`)
export class NatureSupportEntite {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'nature_support_pk' })
  code!: string;
  @ColonneTexte() baseRh!: string;
  @ColonneTexte() typeContrat!: string;
  @ColonneTexte() activite!: string;
  @ColonneTexte() role!: 'ACCOMPAGNANT' | 'COLLECTIF' | 'REFERENT' | 'AUTRE';
  @ColonneDrapeau() accompagnement!: boolean;
}

@Entity('mission')
@Unique('mission_une_par_source_et_identifiant', ['source', 'idMission'])
@Index('mission_aesh_idx', ['aeshId'])
@Index('mission_departement_idx', ['departement', 'debut'])
@Check('mission_source_connue', `source IN ('EPP', 'ASSED', 'PREVISIONNEL')`)
@Check('mission_type_contrat_connu', `type_contrat IN ('CDD', 'CDI')`)
@Check('mission_periode_ordonnee', 'fin IS NULL OR debut <= fin')
@Check('mission_contrat_ordonne', 'fin_contrat IS NULL OR debut_contrat <= fin_contrat')
@Check('mission_heures_positives', 'heures >= 0')
@Check('mission_origine_des_heures_connue', `origine_heures IN ('RH', 'REFERENCE', 'ABSENTE', 'SAISIE')`)
export class MissionEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'mission_pk' })
  id!: number;
  @ColonneTexte() source!: 'EPP' | 'ASSED' | 'PREVISIONNEL';
  @ColonneTexte() idMission!: string;
  @ForeignKey(() => AeshEntite, { name: 'mission_aesh_connu' })
  @ColonneEntier()
  aeshId!: number;
  @ColonneTexte({ nullable: true }) idContrat!: string | null;
  @ColonneTexte() typeContrat!: 'CDD' | 'CDI';
  @ColonneJour({ nullable: true }) debutContrat!: string | null;
  @ColonneJour({ nullable: true }) finContrat!: string | null;
  @ColonneJour({ nullable: true }) dateSignature!: string | null;
  @ForeignKey(() => NatureSupportEntite, { name: 'mission_nature_connue' })
  @ColonneTexte()
  natureCode!: string;
  @ColonneJour() debut!: string;
  @ColonneJour({ nullable: true }) fin!: string | null;
  @Column({ type: 'numeric', precision: 5, scale: 2, nullable: true }) quotite!: number | null;
  /** As received from RH; `heures` is what counts. */
  @ColonneHeures({ nullable: true }) heuresRh!: number | null;
  /** Effective weekly hours: RH hours when present and not zero, else the reference table, else 0 (flagged by `origineHeures`). */
  @ColonneHeures({ default: 0 }) heures!: number;
  @ColonneTexte({ default: 'ABSENTE' }) origineHeures!: 'RH' | 'REFERENCE' | 'ABSENTE' | 'SAISIE';
  /** UAI as RH writes them: they may be unknown to the annuaire, which is an anomaly to show, not a reason to refuse. */
  @ColonneUai({ nullable: true }) uaiEmployeur!: string | null;
  @ColonneUai({ nullable: true }) uaiPayeur!: string | null;
  @ColonneUai({ nullable: true }) uaiTetePial!: string | null;
  /** Of the employer school, else from the first three characters of its UAI; the perimeter of the mission. */
  @ColonneTexte({ nullable: true }) departement!: string | null;
  @ColonneDrapeau({ default: true }) actif!: boolean;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}
