import { DataSource } from 'typeorm';
import { optionsSource } from '../../database/source.js';
import { ACTEUR_SYSTEME } from '../../security/perimetre.js';
import type { Suivi } from '../../../kernel/suivi.js';
import { JobsService } from '../jobs.service.js';

/**
 * An instance that starts jobs and never ends them, for the spec that kills it: enqueues one job of each type given
 * and prints their ids once they run.
 */
const [url = '', ...types] = process.argv.slice(2);
const source = await new DataSource(optionsSource(url, { entites: [], migrations: [] }, 4)).initialize();
const jobs = new JobsService(source, url);
let partis = 0;
const toujours = (_: unknown, suivi: Suivi): Promise<never> => {
  suivi.progresser(0.4, 'En plein travail');
  partis += 1;
  return new Promise(() => undefined);
};
for (const type of types) jobs.enregistrer(type, toujours);
await jobs.demarrer();
const ids: string[] = [];
for (const type of types) {
  ids.push(await jobs.enfiler({ type, libelle: type, auteur: ACTEUR_SYSTEME, departement: null }));
}
const guet = setInterval(() => {
  if (partis < types.length) return;
  clearInterval(guet);
  process.stdout.write(`${ids.join(' ')}\n`);
}, 20);
