import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { creerApplication, descriptionOpenApi } from '../application.js';
import { avecBase, dire, texteDe } from './base.js';
import type { Commande } from './commande.js';

/** Writes the OpenAPI description, from which the client of the screens is generated. */
export const openapi: Commande = {
  usage: 'Usage : npm run openapi -- [--sortie FICHIER]',
  options: { sortie: { type: 'string' } },
  async executer(_positionnels, valeurs) {
    await avecBase(async ({ url, secrets }, config) => {
      const fichier = texteDe(valeurs['sortie']) ?? join(config.racine, 'backend', 'openapi.json');
      const application = await creerApplication({ config: { ...config, journal: 'silent' }, secrets, url });
      await application.init();
      writeFileSync(fichier, `${JSON.stringify(descriptionOpenApi(application), null, 2)}\n`);
      await application.close();
      dire(`Description écrite : ${fichier}`);
    });
    return 0;
  },
};
