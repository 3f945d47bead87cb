import { chargerDemo } from '../../demo/charger.js';
import { creerComptesDemo, nombreDeComptes } from '../modules/comptes/index.js';
import { recreerBaseEmbarquee } from '../ouverture.js';
import { suiviConsole } from '../platform/console/progression.js';
import { avecBase, dire, texteDe, usage } from './base.js';
import type { Commande } from './commande.js';

const USAGE =
  'Usage : npm run demo -- [--academie toulouse] [--departement 031] [--echelle 1] [--remplacer]   (base embarquée, démonstration)';

/** Fills the embedded base with a synthetic population; an existing one is only replaced when asked. */
export const demo: Commande = {
  usage: USAGE,
  options: {
    academie: { type: 'string', default: 'toulouse' },
    departement: { type: 'string' },
    echelle: { type: 'string', default: '1' },
    remplacer: { type: 'boolean' },
  },
  async executer(_positionnels, valeurs) {
    const echelle = Number(valeurs['echelle']);
    if (valeurs['academie'] !== 'toulouse' || !(echelle > 0 && echelle <= 100)) return usage(USAGE);
    return avecBase(async (base, config) => {
      if (!config.demo) return usage('La population de démonstration exige le mode démonstration (base embarquée).');
      if ((await nombreDeComptes(base.source)) > 0 && valeurs['remplacer'] !== true) {
        return usage('La base contient déjà des comptes : ajoutez --remplacer pour la vider et la remplir à nouveau.');
      }
      const neuve = await recreerBaseEmbarquee(base);
      const suivi = suiviConsole('Population de démonstration');
      try {
        await chargerDemo(neuve.source, {
          departement: texteDe(valeurs['departement']),
          echelle,
          dossier: config.donnees,
          suivi,
        });
      } finally {
        suivi.terminer();
      }
      await creerComptesDemo(neuve.source, neuve.secrets);
      await neuve.source.destroy();
      dire('Population de démonstration chargée.');
      return 0;
    });
  },
};
