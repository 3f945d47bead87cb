// Runs backend specs straight from their sources: node infra/scripts/specs.mjs [file or glob …]
// Without argument: every spec of backend/. The specs that need PostgreSQL start the embedded one by themselves.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const racine = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const motifs = process.argv.slice(2);
const specs = globSync(motifs.length ? motifs : ['backend/{src,demo,migrations}/**/*.spec.ts'], { cwd: racine }).sort();
if (specs.length === 0) {
  console.error(`Aucun spec pour ${motifs.join(' ') || 'backend/'}.`);
  process.exit(1);
}
const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    '@swc-node/register/esm-register',
    join(racine, 'node_modules', 'jasmine', 'bin', 'jasmine.js'),
    '--random=true',
    `--helper=${join(racine, 'infra', 'scripts', 'avant-specs.mjs')}`,
    ...specs,
  ],
  {
    cwd: racine,
    stdio: 'inherit',
    env: { ...process.env, TS_NODE_PROJECT: join(racine, 'backend', 'tsconfig.json'), AGESH_JOURNAL: 'silent' },
  },
);
process.exit(status ?? 1);
