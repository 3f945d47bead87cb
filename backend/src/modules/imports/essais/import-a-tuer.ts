import { once } from 'node:events';
import { ouvrirSource } from '../../../source-de-donnees.js';
import { importerRh } from '../rh/importer-rh.js';
import { PAR_SYSTEME } from './etat.js';

/** An import for the spec that kills it: waits for a line on its input, imports, says so. */
const [url = '', fichier = ''] = process.argv.slice(2);
const source = await ouvrirSource(url, 4);
process.stdout.write('PRET\n');
await once(process.stdin, 'data');
await importerRh(source, { origine: 'EPP', fichier, ...PAR_SYSTEME });
process.stdout.write('FINI\n');
await source.destroy();
process.exit(0);
