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
import { DecisionEntite } from '../../decisions/index.js';
import { MissionEntite } from '../../missions/index.js';
import { EtablissementEntite } from '../../referentiel/index.js';
import type { SegmentCouverture } from '../domain/couverture.js';
import type { SegmentOccupation } from '../domain/occupation.js';

@Entity('accompagnement')
@Index('accompagnement_mission_idx', ['missionId', 'debut'])
@Index('accompagnement_uai_idx', ['uai'])
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
// Covering index of the lists: decision_id INCLUDE (priorite, couverture, distance_km), made by the migration.
@Index('couverture_decision_tri_idx', { synchronize: false })
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

/** Ids whose stored coverage or occupation is out of date; filled by triggers, emptied by the refresh. */
@Entity('couverture_a_rafraichir')
@Index('couverture_a_rafraichir_objet_idx', ['genre', 'objetId'])
@Check('couverture_a_rafraichir_genre_connu', `genre IN ('DECISION', 'MISSION')`)
export class CouvertureARafraichirEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'couverture_a_rafraichir_pk',
  })
  id!: number;
  @ColonneTexte() genre!: 'DECISION' | 'MISSION';
  @ColonneEntier() objetId!: number;
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
