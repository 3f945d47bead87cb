import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import type { DataSource } from 'typeorm';
import { racineProjet } from '../src/platform/config/racine.js';
import { clonerAcademie, compter, reposer } from './banc.js';
import { enMs, mediane, publier, quantile } from './mesures.js';
import { lancerServeur } from './processus.js';
import { SECRETS_DU_BANC, SessionDuBanc } from './session-banc.js';

const DEPARTEMENT = '031';
const OBJECTIF = { frappe: 200, image: 32, noeuds: 1400, paquet: 400 } as const;

interface Frappe {
  readonly mot: string;
  readonly ms: number;
}

/** The decisions page in a real browser over the whole académie (issue: typing, scrolling, DOM and bundle budgets). */
export async function ecrans(): Promise<void> {
  const base = await clonerAcademie();
  const session = await SessionDuBanc.creer(base.source, DEPARTEMENT);
  const mots = await motsCherches(base.source);
  await reposer(base.source);
  const serveur = await lancerServeur('serveur-agesh', { url: base.url, secrets: SECRETS_DU_BANC });
  const navigateur = await puppeteer.launch({
    executablePath: process.env['PUPPETEER_EXECUTABLE_PATH'] ?? '/usr/bin/chromium',
    headless: 'shell',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--lang=fr-FR'],
  });
  try {
    await session.ouvrir(serveur.adresse);
    const page = await navigateur.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    await navigateur.setCookie({ ...session.temoin(), domain: '127.0.0.1', path: '/api/auth' });
    await page.goto(`${serveur.adresse}/decisions?size=50`, { waitUntil: 'networkidle0' });
    await page.waitForSelector('tbody tr');
    const noeuds = (await page.evaluate(`document.querySelectorAll('*').length`)) as number;
    const frappes: Frappe[] = [];
    for (const mot of mots) frappes.push(await frapper(page, mot));
    const images50 = await defiler(page);
    await page.goto(`${serveur.adresse}/decisions?size=200`, { waitUntil: 'networkidle0' });
    await page.waitForSelector('tbody tr:nth-child(200)');
    const images200 = await defiler(page);
    const durees = frappes.map(({ ms }) => ms);
    const lent = frappes.reduce((a, b) => (b.ms > a.ms ? b : a));
    publier({
      nom: 'ecrans',
      titre: 'La page des décisions dans le navigateur',
      contexte: [
        `Chromium ${await navigateur.version()}, 1366 × 768, gestionnaire de la Haute-Garonne, ${await compter(base.source, 'decision')} décisions en base. Le serveur, le navigateur et PostgreSQL partagent les deux cœurs.`,
        `Frappe : de la dernière touche d'un mot aux lignes peintes (réponse reçue, liste à jour, image suivante), ${mots.length} mots : noms, établissements, communes, types, dates, seuls ou combinés. Défilement : le plus long écart entre deux images, molette sur toute la hauteur puis retour.`,
      ],
      lignes: [
        ['mesure', 'valeur', 'objectif'],
        ['frappe, p50', enMs(mediane(durees)), '–'],
        ['frappe, p95', enMs(quantile(durees, 0.95)), `${OBJECTIF.frappe} ms`],
        ['frappe la plus lente', `${enMs(lent.ms)} (« ${lent.mot} »)`, '–'],
        ['image la plus longue, 50 lignes', enMs(Math.max(...images50)), `${OBJECTIF.image} ms`],
        ['image la plus longue, 200 lignes', enMs(Math.max(...images200)), `${OBJECTIF.image} ms`],
        ['nœuds de la page de 50 lignes', String(noeuds), String(OBJECTIF.noeuds)],
        ['paquet initial, brut', `${paquetInitial().toFixed(0)} ko`, `${OBJECTIF.paquet} ko`],
      ],
      versionPostgresql: base.versionPostgresql,
    });
  } finally {
    await navigateur.close();
    await serveur.arreter();
    await base.fermer();
  }
}

