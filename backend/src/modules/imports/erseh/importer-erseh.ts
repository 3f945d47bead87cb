import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { partie } from '../../../kernel/suivi.js';
import { rafraichirCouvertures } from '../../accompagnements/index.js';
import type { BilanErseh, BilanFichier, BilanObjets } from '../domain/bilan.js';
import { DossierSansExtrait } from '../domain/refus.js';
import { type Comparaison, compter, differe, ecrire } from '../comparaison/comparer.js';
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
import { DEFINITIONS_ERSEH, type DefinitionErseh } from './definitions.js';
import { presentationErseh } from './presentations.js';

export interface OptionsImportErseh extends OptionsImport {
  /** Folder with some or all of the six extracts. */
  readonly dossier: string;
  /** `eleve.NOM` → name in the file. */
  readonly mapping?: Correspondances;
}

interface FichierErseh extends FichierSource {
  readonly definition: DefinitionErseh;
}

/** Imports the extracts of the ERSEH side: upserted by identifier, in one transaction; nothing is ever deleted. */
export async function importerErseh(
  source: DataSource,
  options: OptionsImportErseh,
): Promise<ResultatImport<BilanErseh>> {
  const fichiers = await fichiersDe(options.dossier);
  return conduireImport(source, 'ERSEH', fichiers, options, (contexte) =>
    importerFichiers(contexte, fichiers, options),
  );
}

/** The extracts of the folder, in the order of loading; case of the names ignored. */
async function fichiersDe(dossier: string): Promise<FichierErseh[]> {
  let noms: string[];
  try {
    noms = await readdir(dossier);
  } catch {
    throw new DossierSansExtrait(basename(dossier));
  }
  const fichiers = DEFINITIONS_ERSEH.flatMap((definition) => {
    const nom = noms.find((candidat) => candidat.toLowerCase() === definition.fichier);
    return nom === undefined ? [] : [{ definition, nom, chemin: join(dossier, nom) }];
  });
  if (fichiers.length === 0) throw new DossierSansExtrait(basename(dossier));
  return fichiers;
}

async function importerFichiers(
  { manager, importId, suivi, interrompre }: ContexteImport,
  fichiers: readonly FichierErseh[],
  options: OptionsImportErseh,
): Promise<IssueImport<BilanErseh>> {
  const debut = performance.now();
  const tailles = await Promise.all(fichiers.map(tailleDe));
  const total = tailles.reduce((somme, taille) => somme + taille, 0) || 1;
  const objets: Record<string, BilanObjets> = {};
  const bilans: BilanFichier[] = [];
  const empreinte = createHash('sha256');
  let heuresIgnorees = 0;
  let lus = 0;
  const reglages = await reglagesDeLecture(manager, 'ERSEH', options);
  const differences = await RegistreDifferences.ouvrir(manager, importId, { ecrit: !options.simulation });
  for (const { plan, colonnes } of PLANS_CITES) {
    if (!fichiers.some(({ definition }) => `plan_${definition.objet}` === plan)) {
      await manager.query(`CREATE TEMP TABLE ${plan} (${colonnes.map((c) => `${c} text`).join(', ')}) ON COMMIT DROP`);
    }
  }
  for (const [rang, fichier] of fichiers.entries()) {
    const { definition } = fichier;
    const taille = tailles[rang] ?? 0;
    const lecteur = await LecteurCsv.ouvrir(fichier.chemin, fichier.nom, {
      colonnes: definition.entete.map((nom) => ({ nom })),
      ...lectureSelon(reglages, definition.objet),
    });
    const lignes = await TablePreparee.creer(
      manager,
      {
        table: `erseh_${definition.objet}`,
        colonnes: definition.colonnes,
        jointes: [definition.cle, 'rejet_code'],
        lire: (ligne) => definition.lire(ligne, () => (heuresIgnorees += 1)),
      },
      lecteur,
    );
    await lignes.remplir(partie(suivi, (0.8 * lus) / total, (0.8 * (lus + taille)) / total), taille, interrompre);
    lus += taille;
    await rejeterReferences(lignes, definition);
    const comparaison = await planifier(manager, definition);
    const bilan = await compter(manager, comparaison, 0);
    interrompre.throwIfAborted();
    await differences.garder(comparaison, presentationErseh(definition.objet), bilan, (rang + 1) / fichiers.length);
    if (!options.simulation) await ecrire(manager, comparaison, bilan);
    objets[definition.objet] = bilan;
    bilans.push(await lignes.conserverRejets(importId));
    empreinte.update(`${definition.fichier} ${lecteur.empreinte()}\n`);
  }
  if (!options.simulation) {
    suivi.progresser(0.8, 'Mise à jour des couvertures');
    await (options.rafraichir ?? rafraichirCouvertures)(manager);
  }
  return {
    etat: options.simulation ? 'SIMULE' : 'TERMINE',
    empreinte: empreinte.digest('hex'),
    bilan: {
      genre: 'ERSEH',
      fichiers: bilans,
      rejets: bilans.reduce((somme, { rejets }) => somme + rejets, 0),
      objets,
      differencesGardees: differences.gardees,
      heuresIgnorees,
      dureeMs: Math.round(performance.now() - debut),
    },
  };
}

