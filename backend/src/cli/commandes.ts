import type { Commande } from './commande.js';
import { admin, otp } from './comptes.js';
import { demo } from './demo.js';
import { importer } from './import.js';
import { openapi } from './openapi.js';
import { recalcul } from './recalcul.js';
import { restauration, sauvegarde } from './sauvegarde.js';

export const COMMANDES: Readonly<Record<string, Commande>> = {
  import: importer,
  recalcul,
  demo,
  otp,
  admin,
  openapi,
  sauvegarde,
  restauration,
};