/** What people look for: some names, schools, communes of the base, and the frequent words of the columns. */
async function motsCherches(source: DataSource): Promise<string[]> {
  const lire = async (sql: string): Promise<string[]> =>
    (await source.query<{ mot: string }[]>(sql)).map(({ mot }) => mot);
  const noms = await lire(`SELECT nom AS mot FROM (SELECT DISTINCT nom FROM eleve) e ORDER BY md5(nom) LIMIT 12`);
  const ecoles = await lire(
    `SELECT split_part(nom, ' ', -1) AS mot FROM etablissement
      WHERE departement = '${DEPARTEMENT}' AND length(split_part(nom, ' ', -1)) > 3 ORDER BY md5(uai) LIMIT 8`,
  );
  const communes = await lire(
    `SELECT commune AS mot FROM etablissement WHERE departement = '${DEPARTEMENT}' GROUP BY commune
      ORDER BY count(*) DESC LIMIT 4`,
  );
  const combines = noms.slice(0, 4).map((nom, rang) => `${nom} ${communes[rang % communes.length] ?? ''}`.trim());
  return [
    ...noms,
    ...ecoles,
    ...communes,
    ...combines,
    'individuelle',
    'mutualisée',
    'école',
    'toulouse collège',
    '2026',
  ];
}

/*
 * What runs in the page is text: the types of the DOM have no place in a program of the server.
 * `mesure` resolves at the frame that shows the answer: the request for the word has come back, the list is not busy.
 */
const MESURER_FRAPPE = (mot: string): string => `
  performance.clearResourceTimings();
  window.mesure = new Promise((resoudre) => {
    let derniere = 0;
    document.addEventListener('input', () => (derniere = performance.now()), { capture: true });
    const regarder = () => {
      const recue = performance
        .getEntriesByType('resource')
        .some((entree) => new URL(entree.name).searchParams.get('q') === ${JSON.stringify(mot)});
      if (recue && document.querySelector('[aria-busy=true]') === null) {
        requestAnimationFrame((instant) => resoudre(instant - derniere));
      } else requestAnimationFrame(regarder);
    };
    requestAnimationFrame(regarder);
  });
  0`;

/** Types a word at the pace of a fast typist; ms from its last key to the rows painted. */
async function frapper(page: Page, mot: string): Promise<Frappe> {
  await page.click('input[type=search]', { count: 3 });
  await page.keyboard.press('Backspace');
  await page.waitForFunction(`!location.search.includes('q=')`);
  await page.waitForNetworkIdle({ idleTime: 300 });
  await page.evaluate(MESURER_FRAPPE(mot));
  await page.keyboard.type(mot, { delay: 40 });
  return { mot, ms: (await page.evaluate('window.mesure')) as number };
}

const NOTER_IMAGES = `
  window.images = [];
  window.arret = false;
  requestAnimationFrame(function noter(instant) {
    if (window.precedente) window.images.push(instant - window.precedente);
    window.precedente = instant;
    if (!window.arret) requestAnimationFrame(noter);
    else window.precedente = 0;
  });
  0`;

/** Intervals between frames while the wheel goes down the whole table and back, ms. */
async function defiler(page: Page): Promise<number[]> {
  await page.waitForNetworkIdle({ idleTime: 500 });
  await page.evaluate(NOTER_IMAGES);
  await page.mouse.move(680, 450);
  for (const sens of [1, -1]) {
    for (let pas = 0; pas < 40; pas++) await page.mouse.wheel({ deltaY: sens * 160 });
  }
  return (await page.evaluate('window.arret = true, window.images')) as number[];
}

/** Scripts and styles that index.html loads at once, in kB raw. */
function paquetInitial(): number {
  const dossier = join(racineProjet(), 'frontend', 'dist');
  const page = readFileSync(join(dossier, 'index.html'), 'utf8');
  const fichiers = new Set([...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((trouve) => trouve[1] ?? ''));
  return [...fichiers].reduce((somme, fichier) => somme + statSync(join(dossier, fichier)).size, 0) / 1000;
}
