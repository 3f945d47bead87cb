import { Check, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Column } from 'typeorm';
import {
  ColonneDrapeau,
  ColonneEntier,
  ColonneJour,
  ColonneTexte,
  ColonneUai,
} from '../../../platform/database/colonnes.js';

@Entity('departement')
export class DepartementEntite {
  /** Three characters, as the ministry writes it: `031`, `02A`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'departement_pk' })
  code!: string;
  @ColonneTexte() libelle!: string;
  @ColonneTexte() codeAcademie!: string;
  @ColonneTexte() academie!: string;
  @ColonneTexte() zoneVacances!: string;
}

@Entity('commune')
@Index('commune_nom_recherche_idx', ['nomRecherche'])
export class CommuneEntite {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'commune_pk' })
  code!: string;
  @ColonneTexte() nom!: string;
  /** Upper case, no accent, no punctuation: what HR extracts write. */
  @ColonneTexte() nomRecherche!: string;
  @Column({ type: 'text', array: true }) codesPostaux!: string[];
  @ColonneTexte() departement!: string;
  @ColonneEntier() population!: number;
  @Column({ type: 'double precision' }) latitude!: number;
  @Column({ type: 'double precision' }) longitude!: number;
}

@Entity('etablissement')
@Index('etablissement_departement_idx', ['departement', 'nom'])
@Check('etablissement_uai_forme', `uai ~ '^[0-9]{7}[A-Z]$'`)
@Check('etablissement_degre_connu', `degre IN ('PREMIER', 'SECOND', 'AUTRE')`)
@Check('etablissement_localisation_connue', `localisation IN ('ANNUAIRE', 'COMMUNE', 'ABSENTE')`)
@Check('etablissement_localise_ou_non', `(localisation = 'ABSENTE') = (latitude IS NULL OR longitude IS NULL)`)
export class EtablissementEntite {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'etablissement_pk' })
  uai!: string;
  @ColonneTexte() nom!: string;
  @ColonneTexte({ nullable: true }) type!: string | null;
  @ColonneTexte({ nullable: true }) codeNature!: string | null;
  @ColonneTexte({ nullable: true }) nature!: string | null;
  @ColonneTexte({ default: 'AUTRE' }) degre!: 'PREMIER' | 'SECOND' | 'AUTRE';
  @ColonneTexte({ nullable: true }) statut!: string | null;
  @ColonneTexte({ nullable: true }) adresse!: string | null;
  @ColonneTexte({ nullable: true }) codePostal!: string | null;
  @ColonneTexte({ nullable: true }) codeCommune!: string | null;
  @ColonneTexte({ nullable: true }) commune!: string | null;
  @ForeignKey(() => DepartementEntite, { name: 'etablissement_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @Column({ type: 'double precision', nullable: true }) latitude!: number | null;
  @Column({ type: 'double precision', nullable: true }) longitude!: number | null;
  /** Where the position comes from: the annuaire, the centre of the commune (missing or absurd position), or nowhere. */
  @ColonneTexte({ default: 'ABSENTE' }) localisation!: 'ANNUAIRE' | 'COMMUNE' | 'ABSENTE';
  @ColonneTexte({ nullable: true }) codeCirconscription!: string | null;
  @ColonneTexte({ nullable: true }) circonscription!: string | null;
  @ColonneDrapeau({ default: false }) ulis!: boolean;
  @ColonneEntier({ nullable: true }) effectif!: number | null;
  @ColonneJour({ nullable: true }) ouverture!: string | null;
  /** False once the school has gone from a later annuaire of its département: never deleted. */
  @ColonneDrapeau({ default: true }) actif!: boolean;
}

@Entity('pial')
@Index('pial_departement_idx', ['departement'])
@Check('pial_type_connu', `type IN ('PIAL', 'PAS')`)
export class PialEntite {
  /** UAI of the head school (tête de PIAL). */
  @ForeignKey(() => EtablissementEntite, { name: 'pial_tete_connue' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pial_pk' })
  uai!: string;
  @ColonneTexte({ default: 'PIAL' }) type!: 'PIAL' | 'PAS';
  @ForeignKey(() => DepartementEntite, { name: 'pial_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @ColonneDrapeau({ default: true }) actif!: boolean;
}

/** Dated membership of a school in a PIAL; a school without one is hors-PIAL. */
@Entity('pial_membre')
@Index('pial_membre_pial_idx', ['pialUai'])
@Index('pial_membre_uai_idx', ['uai', 'debut'])
@Check('pial_membre_periode_ordonnee', 'fin IS NULL OR debut <= fin')
@Exclusion('pial_membre_un_pial_a_la_fois', `USING gist (uai WITH =, daterange(debut, fin, '[]') WITH &&)`)
export class PialMembreEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pial_membre_pk' })
  id!: number;
  @ForeignKey(() => PialEntite, { name: 'pial_membre_pial_connu' })
  @ColonneUai()
  pialUai!: string;
  @ForeignKey(() => EtablissementEntite, { name: 'pial_membre_etablissement_connu' })
  @ColonneUai()
  uai!: string;
  @ColonneJour() debut!: string;
  @ColonneJour({ nullable: true }) fin!: string | null;
}
