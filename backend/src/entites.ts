import * as aesh from './modules/aesh/persistence/entites.js';
import * as accompagnements from './modules/accompagnements/persistence/entites.js';
import * as comptes from './modules/comptes/persistence/entites.js';
import * as decisions from './modules/decisions/persistence/entites.js';
import * as eleves from './modules/eleves/persistence/entites.js';
import * as fusions from './modules/fusions/persistence/entites.js';
import * as imports from './modules/imports/persistence/entites.js';
import * as messages from './modules/messages/persistence/entites.js';
import * as missions from './modules/missions/persistence/entites.js';
import * as parametres from './modules/parametres/persistence/entites.js';
import * as pial from './modules/pial/persistence/entites.js';
import * as referentiel from './modules/referentiel/persistence/entites.js';
import { AuditEntite } from './platform/audit/audit.entite.js';
import { JobEntite } from './platform/jobs/persistence/job.entite.js';

type Classe = new () => object;

const classes = (module: Record<string, unknown>): Classe[] =>
  Object.values(module).filter((valeur): valeur is Classe => typeof valeur === 'function');

/** Every record of the database: what the migrations must produce, neither more nor less. */
export const ENTITES: Classe[] = [
  referentiel,
  comptes,
  eleves,
  decisions,
  parametres,
  aesh,
  missions,
  pial,
  accompagnements,
  fusions,
  imports,
  messages,
].flatMap((module) => classes(module));
ENTITES.push(AuditEntite, JobEntite);
