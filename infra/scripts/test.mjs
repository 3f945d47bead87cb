// npm test: everything that must be true of a clone, in the order that fails fastest. npm test -- specs e2e runs only
// these steps.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { construire, installer, lancer, node, racine, refuser, verifierNode } from './installation.mjs';
import { envNavigateur } from './navigateur.mjs';

verifierNode();
installer();

const essais = join(racine, '.donnees', 'essais');

function verifierOpenApi() {
  const produit = join(essais, 'openapi.json');
  rmSync(produit, { force: true });
  const statut = lancer(node(), [join(racine, 'backend', 'dist', 'src', 'cli.js'), 'openapi', '--sortie', produit], {
    env: { AGESH_DONNEES: join(essais, 'openapi'), DATABASE_URL: '' },
  });
  if (statut !== 0) return statut;
  const engage = join(racine, 'backend', 'openapi.json');
  if (existsSync(engage) && readFileSync(engage, 'utf8') === readFileSync(produit, 'utf8')) return 0;
  console.error('backend/openapi.json ne décrit plus l’API : lancez `npm run openapi` et relisez la différence.');
  return 1;
}

const ETAPES = {
  format: () => lancer('prettier', ['--check', '--log-level=warn', '.', '--cache', '--cache-location=.nx/prettier']),
  types: () => {
    construire(['backend']);
    return 0;
  },
  openapi: verifierOpenApi,
  ecrans: () => {
    construire(['frontend']);
    return 0;
  },
  lint: () => lancer('nx', ['run-many', '--targets=lint', '--parallel=1', '--output-style=stream']),
  specs: () => lancer(node(), [join(racine, 'infra', 'scripts', 'specs.mjs')]),
  frontend: async () => lancer('nx', ['run', 'frontend:test', '--output-style=stream'], { env: await envNavigateur() }),
  e2e: async () =>
    lancer(node(), [join(racine, 'infra', 'scripts', 'specs.mjs'), 'e2e/**/*.spec.ts'], { env: await envNavigateur() }),
};

const demandees = process.argv.slice(2);
const inconnue = demandees.find((nom) => !(nom in ETAPES));
if (inconnue) refuser(`Étape inconnue : ${inconnue}. Étapes : ${Object.keys(ETAPES).join(', ')}.`);

const debut = Date.now();
for (const [nom, etape] of Object.entries(ETAPES)) {
  if (demandees.length && !demandees.includes(nom)) continue;
  const depart = Date.now();
  console.log(`\n── ${nom} ──`);
  const statut = await etape();
  console.log(`── ${nom} : ${statut === 0 ? 'bon' : 'échec'} (${Math.round((Date.now() - depart) / 1000)} s)`);
  if (statut !== 0) refuser(`npm test s'arrête à l'étape « ${nom} ».`);
}
console.log(`\nTout est bon (${Math.round((Date.now() - debut) / 1000)} s).`);
