import 'reflect-metadata';
import { creerApplication } from '../src/application.js';
import { lireConfig } from '../src/platform/config/config.js';
import type { Secrets } from '../src/platform/config/secrets.js';
import { servir } from './processus.js';

/** The product as it is, on loopback. */
servir(async ({ url, secrets }: { url: string; secrets: Secrets }) => {
  const config = { ...lireConfig({ DATABASE_URL: url, AGESH_ADRESSE: '127.0.0.1' }), journal: 'silent' as const };
  const application = await creerApplication({ config, secrets, url });
  await application.listen(0, '127.0.0.1');
  return Number(new URL(await application.getUrl()).port);
});
