import { Check, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { ColonneEntier, ColonneInstant, ColonneJson, ColonneTexte } from '../../../platform/database/colonnes.js';

/**
 * A line of « Mes messages » (guide §2.2): written by the triggers of its migration in the transaction of what it tells,
 * and nowhere else.
 */
@Entity('message')
@Index('message_departement_idx', ['departement', 'destinataire', 'id'])
@Index('message_secteur_idx', ['secteurCode', 'destinataire', 'id'])
@Unique('message_un_par_objet_et_lot', ['lot', 'cle'])
@Check('message_destinataire_connu', `destinataire IN ('GESTIONNAIRES', 'ERSEH')`)
export class MessageEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'message_pk' })
  id!: number;
  @ColonneInstant({ default: () => 'now()' }) le!: Date;
  @ColonneTexte() genre!: string;
  @ColonneTexte() destinataire!: 'GESTIONNAIRES' | 'ERSEH';
  @ColonneTexte() departement!: string;
  /** null: a summary for the whole département. */
  @ColonneTexte({ nullable: true }) secteurCode!: string | null;
  @ColonneEntier({ nullable: true }) eleveId!: number | null;
  @ColonneEntier({ nullable: true }) objetId!: number | null;
  @ColonneTexte() texte!: string;
  /** Of a summary: genre → number. */
  @ColonneJson({ nullable: true }) comptes!: Record<string, number> | null;
  @ColonneEntier({ nullable: true }) auteurId!: number | null;
  @ColonneTexte() auteur!: string;
  /** Operation, or transaction, that wrote it. */
  @ColonneTexte() lot!: string;
  @ColonneTexte() cle!: string;
}

@Entity('message_lu')
export class MessageLuEntite {
  @ForeignKey(() => MessageEntite, { name: 'message_lu_message_connu', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'message_lu_pk' })
  messageId!: number;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'message_lu_pk' })
  compteId!: number;
  @ColonneInstant({ default: () => 'now()' }) le!: Date;
}
