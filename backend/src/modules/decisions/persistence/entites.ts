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
  ColonneEntier,
  ColonneHeures,
  ColonneJour,
  ColonneTexte,
  ColonneUai,
} from '../../../platform/database/colonnes.js';
import { EleveEntite } from '../../eleves/index.js';

/** A human-aid decision of the CDAPH (guide §6). */
@Entity('decision')
@Unique('decision_identifiant_unique', ['identifiant'])
@Index('decision_eleve_idx', ['eleveId'])
@Index('decision_debut_idx', ['debut'])
@Check('decision_type_connu', `type IN ('INDIVIDUELLE', 'MUTUALISEE')`)
@Check('decision_origine_connue', `origine IN ('PREMIERE_DEMANDE', 'REEXAMEN_GEVASCO')`)
@Check('decision_nature_connue', `nature IN ('PROJET_CIBLE', 'PROJET_ALTERNATIF')`)
@Check('decision_periode_ordonnee', 'debut <= fin')
@Check('decision_heures_si_individuelle', `heures IS NULL OR (type = 'INDIVIDUELLE' AND heures >= 0)`)
export class DecisionEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'decision_pk' })
  id!: number;
  @ColonneTexte() identifiant!: string;
  @ForeignKey(() => EleveEntite, { name: 'decision_eleve_connu' })
  @ColonneEntier()
  eleveId!: number;
  @ColonneTexte() type!: 'INDIVIDUELLE' | 'MUTUALISEE';
  /** Notified weekly hours, individual decisions only. */
  @ColonneHeures({ nullable: true }) heures!: number | null;
  @ColonneTexte() origine!: 'PREMIERE_DEMANDE' | 'REEXAMEN_GEVASCO';
  @ColonneTexte() nature!: 'PROJET_CIBLE' | 'PROJET_ALTERNATIF';
  @ColonneJour({ nullable: true }) dateCdaph!: string | null;
  @ColonneJour() debut!: string;
  @ColonneJour() fin!: string;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}

/**
 * What the list of decisions searches, filters and sorts (§4): one row per decision and period on which the PIAL shown
 * does not change, thus one on any day. Derived, words and keys without accents nor case: written by triggers of its
 * migration, at the commit, and nowhere else.
 */
@Entity('ligne_decision')
@Index('ligne_decision_departement_idx', ['departement'])
@Index('ligne_decision_secteur_idx', ['secteurCode'])
@Index('ligne_decision_eleve_idx', ['eleveId'])
export class LigneDecisionEntite {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'ligne_decision_pk' })
  decisionId!: number;
  @ColonneEntier() eleveId!: number;
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'ligne_decision_pk' })
  du!: string;
  @ColonneJour() au!: string;
  @ColonneJour() debut!: string;
  @ColonneJour() fin!: string;
  /** As in `couverture_decision`. */
  @Column({ type: 'double precision', nullable: true }) priorite!: number | null;
  @Column({ type: 'double precision', nullable: true }) couverture!: number | null;
  @Column({ type: 'double precision', nullable: true }) distanceKm!: number | null;
  /** That of the sector. */
  @ColonneTexte({ collation: 'C' }) departement!: string;
  @ColonneTexte() secteurCode!: string;
  @ColonneHeures({ nullable: true }) heures!: number | null;
  @ColonneUai({ nullable: true }) pialUai!: string | null;
  @ColonneTexte({ collation: 'C' }) type!: DecisionEntite['type'];
  @ColonneTexte({ collation: 'C' }) origine!: DecisionEntite['origine'];
  @ColonneTexte({ collation: 'C' }) nature!: DecisionEntite['nature'];
  @ColonneTexte({ collation: 'C' }) identifiant!: string;
  @ColonneTexte({ collation: 'C' }) cleNom!: string;
  @ColonneTexte({ collation: 'C' }) cleSecteur!: string;
  @ColonneTexte({ collation: 'C', nullable: true }) clePial!: string | null;
  /** First school shown. */
  @ColonneTexte({ collation: 'C', nullable: true }) cleEtablissement!: string | null;
  /** Schools shown. */
  @Column({ type: 'text', array: true }) uais!: string[];
  /** All the words of the line, pieces apart by a line feed. */
  @ColonneTexte({ collation: 'C' }) texte!: string;
}

/** What a transaction has changed, until its commit refreshes the lines; always empty for the others. */
@Entity('ligne_decision_a_rafraichir')
@Check('ligne_decision_a_rafraichir_genre_connu', `genre IN ('DECISION', 'ELEVE', 'SECTEUR', 'ETABLISSEMENT')`)
export class LigneDecisionARafraichirEntite {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    type: 'bigint',
    primaryKeyConstraintName: 'ligne_decision_a_rafraichir_pk',
  })
  id!: number;
  @ColonneTexte() genre!: 'DECISION' | 'ELEVE' | 'SECTEUR' | 'ETABLISSEMENT';
  @Column({ type: 'text', array: true }) cles!: string[];
}
