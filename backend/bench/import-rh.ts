import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { rafraichirCouvertures } from '../src/modules/accompagnements/index.js';
import { importerRh } from '../src/modules/imports/index.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/index.js';
import { clonerAcademie, compter, dossierBanc, photoEpp, reposer } from './banc.js';
import { chronometrer, enPourcent, enSecondes, mediane, publier } from './mesures.js';
import { creerPlancher, importerAuPlancher, verifierEgalite } from './plancher-rh.js';

const TOURS = 5;

interface Photo {
  readonly entete: readonly string[];
  readonly lignes: readonly (readonly string[])[];
}

/** Where the time of one import goes, by its own report of progress. */
type Etapes = Record<'lecture' | 'comparaison' | 'ecriture' | 'couvertures', number>;

/** Full EPP photo at 0 %, 1 % and 100 % changed (issue: < 3 s and ≥ 70 % of bare COPY + MERGE). */
export async function importRh(): Promise<void> {
  const base = await clonerAcademie();
  try {
    const photo = lirePhoto();
    // The anomalies of the demo were made after its import: the photo first puts them right.
    await importer(base.source, photoEpp());
    await creerPlancher(base.source);
    await importerAuPlancher(base.source, photoEpp(), photo.entete);
    const nombres = await verifierEgalite(base.source);

    const lignes = [
      ['part changée', 'nous', 'plancher', 'part du plancher', 'lecture', 'comparaison', 'écriture', 'couvertures'],
    ];
    for (const part of [0, 0.01, 1]) lignes.push(await mesurer(base.source, photo, part));
    publier({
      nom: 'import-rh',
      titre: `Import RH : ${nombres.aesh} AESH, ${nombres.missions} missions`,
      contexte: [
        `Photo EPP complète (${(readFileSync(photoEpp()).length / 1e6).toFixed(1)} Mo), dans une académie de ${await compter(base.source, 'accompagnement')} accompagnements. « Part changée » : AESH dont le téléphone et les heures de chaque mission changent. Chez nous : validation ligne à ligne, rejets, garde, domicile, audit, différences gardées, changements pour les gestionnaires, couvertures, occupations et anomalies recalculées dans la même transaction. Plancher : COPY du fichier puis MERGE, dans des tables de mêmes colonnes, contraintes et index, sans déclencheur ni clé étrangère, remplies comme PostgreSQL le fait par défaut ; mêmes lignes vérifiées après chaque tour, colonne par colonne.`,
        `Médiane de ${TOURS} tours alternés ; les quatre dernières colonnes décomposent notre temps. Objectifs : moins de 3 s, au moins 70 % du plancher.`,
      ],
      lignes,
      versionPostgresql: base.versionPostgresql,
    });
  } finally {
    await base.fermer();
  }
}

async function mesurer(source: DataSource, photo: Photo, part: number): Promise<string[]> {
  const nous: number[] = [];
  const sol: number[] = [];
  const etapes: Etapes[] = [];
  for (let tour = 0; tour < TOURS; tour++) {
    const fichier = ecrirePhoto(photo, part, tour);
    const tir = {
      nous: async () => {
        await reposer(source, 'aesh', 'mission', 'occupation_mission', 'couverture_decision', 'import_changement');
        const { ms, valeur } = await chronometrer(() => importer(source, fichier));
        nous.push(ms);
        etapes.push(valeur);
      },
      sol: async () => {
        await reposer(source, 'plancher_aesh', 'plancher_mission');
        sol.push((await chronometrer(() => importerAuPlancher(source, fichier, photo.entete))).ms);
      },
    };
    for (const cote of tour % 2 === 0 ? (['nous', 'sol'] as const) : (['sol', 'nous'] as const)) await tir[cote]();
    await verifierEgalite(source);
  }
  const [a, b] = [mediane(nous), mediane(sol)];
  const etape = (nom: keyof Etapes): string => enSecondes(mediane(etapes.map((e) => e[nom])));
  return [
    enPourcent(part),
    ...[enSecondes(a), enSecondes(b), enPourcent(b / a)],
    ...[etape('lecture'), etape('comparaison'), etape('ecriture'), etape('couvertures')],
  ];
}

async function importer(source: DataSource, fichier: string): Promise<Etapes> {
  const depart = performance.now();
  const passages = new Map<string, number>();
  const { etat, bilan } = await importerRh(source, {
    origine: 'EPP',
    fichier,
    acteur: ACTEUR_SYSTEME,
    rafraichir: rafraichirCouvertures,
    suivi: {
      progresser: (_fraction, etape) => {
        const nom = etape.split(' ')[0] ?? '';
        if (!passages.has(nom)) passages.set(nom, performance.now() - depart);
      },
    },
  });
  const fin = performance.now() - depart;
  if (etat !== 'TERMINE' || bilan.rejets > 0) throw new Error(`Import ${etat}, ${bilan.rejets} rejets.`);
  const comparaison = passages.get('Comparaison') ?? fin;
  const ecriture = passages.get('Écriture') ?? fin;
  const couvertures = passages.get('Mise') ?? fin;
  return {
    lecture: comparaison,
    comparaison: ecriture - comparaison,
    ecriture: couvertures - ecriture,
    couvertures: fin - couvertures,
  };
}

function lirePhoto(): Photo {
  const [entete = '', ...lignes] = readFileSync(photoEpp(), 'utf8').trimEnd().split('\n');
  return { entete: entete.split(';'), lignes: lignes.map((ligne) => ligne.split(';')) };
}

/** The photo with one AESH in so many changed, in a way that only this round has; all the lines of an AESH agree. */
function ecrirePhoto({ entete, lignes }: Photo, part: number, tour: number): string {
  const [agent, telephone, heures] = ['ID_AGENT', 'TELEPHONE', 'HEURES_HEBDO'].map((nom) => entete.indexOf(nom));
  const rangs = new Map<string, number>();
  const contenu = lignes.map((ligne) => {
    const cle = ligne[agent ?? 0] ?? '';
    if (!rangs.has(cle)) rangs.set(cle, rangs.size);
    if (part === 0 || (rangs.get(cle) ?? 0) % Math.round(1 / part) !== 0) return ligne.join(';');
    const copie = [...ligne];
    copie[telephone ?? 0] = `06399800${String(tour).padStart(2, '0')}`;
    copie[heures ?? 0] = `${20 + tour},5`;
    return copie.join(';');
  });
  const fichier = join(dossierBanc(), 'EPP-mesure.csv');
  writeFileSync(fichier, [entete.join(';'), ...contenu, ''].join('\n'));
  return fichier;
}
