// What npm start, npm test and the other commands share: the right Node, the dependencies, the builds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const racine = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const binaires = join(racine, 'node_modules', '.bin');

/** Ends with a French sentence and no stack. */
export function refuser(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

export function verifierNode() {
  const [majeure, mineure] = process.versions.node.split('.').map(Number);
  if (majeure < 20 || (majeure === 20 && mineure < 19)) {
    refuser(`Node ${process.versions.node} est trop ancien : AGESH demande Node 20.19 ou plus récent.`);
  }
}

/** Node 24 that the lock file installs (whatever Node runs npm), else the present one. */
export function node() {
  const local = join(binaires, process.platform === 'win32' ? 'node.cmd' : 'node');
  return existsSync(local) ? local : process.execPath;
}

/** Runs a command of the project with the project's own tools first on the PATH. */
export function lancer(commande, parametres, options = {}) {
  const resultat = spawnSync(commande, parametres, {
    cwd: racine,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
    env: { ...environnement(), ...(options.env ?? {}) },
  });
  if (resultat.error) refuser(`${commande} n'a pas pu être lancé : ${resultat.error.message}`);
  return resultat.status ?? 1;
}

export function environnement() {
  const separateur = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${binaires}${separateur}${process.env.PATH ?? ''}` };
}

function empreinte(fichiers) {
  const hache = createHash('sha256');
  for (const fichier of fichiers) hache.update(fichier).update(readFileSync(join(racine, fichier)));
  return hache.digest('hex');
}

/** npm ci when node_modules is missing or does not match the lock file. */
export function installer() {
  const marque = join(racine, 'node_modules', '.agesh-installation');
  const attendue = empreinte(['package-lock.json', 'package.json']);
  if (existsSync(marque) && readFileSync(marque, 'utf8') === attendue) return;
  console.log('Installation des dépendances…');
  const statut = lancer('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  if (statut !== 0) refuser("L'installation a échoué (voir ci-dessus). Vérifiez le réseau et la place sur le disque.");
  writeFileSync(marque, attendue);
}

// Before the installation an older Node may run this file: nothing newer than Node 20.19 here.
const SOURCES = {
  backend: {
    dossiers: ['backend/src', 'backend/migrations', 'backend/demo', 'backend/bench'],
    seuls: ['backend/tsconfig.json'],
  },
  frontend: {
    dossiers: ['frontend/src', 'frontend/public'],
    seuls: ['frontend/angular.json', 'frontend/tsconfig.json', 'frontend/tsconfig.app.json', 'backend/openapi.json'],
  },
};

function fichiersDe(dossier) {
  const chemin = join(racine, dossier);
  if (!existsSync(chemin)) return [];
  return readdirSync(chemin, { recursive: true, withFileTypes: true })
    .filter((entree) => entree.isFile() && !/\.spec\.ts$/.test(entree.name))
    .map((entree) => relative(racine, join(entree.parentPath ?? entree.path, entree.name)))
    .filter((fichier) => !fichier.startsWith(join('frontend', 'src', 'api')));
}

function aJour(projet) {
  const marque = join(racine, projet, 'dist', '.agesh-construction');
  const { dossiers, seuls } = SOURCES[projet];
  const fichiers = [...dossiers.flatMap(fichiersDe).sort(), ...seuls, 'package-lock.json'];
  const attendue = empreinte(fichiers.filter((fichier) => existsSync(join(racine, fichier))));
  return { marque, attendue, fait: existsSync(marque) && readFileSync(marque, 'utf8') === attendue };
}

/** Builds what changed since the last build; says nothing when nothing did. */
export function construire(projets) {
  for (const projet of projets) {
    const { marque, attendue, fait } = aJour(projet);
    if (fait) continue;
    console.log(`Construction : ${projet}…`);
    rmSync(marque, { force: true });
    if (lancer('nx', ['run', `${projet}:build`, '--output-style=stream']) !== 0) {
      refuser(`La construction de ${projet} a échoué (voir ci-dessus).`);
    }
    mkdirSync(dirname(marque), { recursive: true });
    writeFileSync(marque, attendue);
  }
}
