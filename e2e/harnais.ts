import type { Browser, BrowserContext, CookieData, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { type Produit, demarrerProduit, dossierDonnees } from './produit.js';

/**
 * One product and one browser for all the journeys: the whole académie at a tenth of its size, loaded through the
 * real first start.
 */
jasmine.DEFAULT_TIMEOUT_INTERVAL = 90_000;

let produit: Promise<Produit> | null = null;
/** A product already running (demo mode), to try one journey while writing it: AGESH_ESSAI_URL=http://localhost:4200. */
const dejaOuvert = process.env['AGESH_ESSAI_URL'];
let navigateur: Promise<Browser> | null = null;

export function produitDEssai(): Promise<Pick<Produit, 'url'>> {
  if (dejaOuvert) return Promise.resolve({ url: dejaOuvert });
  produit ??= demarrerProduit({ AGESH_DONNEES: dossierDonnees('parcours'), AGESH_DEMO_ECHELLE: '0.1' });
  return produit;
}

export function navigateurDEssai(): Promise<Browser> {
  navigateur ??= puppeteer.launch({
    executablePath: process.env['PUPPETEER_EXECUTABLE_PATH'] ?? '/usr/bin/chromium',
    headless: 'shell',
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
      '--lang=fr-FR',
    ],
  });
  return navigateur;
}

afterAll(async () => {
  await (await navigateur)?.close();
  await (await produit)?.arreter();
}, 60_000);

/** Before the first journey, whichever it is: a first start is longer than any of them may take. */
beforeAll(async () => void (await produitDEssai()), 240_000);

export const PORTABLE = { width: 1366, height: 768 } as const;
export const TABLETTE = { width: 820, height: 1180 } as const;

/** A page in a profile of its own (no cookie shared), at the size of a laptop. */
export async function nouvellePage(taille: { width: number; height: number } = PORTABLE): Promise<Page> {
  const contexte = await (await navigateurDEssai()).createBrowserContext();
  rendreSessionEnFermant(contexte);
  const page = await contexte.newPage();
  await page.setViewport({ ...taille });
  await page.setExtraHTTPHeaders({ 'Accept-Language': 'fr-FR' });
  page.setDefaultTimeout(20_000);
  // The form asks before it lets unsaved input go.
  page.on('dialog', (dialogue) => void dialogue.accept());
  return page;
}

/** Sessions of the journeys that are over, by account. One serves one page at a time. */
const sessionsLibres = new Map<string, CookieData[]>();
const comptesDesContextes = new WeakMap<BrowserContext, string>();

function rendreSessionEnFermant(contexte: BrowserContext): void {
  const fermer = contexte.close.bind(contexte);
  contexte.close = async () => {
    const identifiant = comptesDesContextes.get(contexte);
    if (identifiant) {
      const temoins = (await contexte.cookies()).filter(({ name }) => name === 'agesh_session');
      if (temoins.length) sessionsLibres.set(identifiant, [...(sessionsLibres.get(identifiant) ?? []), ...temoins]);
    }
    await fermer();
  };
}

/** Gives the page a session of the account that no other page uses any more; false when there is none. */
export async function reprendreSession(page: Page, identifiant: string): Promise<boolean> {
  const contexte = page.browserContext();
  comptesDesContextes.set(contexte, identifiant);
  const temoin = sessionsLibres.get(identifiant)?.pop();
  if (temoin) await contexte.setCookie(temoin);
  return temoin !== undefined;
}

/** Whatever the page complains about: errors of scripts, refused resources, broken policies. */
export function plaintes(page: Page): string[] {
  const liste: string[] = [];
  page.on('pageerror', (erreur) => liste.push(String(erreur)));
  page.on('console', (message) => {
    // A refused sign-in or a missing session is an answer, not a fault of the page.
    if (message.type() === 'error' && !/status of (401|404|422|429)/.test(message.text())) liste.push(message.text());
  });
  return liste;
}

export interface AppelApi {
  readonly statut: number;
  readonly corps: unknown;
  readonly entetes: Headers;
}

/** Calls the API with a token, as an integrator would. */
export async function appeler(
  methode: string,
  chemin: string,
  { jeton, corps, entetes = {} }: { jeton?: string; corps?: unknown; entetes?: Record<string, string> } = {},
): Promise<AppelApi> {
  const { url } = await produitDEssai();
  const reponse = await fetch(`${url}/api${chemin}`, {
    method: methode,
    headers: {
      ...(jeton ? { Authorization: `Bearer ${jeton}` } : {}),
      ...(corps === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...entetes,
    },
    ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
  });
  const texte = await reponse.text();
  return {
    statut: reponse.status,
    corps: reponse.headers.get('content-type')?.includes('json') ? JSON.parse(texte) : texte,
    entetes: reponse.headers,
  };
}

interface OuvertureApi {
  readonly jeton: string;
  readonly profils: readonly { id: number; profil: string; perimetre: string }[];
}

const jetons = new Map<string, { jeton: string; temoin: string; obtenu: number }>();
/** Access tokens live five minutes. */
const DUREE_JETON_MS = 240_000;

const temoinDe = (entetes: Headers): string => /agesh_session=[^;]*/.exec(entetes.get('set-cookie') ?? '')?.[0] ?? '';

export interface CodeDemo {
  readonly code: string;
  readonly utilisableDansSecondes: number;
}

/** The next code of the virtual key, waited for when the codes of the moment have all served. */
export async function codeOtp(identifiant: string): Promise<string> {
  const { code, utilisableDansSecondes } = (await appeler('GET', `/auth/demo/${identifiant}/otp`)).corps as CodeDemo;
  if (utilisableDansSecondes > 0) {
    await new Promise((resoudre) => setTimeout(resoudre, (utilisableDansSecondes + 1) * 1000));
  }
  return code;
}

/** Access token of a demo account, signed in through the API and kept while it lasts. */
export async function jetonDe(identifiant: string, profil?: string): Promise<string> {
  const cle = `${identifiant}/${profil ?? ''}`;
  const connu = jetons.get(cle);
  if (connu && Date.now() - connu.obtenu < DUREE_JETON_MS) return connu.jeton;
  if (connu) {
    const suite = await appeler('POST', '/auth/rafraichir', { entetes: { Cookie: connu.temoin } });
    if (suite.statut < 300) {
      const { jeton } = suite.corps as OuvertureApi;
      jetons.set(cle, { jeton, temoin: temoinDe(suite.entetes) || connu.temoin, obtenu: Date.now() });
      return jeton;
    }
  }
  const { comptes } = (await appeler('GET', '/auth/demo')).corps as { comptes: { identifiant: string; pin: string }[] };
  const compte = comptes.find((c) => c.identifiant === identifiant);
  if (!compte) throw new Error(`Pas de compte de démonstration « ${identifiant} ».`);
  const { statut, corps, entetes } = await appeler('POST', '/auth/connexion', {
    corps: { identifiant, pin: compte.pin, otp: await codeOtp(identifiant) },
  });
  if (statut >= 300) throw new Error(`Connexion de « ${identifiant} » refusée : ${JSON.stringify(corps)}`);
  let ouverture = corps as OuvertureApi;
  if (profil) {
    const choisi = ouverture.profils.find((p) => p.profil === profil);
    const choix = await appeler('POST', '/auth/profil', { jeton: ouverture.jeton, corps: { profilId: choisi?.id } });
    ouverture = choix.corps as OuvertureApi;
  }
  jetons.set(cle, { jeton: ouverture.jeton, temoin: temoinDe(entetes), obtenu: Date.now() });
  return ouverture.jeton;
}
