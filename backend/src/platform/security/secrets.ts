export type { Secrets } from '../config/secrets.js';

/** Dependency token of the keys of the installation (`lireSecrets`). */
export const SECRETS = Symbol('SECRETS');
