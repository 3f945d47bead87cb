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
  ColonneInstant,
  ColonneJson,
  ColonneTexte,
  ColonneUai,
} from '../../../platform/database/colonnes.js';
import type { CodeProfil } from '../../../platform/security/perimetre.js';

@Entity('compte')
@Unique('compte_identifiant_unique', ['identifiant'])
@Check('compte_identifiant_en_minuscules', 'identifiant = lower(identifiant)')
export class CompteEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'compte_pk' })
  id!: number;
  /** Identifiant académique, lower case. */
  @ColonneTexte() identifiant!: string;
  @ColonneTexte() nom!: string;
  @ColonneTexte() prenom!: string;
  @ColonneTexte({ nullable: true }) courriel!: string | null;
  /** argon2id, PHC string. */
  @ColonneTexte({ select: false }) pinHache!: string;
  /** TOTP secret, encrypted with the server's key. */
  @ColonneTexte({ select: false }) secretOtpChiffre!: string;
  /** Last 30-second step accepted: a passcode is used once (RFC 6238 §5.2). */
  @Column({ type: 'bigint', default: 0 }) dernierPasOtp!: number;
  @ColonneDrapeau({ default: true }) actif!: boolean;
  /** Demonstration account: refused outside demo mode. */
  @ColonneDrapeau({ default: false }) demo!: boolean;
  @ColonneInstant({ default: () => 'now()' }) creeLe!: Date;
}

/** One (profile, perimeter) pair of an account. */
@Entity('profil')
@Index('profil_compte_idx', ['compteId'])
@Check(
  'profil_code_connu',
  `code IN ('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL', 'PILOTE_PIAL', 'IEN', 'CHEF_ETABLISSEMENT', 'ERSEH', 'ADMINISTRATEUR', 'INTEGRATEUR')`,
)
@Check(
  'profil_perimetre_selon_code',
  `CASE code
     WHEN 'GESTIONNAIRE_AESH' THEN departement IS NOT NULL
     WHEN 'SUPERVISEUR_AESH' THEN departement IS NOT NULL
     WHEN 'COORDONNATEUR_PIAL' THEN pial_uai IS NOT NULL
     WHEN 'PILOTE_PIAL' THEN pial_uai IS NOT NULL
     WHEN 'IEN' THEN circonscription IS NOT NULL
     WHEN 'CHEF_ETABLISSEMENT' THEN uai IS NOT NULL
     WHEN 'ERSEH' THEN cardinality(secteurs) > 0
     ELSE true
   END`,
)
export class ProfilEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'profil_pk' })
  id!: number;
  @ForeignKey(() => CompteEntite, { name: 'profil_compte_connu', onDelete: 'CASCADE' })
  @ColonneEntier()
  compteId!: number;
  @ColonneTexte() code!: CodeProfil;
  @ColonneTexte({ nullable: true }) departement!: string | null;
  @ColonneUai({ nullable: true }) pialUai!: string | null;
  @ColonneUai({ nullable: true }) uai!: string | null;
  @ColonneTexte({ nullable: true }) circonscription!: string | null;
  @Column({ type: 'text', array: true, default: '{}' }) secteurs!: string[];
  /** ERSEH sectors that a gestionnaire or a superviseur keeps in its lists; none = the whole département (guide §2.4). */
  @Column({ type: 'text', array: true, default: '{}' }) secteursChoisis!: string[];
}

@Entity('session')
@Index('session_compte_idx', ['compteId'])
export class SessionEntite {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_pk' })
  id!: string;
  @ForeignKey(() => CompteEntite, { name: 'session_compte_connu', onDelete: 'CASCADE' })
  @ColonneEntier()
  compteId!: number;
  @ForeignKey(() => ProfilEntite, { name: 'session_profil_connu', onDelete: 'SET NULL' })
  @ColonneEntier({ nullable: true })
  profilId!: number | null;
  @ColonneInstant({ default: () => 'now()' }) ouverteLe!: Date;
  @ColonneInstant({ default: () => 'now()' }) derniereActivite!: Date;
  @ColonneInstant({ nullable: true }) fermeeLe!: Date | null;
  @ColonneTexte({ nullable: true }) motifFermeture!: string | null;
  @ColonneTexte({ nullable: true }) adresse!: string | null;
  @ColonneTexte({ nullable: true }) navigateur!: string | null;
}

@Entity('jeton_rafraichissement')
@Index('jeton_rafraichissement_session_idx', ['sessionId'])
export class JetonRafraichissementEntite {
  /** SHA-256 of the token; the token itself is never stored. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'jeton_rafraichissement_pk' })
  empreinte!: string;
  @ForeignKey(() => SessionEntite, { name: 'jeton_session_connue', onDelete: 'CASCADE' })
  @Column({ type: 'uuid' })
  sessionId!: string;
  @ColonneInstant({ default: () => 'now()' }) emisLe!: Date;
  @ColonneInstant({ nullable: true }) utiliseLe!: Date | null;
}

/** Failed sign-ins, by account and by address: `compte:…` or `adresse:…`. */
@Entity('echec_connexion')
export class EchecConnexionEntite {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'echec_connexion_pk' })
  cle!: string;
  @ColonneEntier() nombre!: number;
  @ColonneInstant() depuis!: Date;
  @ColonneInstant({ nullable: true }) bloqueJusqua!: Date | null;
}

/** How a user likes the screens: one JSON value a key, whatever the profile in use. */
@Entity('preference')
@Check('preference_cle_forme', `cle ~ '^[a-z][a-z0-9-]{0,60}$'`)
export class PreferenceEntite {
  @ForeignKey(() => CompteEntite, { name: 'preference_compte_connu', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'preference_pk' })
  compteId!: number;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'preference_pk' })
  cle!: string;
  @ColonneJson() valeur!: unknown;
}

/** A named state of a list (columns, filters, sort), for its author or shared with the département. */
@Entity('vue_liste')
// Unique on (compte_id, liste, texte_recherche(nom)), made by the migration.
@Index('vue_liste_nom_unique_par_auteur', { synchronize: false })
@Index('vue_liste_departement_idx', ['departement', 'liste'])
@Check('vue_liste_liste_forme', `liste ~ '^[a-z][a-z0-9-]{0,40}$'`)
@Check('vue_liste_nom_court', 'char_length(nom) BETWEEN 1 AND 60')
@Check('vue_liste_etat_objet', `jsonb_typeof(etat) = 'object'`)
@Check('vue_liste_partagee_dans_un_departement', 'NOT partagee OR departement IS NOT NULL')
export class VueListeEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'vue_liste_pk' })
  id!: number;
  @ForeignKey(() => CompteEntite, { name: 'vue_liste_compte_connu', onDelete: 'CASCADE' })
  @ColonneEntier()
  compteId!: number;
  @ColonneTexte() liste!: string;
  @ColonneTexte() nom!: string;
  @ColonneDrapeau({ default: false }) partagee!: boolean;
  /** Of the profile with which it was last written. */
  @ColonneTexte({ nullable: true }) departement!: string | null;
  @ColonneJson() etat!: Record<string, unknown>;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}
