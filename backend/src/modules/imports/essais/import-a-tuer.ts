import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { ouvrirSource } from '../../../source-de-donnees.js';
import { importerRh } from '../rh/importer-rh.js';
import { PAR_SYSTEME } from './etat.js';

/** An import for the spec that kills it: waits for a line on its input, imports, says each step, then that it is over. */
const [url = '', fichier = ''] = process.argv.slice(2);
const source = await ouvrirSource(url, 4);
// Written at once, not queued: the parent kills on what it reads.
const dire = (texte: string): number => writeSync(1, `${texte}\n`);
dire('PRET');
await once(process.stdin, 'data');
await importerRh(source, {
  origine: 'EPP',
  fichier,
  ...PAR_SYSTEME,
  suivi: { progresser: (_, etape) => dire(`ETAPE ${etape}`) },
});
dire('FINI');
await source.destroy();
process.exit(0);
