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
  ColonneInstant,
  ColonneJour,
  ColonneJson,
  ColonneTexte,
  ColonneUai,
} from '../../../platform/database/colonnes.js';
import { DecisionEntite, type TypeAnomalie } from '../../decisions/index.js';
import { MissionEntite } from '../../missions/index.js';
import { EtablissementEntite } from '../../referentiel/index.js';
import type { SegmentCouverture } from '../domain/couverture.js';
import type { SegmentOccupation } from '../domain/occupation.js';
import type { GenreOperation } from '../domain/operations.js';
import type { Instantane } from './journal-operations.js';

@Entity('accompagnement')
@Index('accompagnement_mission_idx', ['missionId', 'debut'])
@Index('accompagnement_uai_idx', ['uai'])
@Index('accompagnement_periode_idx', ['fin', 'debut'])
@Check('accompagnement_type_connu', `type IN ('INDIVIDUELLE', 'MUTUALISEE')`)
@Check('accompagnement_periode_ordonnee', 'debut <= fin')
@Check('accompagnement_dans_une_annee_scolaire', 'annee_scolaire(debut) = annee_scolaire(fin)')
@Check('accompagnement_heures_positives', 'heures > 0 AND heures_repas >= 0 AND heures_meridienne >= 0')
export class AccompagnementEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'accompagnement_pk' })
  id!: number;
  @ForeignKey(() => MissionEntite, { name: 'accompagnement_mission_connue' })
  @ColonneEntier()
  missionId!: number;
  @ColonneTexte() type!: 'INDIVIDUELLE' | 'MUTUALISEE';
  @ForeignKey(() => EtablissementEntite, { name: 'accompagnement_etablissement_connu' })
  @ColonneUai()
  uai!: string;
  @ColonneJour() debut!: string;
  @ColonneJour() fin!: string;
  @ColonneHeures() heures!: number;
  @ColonneHeures({ default: 0 }) heuresRepas!: number;
  @ColonneHeures({ default: 0 }) heuresMeridienne!: number;
  /** Kept beyond the end of the decision (guide §10.2). */
  @ColonneDrapeau({ default: false }) maintien!: boolean;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}

@Entity('accompagnement_decision')
@Index('accompagnement_decision_decision_idx', ['decisionId'])
export class AccompagnementDecisionEntite {
  @ForeignKey(() => AccompagnementEntite, { name: 'accompagnement_decision_accompagnement_connu', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'accompagnement_decision_pk' })
  accompagnementId!: number;
  @ForeignKey(() => DecisionEntite, { name: 'accompagnement_decision_decision_connue' })
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'accompagnement_decision_pk' })
  decisionId!: number;
}

/** Stored coverage of a decision: recomputed by `rafraichir-couvertures`, never written elsewhere. */
@Entity('couverture_decision')
export class CouvertureDecisionEntite {
  @ForeignKey(() => DecisionEntite, { name: 'couverture_decision_connue', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'couverture_decision_pk' })
  decisionId!: number;
  /** Mean of the ratio over the decision; may exceed 1. */
  @Column({ type: 'double precision' }) couverture!: number;
  /** 0 complete, 1 nothing (guide §4.5). */
  @Column({ type: 'double precision' }) priorite!: number;
  @ColonneDrapeau() accompagnee!: boolean;
  /** Great-circle km from the nearest of its AESH to the tête de PIAL; null without AESH or position. */
  @Column({ type: 'double precision', nullable: true }) distanceKm!: number | null;
  @ColonneJson() segments!: SegmentCouverture[];
}

@Entity('occupation_mission')
export class OccupationMissionEntite {
  @ForeignKey(() => MissionEntite, { name: 'occupation_mission_connue', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'occupation_mission_pk' })
  missionId!: number;
  @Column({ type: 'numeric', precision: 8, scale: 2 }) heuresMoyennes!: number;
  @ColonneJson() segments!: SegmentOccupation[];
}

/**
 * Days on which an accompaniment breaks a rule of the domain (its 9 anomalies): recomputed by `rafraichir-couvertures`,
 * never written elsewhere. `decisionId`: those that look at one decision or its pupil (3, 4, 5, 7); `missionId`: those of
 * the accompaniment whatever the pupil (1, 2, 6, 8, 9). One row a run of days.
 */
