import type { Browser, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { type Produit, demarrerProduit, dossierDonnees } from './produit.js';

/**
 * One product and one browser for all the journeys: the whole académie at a twentieth of its size, loaded through the
 * real first start.
 */
let produit: Promise<Produit> | null = null;
let navigateur: Promise<Browser> | null = null;

export function produitDEssai(): Promise<Produit> {
  produit ??= demarrerProduit({ AGESH_DONNEES: dossierDonnees('parcours'), AGESH_DEMO_ECHELLE: '0.05' });
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

export const PORTABLE = { width: 1366, height: 768 } as const;
export const TABLETTE = { width: 820, height: 1180 } as const;

/** A page in a profile of its own (no cookie shared), at the size of a laptop. */
export async function nouvellePage(taille: { width: number; height: number } = PORTABLE): Promise<Page> {
  const contexte = await (await navigateurDEssai()).createBrowserContext();
  const page = await contexte.newPage();
  await page.setViewport({ ...taille });
  await page.setExtraHTTPHeaders({ 'Accept-Language': 'fr-FR' });
  page.setDefaultTimeout(20_000);
  return page;
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

/** Signs a demo account in through the API; the next 30-second code is awaited when the present one has served. */
export async function jetonDe(identifiant: string, profil?: string): Promise<string> {
  const { comptes } = (await appeler('GET', '/auth/demo')).corps as { comptes: { identifiant: string; pin: string }[] };
  const compte = comptes.find((c) => c.identifiant === identifiant);
  if (!compte) throw new Error(`Pas de compte de démonstration « ${identifiant} ».`);
  for (let essai = 0; essai < 3; essai++) {
    const { code, expireDansSecondes } = (await appeler('GET', `/auth/demo/${identifiant}/otp`)).corps as {
      code: string;
      expireDansSecondes: number;
    };
    const { statut, corps } = await appeler('POST', '/auth/connexion', {
      corps: { identifiant, pin: compte.pin, otp: code },
    });
    if (statut === 200 || statut === 201) {
      const ouverture = corps as OuvertureApi;
      if (!profil) return ouverture.jeton;
      const choisi = ouverture.profils.find((p) => p.profil === profil);
      const choix = await appeler('POST', '/auth/profil', {
        jeton: ouverture.jeton,
        corps: { profilId: choisi?.id },
      });
      return (choix.corps as OuvertureApi).jeton;
    }
    await new Promise((resoudre) => setTimeout(resoudre, (expireDansSecondes + 1) * 1000));
  }
  throw new Error(`Connexion de « ${identifiant} » refusée.`);
}
