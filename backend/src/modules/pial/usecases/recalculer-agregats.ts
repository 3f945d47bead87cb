import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, libelleAnnee } from '../../../kernel/annee-scolaire.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { sommeHeures } from '../../../kernel/heures.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { Acteur } from '../../../platform/security/perimetre.js';
import { formuleDeLAnnee } from '../../parametres/index.js';
import { type BesoinsMoyens, type DonneesPial, calculerBesoinsMoyens, totaliser } from '../domain/besoin-moyens.js';
import { FORMULE_PAR_DEFAUT, type Formule, compilerFormule } from '../domain/formule.js';
import {
  type GroupeDePresences,
  type GroupeDeMoyens,
  lireMoyens,
  lirePials,
  lirePresences,
} from '../queries/donnees-agregats.js';
import { AgregatsIncalculables, DepartementInconnu } from './refus-recalcul.js';

export interface DemandeRecalcul {
  readonly departement: string;
  readonly annee: AnneeScolaire;
  readonly acteur: Acteur;
  readonly jobId?: string | null;
  readonly suivi?: { progresser(fraction: number, etape: string): void };
}

export interface BilanAgregats {
  readonly departement: string;
  readonly annee: AnneeScolaire;
  readonly formule: string;
  readonly pials: number;
  /** The sum over the PIALs. */
  readonly total: BesoinsMoyens;
  /** hI + f(cM) of the PIALs of the département taken as one. */
  readonly besoinGlobalHeures: number;
}

interface Ligne {
  readonly portee: 'PIAL' | 'HORS_PIAL' | 'DEPARTEMENT';
  readonly pial: string;
  readonly valeurs: BesoinsMoyens;
}

/**
 * Needs and means of each PIAL, of the schools without PIAL and of the département, for a school year: replaces what
 * was stored, in one transaction. Two computations of the same year wait for each other.
 *
 * An affectation counts on its own days, whatever has become of its mission since: a mission that ended leaves the HR
 * photo, and what it gave in its time was given.
 * @throws AgregatsIncalculables (which PIAL, why), FormuleInvalide, DepartementInconnu: nothing is changed
 */
export async function recalculerAgregats(source: DataSource, demande: DemandeRecalcul): Promise<BilanAgregats> {
  const { departement, annee, acteur, suivi } = demande;
  return enTransaction(source, acteur, async (manager) => {
    const [connu] = await manager.query<{ libelle: string }[]>('SELECT libelle FROM departement WHERE code = $1', [
      departement,
    ]);
    if (!connu) throw new DepartementInconnu(departement);
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7200))', [`${departement} ${annee}`]);
    suivi?.progresser(0, `Lecture des décisions et des affectations (${libelleAnnee(annee)})`);
    const expression = (await formuleDeLAnnee(manager, { departement, annee })) ?? FORMULE_PAR_DEFAUT;
    const formule = compilerFormule(expression);
    const donnees = rassembler(
      await lirePresences(manager, departement, annee),
      await lireMoyens(manager, departement, annee),
    );
    const calculer = (d: DonneesPial = rien()): BesoinsMoyens => calculerBesoinsMoyens(annee, formule, d);
    const pials = (await lirePials(manager, departement)).filter(({ uai, actif }) => actif || donnees.has(uai));

    const lignes: Ligne[] = [];
    for (const [rang, { uai, nom }] of pials.entries()) {
      const valeurs = situer(`PIAL « ${nom} » (${uai})`, uai, () => calculer(donnees.get(uai)));
      lignes.push({ portee: 'PIAL', pial: uai, valeurs });
      if (rang % PAS !== PAS - 1) continue;
      suivi?.progresser(0.5 + (0.4 * rang) / pials.length, `${rang + 1} PIAL sur ${pials.length}`);
      await laisserRespirer();
    }
    const total = totaliser(lignes.map(({ valeurs }) => valeurs));
    const besoinGlobalHeures = situer('Ensemble des PIAL', null, () =>
      besoinEnsemble(
        formule,
        pials.flatMap(({ uai }) => donnees.get(uai) ?? []),
      ),
    );
    const horsPial = situer('Établissements hors PIAL', null, () => calculer(donnees.get('')));
    lignes.push(
      { portee: 'DEPARTEMENT', pial: '', valeurs: total },
      { portee: 'HORS_PIAL', pial: '', valeurs: horsPial },
    );
    suivi?.progresser(0.95, 'Enregistrement');
    await remplacer(manager, demande, { expression, besoinGlobalHeures }, lignes);
    return { departement, annee, formule: expression, pials: pials.length, total, besoinGlobalHeures };
  });
}

