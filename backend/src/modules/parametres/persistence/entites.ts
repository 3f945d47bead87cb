import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique, VersionColumn } from 'typeorm';
import { ColonneEntier, ColonneHeures, ColonneTexte } from '../../../platform/database/colonnes.js';
import { DepartementEntite } from '../../referentiel/index.js';

/** Reference of working time: quotité → weekly hours (guide §3.1). */
@Entity('reference_temps_travail')
@Unique('reference_une_par_departement_et_quotite', ['departement', 'quotite'])
@Check('reference_quotite_en_pourcent', 'quotite > 0 AND quotite <= 100')
@Check('reference_heures_hebdomadaires', 'heures > 0 AND heures <= 48')
export class ReferenceTempsTravailEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'reference_pk' })
  id!: number;
  @ForeignKey(() => DepartementEntite, { name: 'reference_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @Column({ type: 'numeric', precision: 5, scale: 2 }) quotite!: number;
  @ColonneHeures() heures!: number;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}

/** Formula of the mutualised need, one per school year (guide §3.3). */
@Entity('formule_besoin')
@Unique('formule_une_par_departement_et_annee', ['departement', 'annee'])
export class FormuleBesoinEntite {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'formule_besoin_pk' })
  id!: number;
  @ForeignKey(() => DepartementEntite, { name: 'formule_departement_connu' })
  @ColonneTexte()
  departement!: string;
  @ColonneEntier() annee!: number;
  @ColonneTexte() expression!: string;
  @VersionColumn({ type: 'integer', default: 1 }) version!: number;
}
