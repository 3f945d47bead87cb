import type { Jour } from '../../kernel/jour.js';
import type { Perimetre } from './perimetre.js';

/**
 * The perimeter as SQL: each function returns a predicate on the alias it is given and pushes the values that it
 * needs on `params` (so `$n` continues the caller's numbering). Always a parenthesis-safe boolean expression;
 * `false` when the perimeter has nothing to see there. `jour` is the day of « currently », today in Paris by default.
 *
 *     const params: unknown[] = [annee];
 *     const sql = `SELECT … FROM decision d JOIN eleve e ON e.id = d.eleve_id
 *                   WHERE … AND ${porteeDecisions(perimetre, { eleve: 'e' }, params)}`;
 */
export function porteeEleves(
  perimetre: Perimetre,
  { eleve }: { eleve: string },
  params: unknown[],
  jour?: Jour,
): string {
  const e = alias(eleve);
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
      return `${e}.secteur_code IN (SELECT code FROM secteur WHERE departement = ${parametre(params, perimetre.departement)})`;
    case 'SECTEURS_CHOISIS':
      return `${e}.secteur_code IN (SELECT code FROM secteur WHERE departement = ${parametre(params, perimetre.departement)} AND code = ANY(${parametre(params, perimetre.secteurs)}::text[]))`;
    case 'SECTEURS':
      return `${e}.secteur_code = ANY(${parametre(params, perimetre.secteurs)}::text[])`;
    case 'ETABLISSEMENT':
      return eleveScolarise(e, `sc.uai = ${parametre(params, perimetre.uai)}`, params, jour);
    case 'CIRCONSCRIPTION':
      return eleveScolarise(
        e,
        `sc.uai IN (SELECT uai FROM etablissement WHERE code_circonscription = ${parametre(params, perimetre.circonscription)})`,
        params,
        jour,
      );
    case 'PIAL':
      return eleveScolarise(e, `sc.uai IN (${ecolesDuPial(perimetre.pialUai, params, jour)})`, params, jour);
    case 'AUCUN':
      return 'false';
  }
}

/** A decision is seen by whoever sees its pupil. */
export const porteeDecisions = porteeEleves;

/** Missions: of the département (sectors narrow pupils, not them), affected to the PIAL, or accompanying in the school(s); none for an ERSEH. */
export function porteeMissions(
  perimetre: Perimetre,
  { mission }: { mission: string },
  params: unknown[],
  jour?: Jour,
): string {
  const m = alias(mission);
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
    case 'SECTEURS_CHOISIS':
      return `${m}.departement = ${parametre(params, perimetre.departement)}`;
    case 'PIAL': {
      const pial = parametre(params, perimetre.pialUai);
      return `EXISTS (SELECT 1 FROM affectation_pial af WHERE af.mission_id = ${m}.id AND af.pial_uai = ${pial} AND ${contient('af', params, jour)})`;
    }
    case 'ETABLISSEMENT':
      return missionAccompagne(m, `ac.uai = ${parametre(params, perimetre.uai)}`, params, jour);
    case 'CIRCONSCRIPTION':
      return missionAccompagne(
        m,
        `ac.uai IN (SELECT uai FROM etablissement WHERE code_circonscription = ${parametre(params, perimetre.circonscription)})`,
        params,
        jour,
      );
    case 'SECTEURS':
    case 'AUCUN':
      return 'false';
  }
}

/** PIALs: of the département, its own, or the one that the school (a school of the circonscription) belongs to. */
export function porteePials(perimetre: Perimetre, { pial }: { pial: string }, params: unknown[], jour?: Jour): string {
  const p = alias(pial);
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
    case 'SECTEURS_CHOISIS':
      return `${p}.departement = ${parametre(params, perimetre.departement)}`;
    case 'PIAL':
      return `${p}.uai = ${parametre(params, perimetre.pialUai)}`;
    case 'ETABLISSEMENT': {
      const uai = parametre(params, perimetre.uai);
      return `${p}.uai IN (SELECT pm.pial_uai FROM pial_membre pm WHERE pm.uai = ${uai} AND ${contient('pm', params, jour)})`;
    }
    case 'CIRCONSCRIPTION': {
      const circonscription = parametre(params, perimetre.circonscription);
      return `${p}.uai IN (SELECT pm.pial_uai FROM pial_membre pm JOIN etablissement em ON em.uai = pm.uai WHERE em.code_circonscription = ${circonscription} AND ${contient('pm', params, jour)})`;
    }
    case 'SECTEURS':
    case 'AUCUN':
      return 'false';
  }
}

