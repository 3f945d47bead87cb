import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { type Jour, aujourdhui } from '../../../kernel/jour.js';
import { partie } from '../../../kernel/suivi.js';
import { rafraichirCouvertures } from '../../accompagnements/index.js';
import { compter, ecrire } from '../comparaison/comparer.js';
import { RegistreDifferences } from '../comparaison/differences.js';
import {
  type ContexteImport,
  type FichierSource,
  type IssueImport,
  type OptionsImport,
  type ResultatImport,
  conduireImport,
  tailleDe,
} from '../conduite/conduire-import.js';
import { lectureSelon, reglagesDeLecture } from '../conduite/reglages-lecture.js';
import { TablePreparee } from '../conduite/table-preparee.js';
import type { BilanEcoles, BilanFichier, BilanObjets } from '../domain/bilan.js';
import type { Correspondances } from '../lecture/entete.js';
import { LecteurCsv } from '../lecture/lecteur-csv.js';
import { COLONNES_ANNUAIRE, COLONNES_EFFECTIFS } from './colonnes-annuaire.js';
import { effectifDe, lectureEcoles } from './ligne-ecole.js';
import {
  COMPARAISON_ECOLES,
  PRESENTATION_ECOLES,
  desactiverEcoles,
  fusionnerDoublons,
  planifierAbsences,
  planifierEcoles,
} from './plan-ecoles.js';
import {
  type BilanMembres,
  COMPARAISON_PIALS,
  PRESENTATION_PIALS,
  desactiverPials,
  ecrireMembres,
  planifierMembres,
  planifierPials,
  rejeterTetes,
} from './plan-pials.js';

export interface OptionsImportEcoles extends OptionsImport {
  /** Path of the annuaire. */
  readonly fichier: string;
  readonly nomFichier?: string;
  /** Path of the pupils per school (`uai;…;effectif`), for the schools whose count the annuaire has not got. */
  readonly effectifs?: string;
  /** Day from which the changes of PIAL count; the first day of the current school year by default. */
  readonly aCompterDu?: Jour;
  readonly mapping?: Correspondances;
}

/**
 * Imports the ministry's annuaire, any vintage, any académie: schools, PIALs and dated memberships. Only the
 * départements of the file are touched; a school that has gone becomes inactive.
 */
export async function importerEcoles(
  source: DataSource,
  options: OptionsImportEcoles,
): Promise<ResultatImport<BilanEcoles>> {
  const annuaire = { chemin: options.fichier, nom: options.nomFichier ?? basename(options.fichier) };
  const effectifs =
    options.effectifs === undefined ? null : { chemin: options.effectifs, nom: basename(options.effectifs) };
  return conduireImport(source, 'ECOLES', effectifs ? [annuaire, effectifs] : [annuaire], options, (contexte) =>
    importerAnnuaire(contexte, annuaire, effectifs, options),
  );
}

async function importerAnnuaire(
  { manager, importId, suivi, interrompre }: ContexteImport,
  annuaire: FichierSource,
  effectifs: FichierSource | null,
  options: OptionsImportEcoles,
): Promise<IssueImport<BilanEcoles>> {
  const debut = performance.now();
  const aCompterDu = options.aCompterDu ?? periodeAnnee(anneeScolaire(aujourdhui(new Date()))).debut;
  const taille = await tailleDe(annuaire);
  const lecteur = await LecteurCsv.ouvrir(annuaire.chemin, annuaire.nom, {
    colonnes: COLONNES_ANNUAIRE,
    ...lectureSelon(await reglagesDeLecture(manager, 'ECOLES', options)),
  });
  const connus = await manager.query<{ code: string }[]>('SELECT code FROM departement');
  const lecture = lectureEcoles(new Set(connus.map(({ code }) => code)), aCompterDu);
  const lignes = await TablePreparee.creer(manager, lecture.preparation, lecteur);
  await lignes.remplir(partie(suivi, 0, 0.5), taille, interrompre);
  const lignesEffectifs = await lireEffectifs(manager, effectifs);

  suivi.progresser(0.5, 'Comparaison avec la base');
  const doublons = await fusionnerDoublons(manager);
  await planifierEcoles(manager, lignes);
  const absences = await planifierAbsences(manager, lignes, options.confirmer === true);
  const etablissements = await compter(manager, COMPARAISON_ECOLES, absences.absentes);
  const plan = await planifierLesPials(manager, importId, lignes, absences, aCompterDu);

  const differences = await RegistreDifferences.ouvrir(manager, importId, { ecrit: !options.simulation });
  await differences.garder(COMPARAISON_ECOLES, PRESENTATION_ECOLES, etablissements, 0.9);
  if (plan) await differences.garder(COMPARAISON_PIALS, PRESENTATION_PIALS, plan.pials);
  interrompre.throwIfAborted();

  if (!options.simulation) {
    suivi.progresser(0.7, 'Écriture');
    await ecrire(manager, COMPARAISON_ECOLES, etablissements);
    if (absences.absentes > 0) await desactiverEcoles(manager);
    if (plan) {
      await ecrire(manager, COMPARAISON_PIALS, plan.pials);
      await ecrireMembres(manager, aCompterDu, plan.membres);
      if (plan.pials.desactives > 0) await desactiverPials(manager);
    }
    suivi.progresser(0.9, 'Mise à jour des couvertures');
    await marquerDistances(manager, plan !== null);
    await (options.rafraichir ?? rafraichirCouvertures)(manager);
  }
  const fichier = avecTetesRejetees(await lignes.conserverRejets(importId), plan?.tetesRejetees ?? 0);
  const fichiers = lignesEffectifs ? [fichier, await lignesEffectifs.conserverRejets(importId)] : [fichier];
  const bilan: BilanEcoles = {
    genre: 'ECOLES',
    fichiers,
    rejets: fichiers.reduce((somme, { rejets }) => somme + rejets, 0),
    departements: absences.departements,
    etablissements,
    pials: plan?.pials ?? RIEN,
    membres: plan?.membres ?? { ouverts: 0, fermes: 0, corriges: 0 },
    differencesGardees: differences.gardees,
    doublons,
    ...(await decrire(manager)),
    ...(plan ? {} : { horsPial: null }),
    ouverturesIgnorees: lecture.ouverturesIgnorees(),
    departementsPartiels: absences.departementsPartiels,
    dureeMs: Math.round(performance.now() - debut),
  };
  const empreintes = [lecteur, ...(lignesEffectifs ? [lignesEffectifs.lecteur] : [])].map((l) => l.empreinte());
  return {
    etat: options.simulation ? 'SIMULE' : 'TERMINE',
    empreinte:
      empreintes.length === 1 ? (empreintes[0] ?? '') : createHash('sha256').update(empreintes.join()).digest('hex'),
    bilan,
  };
}