@Entity('anomalie_accompagnement')
@Index('anomalie_accompagnement_idx', ['accompagnementId', 'type'])
@Unique('anomalie_une_par_decision_et_debut', ['decisionId', 'accompagnementId', 'type', 'debut'])
@Unique('anomalie_une_par_mission_et_debut', ['missionId', 'accompagnementId', 'type', 'debut'])
@Check('anomalie_periode_ordonnee', 'debut <= fin')
@Check('anomalie_type_connu', 'type BETWEEN 1 AND 9')
@Check(
  'anomalie_d_une_decision_ou_de_la_mission',
  `CASE WHEN type IN (3, 4, 5, 7)
   THEN decision_id IS NOT NULL AND mission_id IS NULL ELSE decision_id IS NULL AND mission_id IS NOT NULL END`,
)
export class AnomalieAccompagnementEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'anomalie_accompagnement_pk',
  })
  id!: number;
  @ColonneEntier() accompagnementId!: number;
  @Column({ type: 'smallint' }) type!: TypeAnomalie;
  @ForeignKey(() => DecisionEntite, { name: 'anomalie_decision_connue', onDelete: 'CASCADE' })
  @ColonneEntier({ nullable: true })
  decisionId!: number | null;
  @ForeignKey(() => MissionEntite, { name: 'anomalie_mission_connue', onDelete: 'CASCADE' })
  @ColonneEntier({ nullable: true })
  missionId!: number | null;
  @ColonneJour() debut!: string;
  @ColonneJour() fin!: string;
}

/**
 * What is out of date among what this module stores; filled by triggers, one row a statement, emptied by the refresh.
 * DECISION: its coverage and anomalies; MISSION: its occupation and anomalies; AFFECTATION: missions (by their ids) to
 * be held again against the PIALs of the schools where they accompany (anomaly 9).
 */
@Entity('couverture_a_rafraichir')
@Check('couverture_a_rafraichir_genre_connu', `genre IN ('DECISION', 'MISSION', 'AFFECTATION')`)
export class CouvertureARafraichirEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'couverture_a_rafraichir_pk',
  })
  id!: number;
  @ColonneTexte() genre!: 'DECISION' | 'MISSION' | 'AFFECTATION';
  @Column({ type: 'integer', array: true }) objets!: number[];
}

/** What a creation answered, kept so that the same Idempotency-Key answers the same. */
@Entity('cle_idempotence')
@Unique('cle_idempotence_unique_par_compte', ['compteId', 'cle'])
export class CleIdempotenceEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'cle_idempotence_pk' })
  id!: number;
  @ColonneEntier() compteId!: number;
  @Column({ type: 'uuid' }) cle!: string;
  /** SHA-256 of the request: the same key with another body is refused. */
  @ColonneTexte() empreinte!: string;
  @ColonneJson() reponse!: unknown;
  @ColonneInstant({ default: () => 'now()' }) creeLe!: Date;
}

/** What an operation found and left, so that it can be undone (guide §10.2). A journal: written once, then undone once. */
@Entity('operation_accompagnement')
// GIN: made by the migration.
@Index('operation_accompagnement_objets_idx', { synchronize: false })
@Check('operation_accompagnement_genre_connu', `genre IN ('CREER', 'MODIFIER', 'INSERER', 'MAINTENIR', 'SUPPRIMER')`)
export class OperationAccompagnementEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'operation_accompagnement_pk',
  })
  id!: number;
  @ColonneTexte() genre!: GenreOperation;
  @ColonneEntier() compteId!: number;
  @ColonneTexte() auteur!: string;
  @ColonneInstant({ default: () => 'now()' }) le!: Date;
  /** Those of `avant` and `apres`. */
  @Column({ type: 'integer', array: true }) accompagnements!: number[];
  @ColonneJson() avant!: Instantane[];
  @ColonneJson() apres!: Instantane[];
  @ColonneInstant({ nullable: true }) annuleeLe!: Date | null;
  @ColonneTexte({ nullable: true }) annuleePar!: string | null;
}
