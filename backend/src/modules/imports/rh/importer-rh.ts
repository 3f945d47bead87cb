import { basename } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { partie } from '../../../kernel/suivi.js';
import { rafraichirCouvertures } from '../../accompagnements/index.js';
import type { BilanObjets, BilanRh } from '../domain/bilan.js';
import { ImportNonConfirmable } from '../domain/refus-import.js';
import { type Comparaison, compter, ecrire } from '../comparaison/comparer.js';
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
import type { Correspondances } from '../lecture/entete.js';
import { LecteurCsv } from '../lecture/lecteur-csv.js';
import { garderChangements } from './changements-rh.js';
import { type OrigineRh, colonnesRh } from './colonnes-rh.js';
import { lectureRh } from './ligne-rh.js';
import {
  PRESENTATION_AESH,
  PRESENTATION_MISSION,
  comparaisonAesh,
  comparaisonMissions,
  planifier,
  rejeterIncoherences,
} from './plan-rh.js';

/** An import that would deactivate more than this part of the active missions of its source waits for somebody. */
export const SEUIL_GARDE = 0.05;
/** Enough new rows to make the statistics of the base wrong. */
const CREATIONS_A_ANALYSER = 1_000;

export interface OptionsImportRh extends OptionsImport {
  readonly origine: OrigineRh;
  /** Path of the extract. */
  readonly fichier: string;
  /** As the user knows it; the base name of the path by default. */
  readonly nomFichier?: string;
  /** Our column → its name in the file. */
  readonly mapping?: Correspondances;
  /** SHA-256 of the file that somebody confirmed: another content is refused. */
  readonly empreinte?: string;
}

/** Name under which a photo held for confirmation is kept. */
export function nomGarde(origine: OrigineRh): string {
  return `${origine}.csv`;
}

/** Imports one full photo of EPP or ASSED (domain.md §RH extracts): the same code for the screens, the API and the night. */
export async function importerRh(source: DataSource, options: OptionsImportRh): Promise<ResultatImport<BilanRh>> {
  const fichier: FichierSource = { chemin: options.fichier, nom: options.nomFichier ?? basename(options.fichier) };
  return conduireImport(source, options.origine, [fichier], options, (contexte) =>
    importerPhoto(contexte, fichier, options),
  );
}

async function importerPhoto(
  { manager, importId, suivi, interrompre }: ContexteImport,
  fichier: FichierSource,
  options: OptionsImportRh,
): Promise<IssueImport<BilanRh>> {
  const debut = performance.now();
  const { origine } = options;
  const taille = await tailleDe(fichier);
  const reglages = await reglagesDeLecture(manager, origine, options);
  const lecteur = await LecteurCsv.ouvrir(fichier.chemin, fichier.nom, {
    colonnes: colonnesRh(origine),
    ...lectureSelon(reglages),
  });
  const natures = await manager.query<{ code: string }[]>('SELECT code FROM nature_support');
  const lecture = lectureRh(origine, new Set(natures.map(({ code }) => code)));
  const lignes = await TablePreparee.creer(manager, lecture.preparation, lecteur);
  await lignes.remplir(partie(suivi, 0, 0.5), taille, interrompre);
  if (options.empreinte !== undefined && options.empreinte !== lecteur.empreinte()) {
    throw new ImportNonConfirmable("le fichier n'est plus celui qui a été examiné");
  }

  suivi.progresser(0.5, 'Comparaison avec la base');
  const agentsDivergents = await rejeterIncoherences(manager, lignes);
  await planifier(manager, origine, lignes);
  const plans = { aesh: comparaisonAesh(origine), missions: comparaisonMissions(origine) };
  const absents = await compterAbsents(manager, origine);
  const aesh = await compter(manager, plans.aesh, absents.aesh);
  const missions = await compter(manager, plans.missions, absents.missions);
  const retient = absents.missions > SEUIL_GARDE * absents.actives;
  interrompre.throwIfAborted();
  const ecrit = !options.simulation && (!retient || options.confirmer === true);
  const differences = await RegistreDifferences.ouvrir(manager, importId, { ecrit });
  await differences.garder(plans.aesh, PRESENTATION_AESH, aesh, 0.5);
  await differences.garder(plans.missions, PRESENTATION_MISSION, missions);
  if (ecrit) {
    suivi.progresser(0.6, 'Écriture');
    if (missions.modifies + missions.reactives + absents.missions + absents.aesh > 0) {
      await garderChangements(manager, importId);
    }
    await ecrireTout(manager, plans, { aesh, missions });
    interrompre.throwIfAborted();
    suivi.progresser(0.8, 'Mise à jour des occupations et des couvertures');
    await (options.rafraichir ?? rafraichirCouvertures)(manager);
  }
  const [signale] = await manager.query<{ sansHeures: number; inconnus: number }[]>(
    `SELECT count(*) FILTER (WHERE origine_heures = 'ABSENTE')::integer AS "sansHeures",
            count(*) FILTER (WHERE employeur_inconnu)::integer AS inconnus FROM plan_mission`,
  );
  if ((signale?.sansHeures ?? 0) + (signale?.inconnus ?? 0) > 0) await signaler(manager, importId, fichier.nom);
  const bilanFichier = await lignes.conserverRejets(importId);
  const bilan: BilanRh = {
    genre: 'RH',
    fichiers: [bilanFichier],
    rejets: bilanFichier.rejets,
    nonSignes: lecture.nonSignes(),
    aesh,
    missions,
    missionsSansHeures: signale?.sansHeures ?? 0,
    employeursInconnus: signale?.inconnus ?? 0,
    agentsDivergents,
    differencesGardees: differences.gardees,
    garde: { actives: absents.actives, desactivees: absents.missions, retient: retient && options.confirmer !== true },
    dureeMs: Math.round(performance.now() - debut),
  };
  const etat = options.simulation ? 'SIMULE' : ecrit ? 'TERMINE' : 'A_CONFIRMER';
  return {
    etat,
    empreinte: lecteur.empreinte(),
    bilan,
    aGarder: { nom: nomGarde(origine), chemin: fichier.chemin, reglages },
  };
}