/** Schools: of the département (for an ERSEH, of the départements of its sectors), the PIAL, the circonscription. */
export function porteeEtablissements(
  perimetre: Perimetre,
  { etablissement }: { etablissement: string },
  params: unknown[],
  jour?: Jour,
): string {
  const et = alias(etablissement);
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
    case 'SECTEURS_CHOISIS':
      return `${et}.departement = ${parametre(params, perimetre.departement)}`;
    case 'PIAL':
      return `${et}.uai IN (${ecolesDuPial(perimetre.pialUai, params, jour)})`;
    case 'CIRCONSCRIPTION':
      return `${et}.code_circonscription = ${parametre(params, perimetre.circonscription)}`;
    case 'ETABLISSEMENT':
      return `${et}.uai = ${parametre(params, perimetre.uai)}`;
    case 'SECTEURS':
      return `${et}.departement IN (SELECT departement FROM secteur WHERE code = ANY(${parametre(params, perimetre.secteurs)}::text[]))`;
    case 'AUCUN':
      return 'false';
  }
}

/** Sectors: of the département, those that its user keeps, its own for an ERSEH; elsewhere the sectors of the pupils that are seen. */
export function porteeSecteurs(
  perimetre: Perimetre,
  { secteur }: { secteur: string },
  params: unknown[],
  jour?: Jour,
): string {
  const s = alias(secteur);
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
      return `${s}.departement = ${parametre(params, perimetre.departement)}`;
    case 'SECTEURS_CHOISIS':
      return `${s}.departement = ${parametre(params, perimetre.departement)} AND ${s}.code = ANY(${parametre(params, perimetre.secteurs)}::text[])`;
    case 'SECTEURS':
      return `${s}.code = ANY(${parametre(params, perimetre.secteurs)}::text[])`;
    case 'AUCUN':
      return 'false';
    case 'PIAL':
    case 'CIRCONSCRIPTION':
    case 'ETABLISSEMENT':
      return `${s}.code IN (SELECT vu.secteur_code FROM eleve vu WHERE ${porteeEleves(perimetre, { eleve: 'vu' }, params, jour)})`;
  }
}

function eleveScolarise(eleve: string, condition: string, params: unknown[], jour: Jour | undefined): string {
  return `EXISTS (SELECT 1 FROM scolarite sc WHERE sc.eleve_id = ${eleve}.id AND ${condition} AND ${contient('sc', params, jour)})`;
}

function missionAccompagne(mission: string, condition: string, params: unknown[], jour: Jour | undefined): string {
  return `EXISTS (SELECT 1 FROM accompagnement ac WHERE ac.mission_id = ${mission}.id AND ${condition} AND ${contient('ac', params, jour)})`;
}

function ecolesDuPial(pialUai: string, params: unknown[], jour: Jour | undefined): string {
  const pial = parametre(params, pialUai);
  return `SELECT pm.uai FROM pial_membre pm WHERE pm.pial_uai = ${pial} AND ${contient('pm', params, jour)}`;
}

/** The period of the row contains the day; an open end is still running. */
function contient(ligne: string, params: unknown[], jour: Jour | undefined): string {
  const t = jour === undefined ? `(now() AT TIME ZONE 'Europe/Paris')::date` : `${parametre(params, jour)}::date`;
  return `${t} >= ${ligne}.debut AND (${ligne}.fin IS NULL OR ${t} <= ${ligne}.fin)`;
}

function parametre(params: unknown[], valeur: unknown): string {
  params.push(valeur);
  return `$${params.length}`;
}

/** Aliases are written by us, never by a user: a mistake stops here rather than in the SQL. */
function alias(nom: string): string {
  if (!/^[a-z][a-z0-9_]*$/i.test(nom)) throw new Error(`Alias SQL impossible : « ${nom} ».`);
  return nom;
}
