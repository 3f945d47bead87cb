import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project, found from where this file runs (sources or `backend/dist`). */
export function racineProjet(): string {
  let dossier = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dossier, 'nx.json'))) {
    const parent = dirname(dossier);
    if (parent === dossier) throw new Error('Dossier du projet introuvable (nx.json absent).');
    dossier = parent;
  }
  return dossier;
}
