import { Check, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique, VersionColumn } from 'typeorm';
import { ColonneEntier, ColonneHeures, ColonneJour, ColonneTexte } from '../../../platform/database/colonnes.js';
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
