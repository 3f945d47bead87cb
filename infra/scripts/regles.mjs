// Dependency rules (infra/dependances.mjs) over backend and frontend. Before that, planted violations in a copy of a
// few files must be caught: a checker that reads nothing says that all is well.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import regles from '../dependances.mjs';
import { racine } from './installation.mjs';

async function violations(dossier, chemins) {
  const { options, forbidden } = regles;
  const { output } = await cruise(
    chemins,
    { ...options, ruleSet: { forbidden }, validate: true, baseDir: dossier, tsConfig: undefined },
    undefined,
    { tsConfig: extractTSConfig(join(racine, 'backend', 'tsconfig.json')) },
  );
  return output.summary;
}

const PLANTEES = {
  'domaine-pur': ['backend/src/modules/decisions/domain/plantee.ts', "import 'node:fs';\n"],
  'module-decisions': ['backend/src/modules/decisions/plantee.ts', "import '../accompagnements/index.js';\n"],
  'module-eleves': ['backend/src/modules/eleves/plantee.ts', "import '../referentiel/persistence/entites.js';\n"],
  'platform-sans-metier': ['backend/src/platform/plantee.ts', "import '../modules/eleves/index.js';\n"],
  'features-separees': ['frontend/src/features/pial/plantee.ts', "import '../decisions/cible';\n"],
  'ui-sans-metier': ['frontend/src/ui/plantee.ts', "import '../features/decisions/cible';\n"],
};

async function verifierLeVerificateur() {
  const essai = mkdtempSync(join(tmpdir(), 'agesh-regles-'));
  try {
    symlinkSync(join(racine, 'node_modules'), join(essai, 'node_modules'), 'junction');
    cpSync(join(racine, 'package.json'), join(essai, 'package.json'));
    for (const module of ['decisions', 'accompagnements', 'eleves', 'referentiel']) {
      mkdirSync(join(essai, 'backend/src/modules', module, 'persistence'), { recursive: true });
      writeFileSync(join(essai, 'backend/src/modules', module, 'index.ts'), 'export {};\n');
      writeFileSync(join(essai, 'backend/src/modules', module, 'persistence', 'entites.ts'), 'export {};\n');
    }
    for (const feature of ['decisions', 'pial']) {
      mkdirSync(join(essai, 'frontend/src/features', feature), { recursive: true });
    }
    writeFileSync(join(essai, 'frontend/src/features/decisions/cible.ts'), 'export {};\n');
    for (const [fichier, contenu] of Object.values(PLANTEES)) {
      mkdirSync(join(essai, fichier, '..'), { recursive: true });
      writeFileSync(join(essai, fichier), contenu);
    }
    const { violations: trouvees } = await violations(essai, ['backend', 'frontend']);
    const noms = new Set(trouvees.map(({ rule }) => rule.name));
    const manquees = Object.keys(PLANTEES).filter((regle) => !noms.has(regle));
    if (manquees.length) {
      console.error(`Règles de dépendance : violations plantées non détectées : ${manquees.join(', ')}.`);
      process.exit(1);
    }
  } finally {
    rmSync(essai, { recursive: true, force: true });
  }
}

await verifierLeVerificateur();
const bilan = await violations(racine, [
  'backend/src',
  'backend/demo',
  'backend/migrations',
  'backend/bench',
  'frontend/src',
]);
for (const { rule, from, to } of bilan.violations) console.error(`${rule.name} : ${from} → ${to}`);
console.log(`Règles de dépendance : ${bilan.totalCruised} fichiers lus, ${bilan.violations.length} violation(s).`);
process.exit(bilan.violations.length || bilan.totalCruised < 20 ? 1 : 0);
