import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { type Jour, maxJour, minJour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/perimetre.js';
import { formuleDeLAnnee } from '../../parametres/index.js';
import { FORMULE_PAR_DEFAUT } from '../domain/formule.js';
import { agregatsPerimes } from './agregats-perimes.js';

export interface PialLigne {
  /** Null for the totals. */
  readonly uai: string | null;
  readonly nom: string;
  readonly commune: string | null;
  readonly type: 'PIAL' | 'PAS' | null;
  /** Member schools on the day asked for, brought inside the year. */
  readonly etablissements: number;
  readonly decisionsIndividuelles: number;
  readonly decisionsMutualisees: number;
  readonly besoinHeures: number;
  readonly missions: number;
  readonly moyensHeures: number;
  readonly moyensCollectifHeures: number;
  readonly moyensReferentHeures: number;
  /** Ratio means ÷ need over the year; null without a need, or not computed yet. */
  readonly couverture: number | null;
}

export interface BesoinsMoyensDuDepartement {
  readonly annee: AnneeScolaire;
  /** In force now for the year; `calcul.formule` is the one that the figures come from. */
  readonly formule: string;
  readonly calcul: {
    readonly termineLe: string;
    readonly auteur: string;
    readonly jobId: string | null;
    readonly formule: string;
    /** Something has changed since: the figures are to be computed again. */
    readonly perime: boolean;
    /** Weekly need of the département taken as one: the formula on its own number of mutualised decisions. */
    readonly besoinGlobalHeures: number;
  } | null;
  readonly lignes: PialLigne[];
  readonly departement: PialLigne;
  readonly horsPial: PialLigne | null;
}

type Agregat = Omit<PialLigne, 'uai' | 'nom' | 'commune' | 'type' | 'etablissements'>;

const VIDE: Agregat = {
  decisionsIndividuelles: 0,
  decisionsMutualisees: 0,
  besoinHeures: 0,
  missions: 0,
  moyensHeures: 0,
  moyensCollectifHeures: 0,
  moyensReferentHeures: 0,
  couverture: null,
};

const AGREGAT = `
  coalesce(a.decisions_individuelles, 0) AS "decisionsIndividuelles",
  coalesce(a.decisions_mutualisees, 0) AS "decisionsMutualisees", coalesce(a.besoin_heures, 0) AS "besoinHeures",
  coalesce(a.missions, 0) AS missions, coalesce(a.moyens_heures, 0) AS "moyensHeures",
  coalesce(a.moyens_collectif_heures, 0) AS "moyensCollectifHeures",
  coalesce(a.moyens_referent_heures, 0) AS "moyensReferentHeures", a.couverture`;

/**
 * The table of needs and means of a département (guide §9): every PIAL, computed or not yet.
 * Outside a département perimeter: an empty table.
 * @param aujourdhui day on which the schools of each PIAL are counted
 */
export async function listerBesoinsMoyens(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  { annee, aujourdhui }: { annee: AnneeScolaire; aujourdhui: Jour },
): Promise<BesoinsMoyensDuDepartement> {
  if (perimetre.nature !== 'DEPARTEMENT') {
    return {
      annee,
      formule: FORMULE_PAR_DEFAUT,
      calcul: null,
      lignes: [],
      departement: total([], VIDE),
      horsPial: null,
    };
  }
  const { departement } = perimetre;
  const { debut, fin } = periodeAnnee(annee);
  const jour = minJour(maxJour(aujourdhui, debut), fin);
  const [calcul] = await base.query<
    { id: number; formule: string; termineLe: Date; auteur: string; jobId: string | null; besoinGlobalHeures: number }[]
  >(
    `SELECT id, formule, termine_le AS "termineLe", auteur, job_id AS "jobId",
            besoin_global_heures AS "besoinGlobalHeures"
       FROM calcul_agregat WHERE departement = $1 AND annee = $2`,
    [departement, annee],
  );
  const formule = (await formuleDeLAnnee(base, { departement, annee })) ?? FORMULE_PAR_DEFAUT;
  const lignes = await lirePials(base, departement, jour, calcul?.id ?? null);
  const totaux = calcul ? await lireTotaux(base, departement, jour, calcul.id) : [];
  const horsPial = totaux.find(({ portee }) => portee === 'HORS_PIAL');
  return {
    annee,
    formule,
    calcul: calcul
      ? {
          termineLe: calcul.termineLe.toISOString(),
          auteur: calcul.auteur,
          jobId: calcul.jobId,
          formule: calcul.formule,
          besoinGlobalHeures: calcul.besoinGlobalHeures,
          perime:
            calcul.formule !== formule || (await agregatsPerimes(base, { calculId: calcul.id, departement, annee })),
        }
      : null,
    lignes,
    departement: total(lignes, totaux.find(({ portee }) => portee === 'DEPARTEMENT')?.agregat ?? VIDE),
    horsPial: horsPial
      ? {
          uai: null,
          nom: 'Hors PIAL',
          commune: null,
          type: null,
          etablissements: horsPial.etablissements,
          ...horsPial.agregat,
        }
      : null,
  };
}

function total(lignes: readonly PialLigne[], agregat: Agregat): PialLigne {
  const etablissements = lignes.reduce((somme, ligne) => somme + ligne.etablissements, 0);
  return { uai: null, nom: 'Total du département', commune: null, type: null, etablissements, ...agregat };
}

async function lirePials(
  base: DataSource | EntityManager,
  departement: string,
  jour: Jour,
  calculId: number | null,
): Promise<PialLigne[]> {
  return base.query<PialLigne[]>(
    `SELECT p.uai, e.nom, e.commune, p.type, coalesce(m.nombre, 0) AS etablissements, ${AGREGAT}
       FROM pial p
       JOIN etablissement e ON e.uai = p.uai
       LEFT JOIN (
         SELECT pm.pial_uai, count(*)::integer AS nombre
           FROM pial_membre pm JOIN etablissement membre ON membre.uai = pm.uai AND membre.actif
          WHERE pm.debut <= $2 AND (pm.fin IS NULL OR pm.fin >= $2)
          GROUP BY pm.pial_uai) AS m ON m.pial_uai = p.uai
       LEFT JOIN agregat_pial a ON a.calcul_id = $3 AND a.portee = 'PIAL' AND a.pial_uai = p.uai
      WHERE p.departement = $1 AND (p.actif OR a.id IS NOT NULL)
      ORDER BY texte_recherche(e.nom), p.uai`,
    [departement, jour, calculId],
  );
}

async function lireTotaux(
  base: DataSource | EntityManager,
  departement: string,
  jour: Jour,
  calculId: number,
): Promise<{ portee: 'HORS_PIAL' | 'DEPARTEMENT'; etablissements: number; agregat: Agregat }[]> {
  const lignes = await base.query<
    (Agregat & { portee: 'HORS_PIAL' | 'DEPARTEMENT'; etablissementsHorsPial: number })[]
  >(
    `SELECT a.portee, ${AGREGAT},
            (SELECT count(*)::integer FROM etablissement e
              WHERE e.departement = $1 AND e.actif AND NOT EXISTS (
                SELECT FROM pial_membre pm
                 WHERE pm.uai = e.uai AND pm.debut <= $2 AND (pm.fin IS NULL OR pm.fin >= $2))) AS "etablissementsHorsPial"
       FROM agregat_pial a
      WHERE a.calcul_id = $3 AND a.portee <> 'PIAL'`,
    [departement, jour, calculId],
  );
  return lignes.map(({ portee, etablissementsHorsPial, ...agregat }) => ({
    portee,
    etablissements: etablissementsHorsPial,
    agregat,
  }));
}
