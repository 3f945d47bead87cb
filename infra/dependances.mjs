// Dependency rules of the house, for dependency-cruiser. backend/modules.json says which module may import which.
import { readFileSync } from 'node:fs';

const modules = JSON.parse(readFileSync(new URL('../backend/modules.json', import.meta.url), 'utf8'));
const SPECS = '\\.(spec|oracle)\\.ts$';
const M = '^backend/src/modules/';

const entreModules = Object.entries(modules).map(([module, permis]) => ({
  name: `module-${module}`,
  comment: `modules.json: ${module} may import ${permis.join(', ') || 'no other module'}, through their index.ts.`,
  severity: 'error',
  from: { path: `${M}${module}/`, pathNot: SPECS },
  to: { path: M, pathNot: [`${M}${module}/`, ...permis.map((autre) => `${M}${autre}/index\\.ts$`)] },
}));

const frontal = (nom, de, vers) => ({
  name: nom,
  severity: 'error',
  from: { path: `^frontend/src/${de}`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^frontend/src/', pathNot: vers.map((dossier) => `^frontend/src/${dossier}`) },
});

export default {
  forbidden: [
    { name: 'sans-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-sans-dependance',
      comment: 'The kernel stands alone.',
      severity: 'error',
      from: { path: '^backend/src/kernel/', pathNot: SPECS },
      to: { pathNot: '^backend/src/kernel/' },
    },
    {
      name: 'domaine-pur',
      comment: 'domain imports kernel and its own folder: no Nest, no TypeORM, no I/O.',
      severity: 'error',
      from: { path: `${M}([^/]+)/domain/`, pathNot: SPECS },
      to: { pathNot: ['^backend/src/kernel/', `${M}$1/domain/`] },
    },
    {
      name: 'platform-sans-metier',
      comment: 'The platform knows no module.',
      severity: 'error',
      from: { path: '^backend/src/platform/', pathNot: SPECS },
      to: { path: '^backend/(src/modules|demo|bench)/' },
    },
    {
      name: 'produit-sans-essais',
      comment: 'The product never imports what serves its specs or its benches.',
      severity: 'error',
      from: { path: '^backend/(src|demo)/', pathNot: ['\\.(spec|oracle)\\.ts$', '/essais/'] },
      to: { path: ['^backend/bench/', '^backend/.*/essais/'] },
    },
    ...entreModules,
    frontal('features-separees', 'features/([^/]+)/', ['features/$1/', 'ui/', 'platform/', 'api/']),
    frontal('ui-sans-metier', 'ui/', ['ui/']),
    frontal('platform-frontale', 'platform/', ['platform/', 'api/', 'ui/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^backend/dist', '^frontend/dist', '^frontend/\\.angular'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'backend/tsconfig.json' },
  },
};
