import 'reflect-metadata';
import { statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { chargerDemo } from '../demo/charger.js';
import { creerApplication } from './application.js';
import { comptesDemo, creerComptesDemo, nombreDeComptes } from './modules/comptes/index.js';
import { type BaseOuverte, DemarrageImpossible, ouvrirBase, recreerBaseEmbarquee } from './ouverture.js';
import { type Config, ConfigInvalide, lireConfig } from './platform/config/config.js';
import { suiviConsole } from './platform/console/progression.js';

const dire = (texte: string): boolean => process.stdout.write(`${texte}\n`);

/** Tried before anything else: nobody waits for a database to learn that the port is taken. */
function verifierPort({ port, adresse }: Config): Promise<void> {
  return new Promise((resoudre, rejeter) => {
    const serveur = createServer();
    serveur.once('error', (erreur: NodeJS.ErrnoException) => {
      const raison =
        erreur.code === 'EADDRINUSE'
          ? `Le port ${port} est déjà utilisé. Arrêtez l'autre programme, ou choisissez un autre port : PORT=3001 npm start.`
          : erreur.code === 'EACCES'
            ? `Le port ${port} est réservé au système. Choisissez un port au-dessus de 1024 : PORT=3000 npm start.`
            : `Impossible d'écouter sur ${adresse}:${port} (${erreur.code ?? erreur.message}).`;
      rejeter(new DemarrageImpossible(raison));
    });
    serveur.listen(port, adresse, () => serveur.close(() => resoudre()));
  });
}

/** First start in demo mode: schools, then the synthetic population; interrupted, it starts again from nothing. */
async function assurerDemo(base: BaseOuverte, config: Config): Promise<BaseOuverte> {
  if ((await nombreDeComptes(base.source)) > 0) return base;
  const neuve = await recreerBaseEmbarquee(base);
  const suivi = suiviConsole('Population de démonstration');
  try {
    await chargerDemo(neuve.source, {
      departement: config.demoDepartement,
      echelle: config.demoEchelle,
      dossier: config.donnees,
      suivi,
    });
  } finally {
    suivi.terminer();
  }
  await creerComptesDemo(neuve.source, neuve.secrets);
  return neuve;
}

async function annoncer(base: BaseOuverte, config: Config, application: NestFastifyApplication): Promise<void> {
  const adresse = (await application.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
  dire(`\nAGESH est prêt : ${adresse}`);
  if (config.demo) {
    dire(
      '\nComptes de démonstration (le code OTP se lit sur la page de connexion, ou par `npm run otp -- IDENTIFIANT`) :',
    );
    for (const compte of await comptesDemo(base.source)) {
      dire(`  ${compte.identifiant.padEnd(16)} PIN ${compte.pin}   ${compte.profils.join(', ')}`);
    }
  } else if ((await nombreDeComptes(base.source)) === 0) {
    dire('\nAucun compte. Créez le premier : npm run admin -- creer --identifiant pnom --nom Nom --prenom Prénom');
  }
  dire('\nCtrl+C pour arrêter.');
}

async function demarrer(): Promise<void> {
  const config = lireConfig();
  await verifierPort(config);
  let base = await ouvrirBase(config);
  let application: NestFastifyApplication | null = null;
  let arret: Promise<void> | null = null;
  const arreter = (): Promise<void> =>
    (arret ??= (async () => {
      await application?.close();
      await base.fermer();
    })());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      void arreter().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  try {
    if (config.demo) base = await assurerDemo(base, config);
    application = await creerApplication({ config, secrets: base.secrets, url: base.url });
    await application.listen(config.port, config.adresse);
    await annoncer(base, config, application);
  } catch (erreur) {
    if (arret !== null) return;
    await arreter().catch(() => undefined);
    throw erreur;
  }
}

const PLACE_MINIMALE = 32 * 1024 ** 2;

/** PostgreSQL stops short when its journal no longer fits, and the error that reaches us says nothing of it. */
function disquePlein(): boolean {
  try {
    const { bavail, bsize } = statfsSync(lireConfig().donnees);
    return bavail * bsize < PLACE_MINIMALE;
  } catch {
    return false;
  }
}

demarrer().catch((erreur: unknown) => {
  const { code, message, stack } = erreur as NodeJS.ErrnoException;
  if (erreur instanceof DemarrageImpossible || erreur instanceof ConfigInvalide) process.stderr.write(`\n${message}\n`);
  else if (code === 'ENOSPC' || code === '53100' || /No space left on device/.test(message) || disquePlein()) {
    process.stderr.write('\nLe disque est plein. Libérez de la place puis relancez : rien n’est perdu.\n');
  } else process.stderr.write(`\nAGESH ne démarre pas : ${stack ?? message}\n`);
  process.exit(1);
});
