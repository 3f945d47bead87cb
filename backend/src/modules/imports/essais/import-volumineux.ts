import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ouvrirSource } from '../../../source-de-donnees.js';
import { importerRh } from '../rh/importer-rh.js';
import { PAR_SYSTEME } from './etat.js';
import { COLONNES_RH, ligneRh } from './extraits.js';

/**
 * Imports a small extract, then one as large as asked (MB), and says what memory it took (kB) at its highest after each:
 * for the spec that compares them, in a process whose heap is bounded. One contract in fifty is signed.
 */
const [url = '', dossier = '', taille = '0'] = process.argv.slice(2);
const source = await ouvrirSource(url, 4);
const mesures: number[] = [];
let missions = 0;
for (const mo of [20, Number(taille)]) {
  const fichier = join(dossier, `ASSED-${mo}.csv`);
  await pipeline(Readable.from(lignes(mo * 1_000_000)), createWriteStream(fichier));
  const { bilan } = await importerRh(source, { origine: 'ASSED', fichier, confirmer: true, ...PAR_SYSTEME });
  missions = bilan.missions.crees + bilan.missions.inchanges + bilan.missions.modifies;
  mesures.push(process.resourceUsage().maxRSS);
}
process.stdout.write(JSON.stringify({ mesures, missions }));
await source.destroy();
process.exit(0);

function* lignes(octets: number): Generator<string> {
  yield `${COLONNES_RH.join(';')}\n`;
  const modele = ligneRh(1, 1, { DATE_SIGNATURE: '' }, 'ASSED');
  const nonSignee = `${COLONNES_RH.map((colonne) => modele[colonne] ?? '').join(';')}\n`;
  for (let ecrits = 0, n = 1; ecrits < octets; n += 1) {
    const signee = ligneRh(n, 1, {}, 'ASSED');
    const lot = `${COLONNES_RH.map((colonne) => signee[colonne] ?? '').join(';')}\n${nonSignee.repeat(49)}`;
    ecrits += lot.length;
    yield lot;
  }
}
