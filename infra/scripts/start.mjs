// npm start: installs what is missing, builds what changed, runs the server in the foreground.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { construire, environnement, installer, node, racine, refuser, verifierNode } from './installation.mjs';

verifierNode();
installer();
construire(['backend', 'frontend']);

const serveur = spawn(node(), ['--enable-source-maps', join(racine, 'backend', 'dist', 'src', 'main.js')], {
  cwd: racine,
  stdio: 'inherit',
  env: environnement(),
});
serveur.on('error', (erreur) => refuser(`Le serveur n'a pas pu être lancé : ${erreur.message}`));
// A terminal sends Ctrl+C to the whole group: passing it on twice does no harm, the server stops once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => serveur.kill(signal));
serveur.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