/** Plans in which later files look for what this import brings. */
const PLANS_CITES = [
  { plan: 'plan_secteur', colonnes: ['code', 'departement'] },
  { plan: 'plan_eleve', colonnes: ['identifiant', 'nom', 'prenom', 'secteur_code'] },
] as const;

async function rejeterReferences(lignes: TablePreparee, definition: DefinitionErseh): Promise<void> {
  await lignes.rejeterDoublons(definition.cle, definition.cleFichier);
  for (const reference of definition.references) {
    const dansLeFichier = reference.plan
      ? `AND NOT EXISTS (SELECT 1 FROM ${reference.plan} p WHERE p.${reference.cle} = l.${reference.colonne})`
      : '';
    await lignes.rejeter({
      code: reference.code,
      colonne: reference.colonneFichier,
      valeur: `l.${reference.colonne}`,
      motif: reference.motif,
      condition: `NOT EXISTS (SELECT 1 FROM ${reference.table} r WHERE r.${reference.cle} = l.${reference.colonne}) ${dansLeFichier}`,
    });
  }
}

/** Makes `plan_<objet>`. A pupil that a dry run does not write has no id yet: its records count as new or changed. */
async function planifier(manager: EntityManager, definition: DefinitionErseh): Promise<Comparaison> {
  const { objet, cle, ecrites } = definition;
  const plan = `plan_${objet}`;
  const parEleve = ecrites.includes('eleve_id');
  await manager.query(`
    CREATE TEMP TABLE ${plan} ON COMMIT DROP AS
    SELECT t.${cle} AS cible_id, true AS cible_actif, t.${cle} IS NOT NULL AND ${differe('t', 's', ecrites)} AS modifie, s.*
      FROM (SELECT l.ligne, l.${cle}, ${ecrites.map((c) => (c === 'eleve_id' ? 'e.id AS eleve_id' : `l.${c}`)).join(', ')}${parEleve ? ', l.eleve' : ''}
              FROM erseh_${objet} l ${parEleve ? 'LEFT JOIN eleve e ON e.identifiant = l.eleve' : ''}
             WHERE l.rejet_code IS NULL) s
      LEFT JOIN ${objet} t ON t.${cle} = s.${cle}`);
  await manager.query(`ANALYZE ${plan} (cible_id, ${cle})`);
  return {
    table: objet,
    cle,
    plan,
    colonnes: ecrites,
    aLaCreation: { [cle]: `p.${cle}` },
    ...(definition.avecVersion ? { avecVersion: true } : {}),
  };
}
