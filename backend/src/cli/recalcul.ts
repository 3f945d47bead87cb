import { anneeScolaire } from '../kernel/annee-scolaire.js';
import { aujourdhui } from '../kernel/jour.js';
import { rafraichirTout } from '../modules/accompagnements/index.js';
import { recalculerTous } from '../modules/pial/index.js';
import { suiviConsole } from '../platform/console/progression.js';
import { ACTEUR_SYSTEME } from '../platform/security/perimetre.js';
import { avecBase, dire, usage } from './base.js';
import type { Commande } from './commande.js';

const USAGE = 'Usage : npm run recalcul -- [ANNEE]   (2026 = année scolaire 2026-2027 ; par défaut, la courante)';

/** Every stored coverage and occupation, then the aggregates of each département for the school year. */
export const recalcul: Commande = {
  usage: USAGE,
  options: {},
  async executer([texteAnnee]) {
    const annee = texteAnnee === undefined ? anneeScolaire(aujourdhui(new Date())) : Number(texteAnnee);
    if (!Number.isInteger(annee) || annee < 2000 || annee > 2100) return usage(USAGE);
    await avecBase(async ({ source }) => {
      const couvertures = suiviConsole('Couvertures et occupations');
      await rafraichirTout(source, couvertures);
      couvertures.terminer();
      const agregats = suiviConsole('Agrégats des PIAL');
      await recalculerTous(source, { annee, acteur: ACTEUR_SYSTEME, suivi: agregats });
      agregats.terminer();
    });
    dire(`Recalcul terminé pour ${annee}-${annee + 1}.`);
    return 0;
  },
};