/** PIALs computed between two breaths of the event loop. */
const PAS = 10;

const laisserRespirer = (): Promise<void> => new Promise((resoudre) => setImmediate(resoudre));

interface DonneesEnCours {
  readonly individuelles: DonneesPial['individuelles'][number][];
  readonly mutualisees: DonneesPial['mutualisees'][number][];
  readonly affectations: DonneesPial['affectations'][number][];
}

const rien = (): DonneesEnCours => ({ individuelles: [], mutualisees: [], affectations: [] });

/** By UAI of the tête; '' = outside PIALs. */
function rassembler(
  presences: readonly GroupeDePresences[],
  moyens: readonly GroupeDeMoyens[],
): Map<string, DonneesEnCours> {
  const parPial = new Map<string, DonneesEnCours>();
  const de = (pial: string): DonneesEnCours => {
    let donnees = parPial.get(pial);
    if (donnees === undefined) parPial.set(pial, (donnees = rien()));
    return donnees;
  };
  for (const { pial, type, heures, debut, fin, decisions } of presences) {
    const { individuelles, mutualisees } = de(pial);
    for (const decisionId of identifiants(decisions)) {
      if (type === 'INDIVIDUELLE') individuelles.push({ decisionId, heures, debut, fin });
      else mutualisees.push({ decisionId, debut, fin });
    }
  }
  for (const { pial, nature, heures, debut, fin, missions } of moyens) {
    const { affectations } = de(pial);
    for (const missionId of identifiants(missions)) affectations.push({ missionId, heures, nature, debut, fin });
  }
  return parPial;
}

/** `{12,15}` as PostgreSQL writes an array. */
function identifiants(tableau: string): number[] {
  return tableau.slice(1, -1).split(',').map(Number);
}

/** The weekly need of several PIALs taken as one: a decision counts once, and f applies to all the mutualised ones. */
function besoinEnsemble(formule: Formule, toutes: readonly DonneesPial[]): number {
  const individuelles = new Map<number, number>();
  const mutualisees = new Set<number>();
  for (const donnees of toutes) {
    for (const { decisionId, heures } of donnees.individuelles) individuelles.set(decisionId, heures ?? 0);
    for (const { decisionId } of donnees.mutualisees) mutualisees.add(decisionId);
  }
  const hI = sommeHeures([...individuelles.values()]);
  return hI + formule.evaluer({ cM: mutualisees.size, cI: individuelles.size, hI });
}

/** Says where a formula fails. */
function situer<T>(ou: string, pial: string | null, calculer: () => T): T {
  try {
    return calculer();
  } catch (erreur) {
    if (erreur instanceof ErreurMetier) throw new AgregatsIncalculables(ou, pial, erreur);
    throw erreur;
  }
}

async function remplacer(
  manager: EntityManager,
  { departement, annee, acteur, jobId }: DemandeRecalcul,
  { expression, besoinGlobalHeures }: { expression: string; besoinGlobalHeures: number },
  lignes: readonly Ligne[],
): Promise<void> {
  const [calcul] = await manager.query<{ id: number }[]>(
    `INSERT INTO calcul_agregat (departement, annee, formule, termine_le, auteur, job_id, besoin_global_heures)
     VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6)
     ON CONFLICT (departement, annee) DO UPDATE
        SET formule = excluded.formule, termine_le = excluded.termine_le, auteur = excluded.auteur, job_id = excluded.job_id,
            besoin_global_heures = excluded.besoin_global_heures
     RETURNING id`,
    [departement, annee, expression, acteur.nom, jobId ?? null, besoinGlobalHeures],
  );
  await manager.query('DELETE FROM agregat_pial WHERE calcul_id = $1', [calcul?.id]);
  await manager.query(
    `INSERT INTO agregat_pial (calcul_id, portee, pial_uai, decisions_individuelles, decisions_mutualisees, besoin_heures,
                               missions, moyens_heures, moyens_collectif_heures, moyens_referent_heures, couverture)
     SELECT $1, l.portee, l.pial, (v->>'decisionsIndividuelles')::integer, (v->>'decisionsMutualisees')::integer,
            (v->>'besoinHeures')::numeric, (v->>'missions')::integer, (v->>'moyensHeures')::numeric,
            (v->>'moyensCollectifHeures')::numeric, (v->>'moyensReferentHeures')::numeric,
            (v->>'couverture')::double precision
       FROM jsonb_to_recordset($2::jsonb) AS l(portee text, pial text, valeurs jsonb), LATERAL (SELECT l.valeurs AS v) AS d`,
    [calcul?.id, JSON.stringify(lignes)],
  );
}