/** Lines kept of each fault that does not reject its line; all are counted. */
const SIGNALEMENTS_DETAILLES = 10_000;

/** Names, with their line, the missions imported without hours (F8.0-6) or whose employer the annuaire does not know. */
async function signaler(manager: EntityManager, importId: string, fichier: string): Promise<void> {
  for (const [code, colonne, valeur, condition, motif] of [
    [
      'SANS_HEURES',
      'QUOTITE',
      'p.quotite::text',
      `p.origine_heures = 'ABSENTE'`,
      `'Ni heures, ni quotité connue des références : la mission ' || p.id_mission || ' est importée à 0 h.'`,
    ],
    [
      'EMPLOYEUR_INCONNU',
      'UAI_EMPLOYEUR',
      'p.uai_employeur',
      'p.employeur_inconnu',
      `'L''établissement ' || p.uai_employeur || ' n''est pas dans l''annuaire : la mission ' || p.id_mission || ' est importée quand même.'`,
    ],
  ] as const) {
    await manager.query(
      `INSERT INTO import_rejet (import_id, fichier, ligne, colonne, valeur, code, motif, signalement)
       SELECT $1, $2, p.ligne, '${colonne}', ${valeur}, '${code}', ${motif}, true
         FROM plan_mission p WHERE ${condition} ORDER BY p.ligne LIMIT ${SIGNALEMENTS_DETAILLES}`,
      [importId, fichier],
    );
  }
}

async function compterAbsents(
  manager: EntityManager,
  origine: OrigineRh,
): Promise<{ aesh: number; missions: number; actives: number }> {
  const [compte] = await manager.query<{ aesh: number; missions: number; actives: number }[]>(
    `SELECT (SELECT count(*) FROM aesh_absent)::integer AS aesh, (SELECT count(*) FROM mission_absente)::integer AS missions,
            (SELECT count(*) FROM mission WHERE source = $1 AND actif)::integer AS actives`,
    [origine],
  );
  return compte ?? { aesh: 0, missions: 0, actives: 0 };
}

async function ecrireTout(
  manager: EntityManager,
  plans: { readonly aesh: Comparaison; readonly missions: Comparaison },
  bilans: { readonly aesh: BilanObjets; readonly missions: BilanObjets },
): Promise<void> {
  await ecrire(manager, plans.aesh, bilans.aesh);
  if (bilans.aesh.desactives > 0) await desactiver(manager, 'aesh', 'aesh_absent');
  if (bilans.aesh.crees > CREATIONS_A_ANALYSER) await manager.query('ANALYZE aesh');
  await ecrire(manager, plans.missions, bilans.missions);
  if (bilans.missions.desactives > 0) await desactiver(manager, 'mission', 'mission_absente');
  if (bilans.missions.crees > CREATIONS_A_ANALYSER) await manager.query('ANALYZE mission');
}

async function desactiver(manager: EntityManager, table: 'aesh' | 'mission', absents: string): Promise<void> {
  await manager.query(
    `UPDATE ${table} t SET actif = false, version = t.version + 1 FROM ${absents} s WHERE s.id = t.id`,
  );
}