const RIEN: BilanObjets = { crees: 0, modifies: 0, champs: {}, inchanges: 0, reactives: 0, desactives: 0 };

/** `effectif_lu`, empty when no file gives it. */
async function lireEffectifs(manager: EntityManager, fichier: FichierSource | null): Promise<TablePreparee | null> {
  if (!fichier) {
    await manager.query('CREATE TEMP TABLE effectif_lu (uai text, effectif integer, rejet_code text) ON COMMIT DROP');
    return null;
  }
  const taille = await tailleDe(fichier);
  const lecteur = await LecteurCsv.ouvrir(fichier.chemin, fichier.nom, { colonnes: COLONNES_EFFECTIFS });
  const lignes = await TablePreparee.creer(
    manager,
    {
      table: 'effectif_lu',
      colonnes: { uai: 'text', effectif: 'integer' },
      jointes: ['uai'],
      lire: (l) => [l.uaiObligatoire('UAI'), effectifDe(l.brut('EFFECTIF'))],
    },
    lecteur,
  );
  await lignes.remplir({ progresser: () => undefined }, taille);
  await lignes.rejeterDoublons('uai', 'UAI');
  return lignes;
}

interface PlanPials {
  readonly pials: BilanObjets;
  readonly membres: BilanMembres;
  readonly tetesRejetees: number;
}

/** Null when the file has no PIAL column: it says nothing of the PIALs, which stay as they are. */
async function planifierLesPials(
  manager: EntityManager,
  importId: string,
  lignes: TablePreparee,
  absences: { readonly departements: readonly string[]; readonly departementsPartiels: readonly string[] },
  aCompterDu: Jour,
): Promise<PlanPials | null> {
  if (lignes.lecteur.entete.positions['PIAL'] === undefined) return null;
  const tetesRejetees = await rejeterTetes(manager, importId, lignes.lecteur.nom);
  const couverts = absences.departements.filter((code) => !absences.departementsPartiels.includes(code));
  const absents = await planifierPials(manager, couverts);
  return {
    pials: await compter(manager, COMPARAISON_PIALS, absents),
    membres: await planifierMembres(manager, aCompterDu),
    tetesRejetees,
  };
}

/** The distance AESH – tête de PIAL of the decisions accompanied in a school whose PIAL changed, or whose tête moved. */
async function marquerDistances(manager: EntityManager, avecPials: boolean): Promise<void> {
  await manager.query(`
    INSERT INTO couverture_a_rafraichir (genre, objets)
    SELECT 'DECISION', array_agg(DISTINCT ad.decision_id)
      FROM accompagnement a JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id
     WHERE a.uai IN (SELECT m.uai FROM pial_membre m JOIN plan_etablissement p ON p.uai = m.pial_uai WHERE p.modifie)
        ${avecPials ? 'OR a.uai IN (SELECT uai FROM membre_voulu)' : ''}
    HAVING count(*) > 0`);
}

function avecTetesRejetees(bilan: BilanFichier, n: number): BilanFichier {
  if (n === 0) return bilan;
  return {
    ...bilan,
    rejets: bilan.rejets + n,
    rejetsParCode: { ...bilan.rejetsParCode, TETE_INCONNUE: n },
  };
}

async function decrire(
  manager: EntityManager,
): Promise<Pick<BilanEcoles, 'localisations' | 'positionsCorrigees' | 'horsPial'>> {
  const [n] = await manager.query<Record<'annuaire' | 'commune' | 'absente' | 'corrigees' | 'horsPial', number>[]>(
    `SELECT count(*) FILTER (WHERE localisation = 'ANNUAIRE')::integer AS annuaire,
            count(*) FILTER (WHERE localisation = 'COMMUNE')::integer AS commune,
            count(*) FILTER (WHERE localisation = 'ABSENTE')::integer AS absente,
            count(*) FILTER (WHERE loin)::integer AS corrigees,
            count(*) FILTER (WHERE pial IS NULL)::integer AS "horsPial" FROM plan_etablissement`,
  );
  return {
    localisations: { annuaire: n?.annuaire ?? 0, commune: n?.commune ?? 0, absente: n?.absente ?? 0 },
    positionsCorrigees: n?.corrigees ?? 0,
    horsPial: n?.horsPial ?? 0,
  };
}
