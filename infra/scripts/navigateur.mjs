// The browser of the specs: the one given by PUPPETEER_EXECUTABLE_PATH or CHROME_BIN, the system's, or the one that npm
// installed (Linux x64), unpacked once in the data folder with the libraries that a bare system lacks.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { racine } from './installation.mjs';

const CONNUS = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const demarre = (chemin, env) =>
  spawnSync(chemin, ['--headless', '--no-sandbox', '--version'], { env, timeout: 30_000, stdio: 'ignore' }).status ===
  0;

/** Environment that tells the specs and the benches of the browser. */
export async function envNavigateur() {
  const { chemin, env } = await trouverNavigateur();
  return { ...env, CHROME_BIN: chemin, PUPPETEER_EXECUTABLE_PATH: chemin };
}

/** Path of a browser that starts, and the environment it needs. */
export async function trouverNavigateur() {
  const donne = process.env.PUPPETEER_EXECUTABLE_PATH ?? process.env.CHROME_BIN;
  if (donne) return { chemin: donne, env: {} };
  const systeme = CONNUS.find((chemin) => existsSync(chemin));
  if (systeme) return { chemin: systeme, env: {} };

  const paquet = join(racine, 'node_modules', '@sparticuz', 'chromium');
  if (!existsSync(paquet))
    throw new Error('Aucun navigateur : donnez le chemin de Chrome par PUPPETEER_EXECUTABLE_PATH.');
  const { version } = JSON.parse(readFileSync(join(paquet, 'package.json'), 'utf8'));
  const dossier = join(racine, '.donnees', `navigateur-${version}`);
  mkdirSync(dossier, { recursive: true });
  const tmpAvant = process.env.TMPDIR;
  process.env.TMPDIR = dossier;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    const chemin = await chromium.executablePath();
    if (demarre(chemin, process.env)) return { chemin, env: {} };
    await inflate(join(paquet, 'bin', 'al2023.tar.br'));
    const bibliotheques = join(dossier, 'al2023', 'lib');
    const env = { LD_LIBRARY_PATH: [bibliotheques, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
    if (!demarre(chemin, { ...process.env, ...env })) {
      throw new Error(
        `Le navigateur fourni (${dirname(chemin)}) ne démarre pas : donnez le chemin d'un Chrome par PUPPETEER_EXECUTABLE_PATH.`,
      );
    }
    return { chemin, env };
  } finally {
    if (tmpAvant === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmpAvant;
  }
}
