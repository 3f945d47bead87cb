import { Check, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { ColonneEntier, ColonneJour, ColonneTexte, ColonneUai } from '../../../platform/database/colonnes.js';
import { DepartementEntite, EtablissementEntite } from '../../referentiel/index.js';

/** Sector of an ERSEH (enseignant référent). */
@Entity('secteur')
@Index('secteur_departement_idx', ['departement'])
export class SecteurEntite {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'secteur_pk' })
  code!: string;
  @ColonneTexte() libelle!: string;
  @ForeignKey(() => DepartementEntite, { name: 'secteur_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @ColonneTexte({ nullable: true }) ersehIdentifiant!: string | null;
  @ColonneTexte({ nullable: true }) ersehNom!: string | null;
  @ColonneTexte({ nullable: true }) ersehCourriel!: string | null;
}

@Entity('eleve')
@Unique('eleve_identifiant_unique', ['identifiant'])
// Covering index of the lists: secteur_code INCLUDE (id, nom, prenom), made by the migration.
@Index('eleve_secteur_idx', { synchronize: false })
@Check('eleve_etat_dossier_connu', `etat_dossier IN ('ACTIF', 'GELE', 'CLOTURE')`)
@Check('eleve_sexe_connu', `sexe IN ('F', 'M')`)
export class EleveEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'eleve_pk' })
  id!: number;
  /** ID_ELEVE of the ERSEH side. */
  @ColonneTexte() identifiant!: string;
  @ColonneTexte({ nullable: true }) ine!: string | null;
  @ColonneTexte() nom!: string;
  @ColonneTexte() prenom!: string;
  @ColonneJour() dateNaissance!: string;
  @ColonneTexte({ nullable: true }) sexe!: 'F' | 'M' | null;
  @ForeignKey(() => SecteurEntite, { name: 'eleve_secteur_connu' })
  @ColonneTexte()
  secteurCode!: string;
  @ColonneTexte({ default: 'ACTIF' }) etatDossier!: 'ACTIF' | 'GELE' | 'CLOTURE';
}

@Entity('scolarite')
@Unique('scolarite_identifiant_unique', ['identifiant'])
@Index('scolarite_eleve_idx', ['eleveId', 'debut'])
@Index('scolarite_uai_idx', ['uai'])
@Check('scolarite_periode_ordonnee', 'fin IS NULL OR debut <= fin')
export class ScolariteEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'scolarite_pk' })
  id!: number;
  @ColonneTexte() identifiant!: string;
  @ForeignKey(() => EleveEntite, { name: 'scolarite_eleve_connu' })
  @ColonneEntier()
  eleveId!: number;
  @ForeignKey(() => EtablissementEntite, { name: 'scolarite_etablissement_connu' })
  @ColonneUai()
  uai!: string;
  @ColonneTexte({ nullable: true }) classe!: string | null;
  @ColonneTexte({ nullable: true }) dispositif!: string | null;
  @ColonneJour() debut!: string;
  @ColonneJour({ nullable: true }) fin!: string | null;
}

@Entity('proche')
@Unique('proche_identifiant_unique', ['identifiant'])
@Index('proche_eleve_idx', ['eleveId'])
export class ProcheEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'proche_pk' })
  id!: number;
  @ColonneTexte() identifiant!: string;
  @ForeignKey(() => EleveEntite, { name: 'proche_eleve_connu' })
  @ColonneEntier()
  eleveId!: number;
  @ColonneTexte() lien!: string;
  @ColonneTexte() nom!: string;
  @ColonneTexte({ nullable: true }) prenom!: string | null;
  @ColonneTexte({ nullable: true }) telephone!: string | null;
  @ColonneTexte({ nullable: true }) courriel!: string | null;
  @ColonneTexte({ nullable: true }) adresse!: string | null;
}

@Entity('soin')
@Unique('soin_identifiant_unique', ['identifiant'])
@Index('soin_eleve_idx', ['eleveId'])
@Check('soin_periode_ordonnee', 'fin IS NULL OR debut <= fin')
export class SoinEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'soin_pk' })
  id!: number;
  @ColonneTexte() identifiant!: string;
  @ForeignKey(() => EleveEntite, { name: 'soin_eleve_connu' })
  @ColonneEntier()
  eleveId!: number;
  @ColonneTexte() structure!: string;
  @ColonneTexte({ nullable: true }) jours!: string | null;
  @ColonneJour() debut!: string;
  @ColonneJour({ nullable: true }) fin!: string | null;
}
