// The other commands: node infra/scripts/outil.mjs cli|lint|bench [arguments]
import { join } from 'node:path';
import { construire, installer, lancer, node, racine, verifierNode } from './installation.mjs';
import { envNavigateur } from './navigateur.mjs';

const [outil, ...parametres] = process.argv.slice(2);
verifierNode();
installer();
switch (outil) {
  case 'cli':
    construire(['backend']);
    process.exit(
      lancer(node(), ['--enable-source-maps', join(racine, 'backend', 'dist', 'src', 'cli.js'), ...parametres]),
    );
    break;
  case 'bench':
    construire(['backend', 'frontend']);
    process.exit(
      lancer(node(), ['--enable-source-maps', join(racine, 'backend', 'dist', 'bench', 'index.js'), ...parametres], {
        env: await envNavigateur(),
      }),
    );
    break;
  case 'lint':
    process.exit(lancer('nx', ['run-many', '--targets=lint', '--output-style=stream', ...parametres]));
    break;
  default:
    console.error('Usage : node infra/scripts/outil.mjs cli|lint|bench [arguments]');
    process.exit(2);
}
