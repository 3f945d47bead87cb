import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DemarrageImpossible, ouvrirBase } from '../ouverture.js';
import { type Config, lireConfig } from '../platform/config/config.js';
import { approprier } from '../platform/embarque/identite.js';
import { dire, usage } from './base.js';
import type { Commande } from './commande.js';

/** The cluster is copied cold: a running server would give a copy that cannot be trusted. */
async function arreterServeur(config: Config): Promise<string> {
  if (config.urlBase) {
    throw new DemarrageImpossible(
      'La base est externe : sauvegardez-la par pg_dump, et gardez à part le fichier de secrets (voir docs/exploitation).',
    );
  }
  const base = await ouvrirBase(config);
  const dossier = base.postgresql?.dossier ?? '';
  await base.fermer();
  if (existsSync(join(dossier, 'postmaster.pid'))) {
    throw new DemarrageImpossible('AGESH tourne : arrêtez-le (Ctrl+C) avant de sauvegarder ou de restaurer.');
  }
  return dossier;
}

/** Copies the embedded database, the secrets and the imported files to a folder. */
export const sauvegarde: Commande = {
  usage: 'Usage : npm run sauvegarde -- [DOSSIER]',
  options: {},
  async executer([cible]) {
    const config = lireConfig();
    const horodatage = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    const dossier = resolve(cible ?? join(config.racine, `sauvegarde-agesh-${horodatage}`));
    if (existsSync(dossier)) return usage(`Le dossier ${dossier} existe déjà : donnez-en un nouveau.`);
    const cluster = await arreterServeur(config);
    const provisoire = `${dossier}.en-cours`;
    await rm(provisoire, { recursive: true, force: true });
    await mkdir(provisoire, { recursive: true, mode: 0o700 });
    await cp(cluster, join(provisoire, 'pg'), { recursive: true, preserveTimestamps: true });
    await cp(config.fichierSecrets, join(provisoire, 'secrets.json'));
    const imports = join(config.donnees, 'imports');
    if (existsSync(imports)) await cp(imports, join(provisoire, 'imports'), { recursive: true });
    await rename(provisoire, dossier);
    dire(`Sauvegarde écrite : ${dossier}. Elle contient des données personnelles et les clés : protégez-la.`);
    return 0;
  },
};

/** Puts a backup back; what was there is kept beside, never deleted. */
export const restauration: Commande = {
  usage: 'Usage : npm run restauration -- DOSSIER',
  options: {},
  async executer([origine]) {
    if (!origine) return usage(restauration.usage);
    const dossier = resolve(origine);
    if (!existsSync(join(dossier, 'pg', 'PG_VERSION')) || !existsSync(join(dossier, 'secrets.json'))) {
      return usage(`${dossier} n'est pas une sauvegarde d'AGESH (pg/ et secrets.json attendus).`);
    }
    const config = lireConfig();
    const cluster = await arreterServeur(config);
    const ancien = `${cluster}.avant-restauration-${Date.now()}`;
    await rename(cluster, ancien);
    await cp(join(dossier, 'pg'), cluster, { recursive: true, preserveTimestamps: true });
    await chmod(cluster, 0o700);
    approprier(cluster);
    await cp(join(dossier, 'secrets.json'), config.fichierSecrets);
    if (existsSync(join(dossier, 'imports'))) {
      await cp(join(dossier, 'imports'), join(config.donnees, 'imports'), { recursive: true });
    }
    const base = await ouvrirBase(config);
    await base.fermer();
    dire(`Restauration faite. Les données d'avant sont gardées dans ${ancien}.`);
    return 0;
  },
};
