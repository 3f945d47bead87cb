import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { racineProjet } from './racine.js';

/** Dependency token of the configuration. */
export const CONFIG = Symbol('CONFIG');

const drapeau = z
  .enum(['oui', 'non', 'true', 'false', '1', '0'])
  .transform((texte) => texte === 'oui' || texte === 'true' || texte === '1');

const vide = (valeur: unknown): unknown => (valeur === '' ? undefined : valeur);

const schema = z.object({
  PORT: z.preprocess(vide, z.coerce.number().int().min(0).max(65535).default(3000)),
  AGESH_ADRESSE: z.preprocess(vide, z.string().optional()),
  DATABASE_URL: z.preprocess(
    vide,
    z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/, 'attendu : postgresql://utilisateur:motdepasse@hote:5432/base')
      .optional(),
  ),
  AGESH_DONNEES: z.preprocess(vide, z.string().optional()),
  AGESH_DEMO: z.preprocess(vide, drapeau.optional()),
  AGESH_DEMO_DEPARTEMENT: z.preprocess(
    vide,
    z
      .string()
      .regex(/^\d[\dAB]\d$/)
      .optional(),
  ),
  AGESH_DEMO_ECHELLE: z.preprocess(vide, z.coerce.number().positive().max(100).default(1)),
  AGESH_DEPOT: z.preprocess(vide, z.string().optional()),
  AGESH_HEURE_IMPORT: z.preprocess(
    vide,
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .default('04:30'),
  ),
  AGESH_PROXY_DE_CONFIANCE: z.preprocess(vide, z.string().optional()),
  AGESH_JOURNAL: z.preprocess(vide, z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).optional()),
  AGESH_FICHIER_SECRETS: z.preprocess(vide, z.string().optional()),
});

export interface Config {
  readonly racine: string;
  readonly port: number;
  /** Address listened on: loopback with the demo, every interface otherwise. */
  readonly adresse: string;
  /** External PostgreSQL; absent = embedded. */
  readonly urlBase: string | undefined;
  /** Folder of the data: cluster, secrets, imported files. */
  readonly donnees: string;
  /** Demo accounts and virtual OTP keys: embedded database on loopback only. */
  readonly demo: boolean;
  /** Département of the demo population loaded at the first start; absent = the whole académie. */
  readonly demoDepartement: string | undefined;
  /** Size of that population: 1 = an académie as it is. */
  readonly demoEchelle: number;
  /** Folder scanned at night for extracts (EPP.csv, ASSED.csv, annuaire.csv, erseh/). */
  readonly depot: string;
  /** Local time (Europe/Paris) of the nightly import, HH:MM. */
  readonly heureImport: string;
  /** Addresses or count of the proxies whose X-Forwarded-* are believed. */
  readonly proxy: string | undefined;
  readonly journal: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly fichierSecrets: string;
}

export class ConfigInvalide extends Error {}

const BOUCLE_LOCALE = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads the environment: the only place that does. Throws ConfigInvalide, naming each faulty variable in French. */
export function lireConfig(environnement: NodeJS.ProcessEnv = process.env): Config {
  const lu = schema.safeParse(environnement);
  if (!lu.success) {
    const fautes = lu.error.issues.map((faute) => `  ${faute.path.join('.')} : ${faute.message}`);
    throw new ConfigInvalide(`Configuration refusée :\n${fautes.join('\n')}`);
  }
  const v = lu.data;
  const racine = racineProjet();
  const chemin = (texte: string): string => (isAbsolute(texte) ? texte : resolve(racine, texte));
  const donnees = chemin(v.AGESH_DONNEES ?? '.donnees');
  const demoPossible = v.DATABASE_URL === undefined && BOUCLE_LOCALE.has(v.AGESH_ADRESSE ?? '127.0.0.1');
  if (v.AGESH_DEMO === true && !demoPossible) {
    throw new ConfigInvalide(
      'Configuration refusée :\n  AGESH_DEMO : la démonstration exige la base embarquée (pas de DATABASE_URL) et une adresse locale (AGESH_ADRESSE=127.0.0.1).',
    );
  }
  const demo = v.AGESH_DEMO ?? demoPossible;
  return {
    racine,
    port: v.PORT,
    adresse: v.AGESH_ADRESSE ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    urlBase: v.DATABASE_URL,
    donnees,
    demo,
    demoDepartement: v.AGESH_DEMO_DEPARTEMENT,
    demoEchelle: v.AGESH_DEMO_ECHELLE,
    depot: chemin(v.AGESH_DEPOT ?? join(donnees, 'depot')),
    heureImport: v.AGESH_HEURE_IMPORT,
    proxy: v.AGESH_PROXY_DE_CONFIANCE,
    journal: v.AGESH_JOURNAL ?? (demo ? 'warn' : 'info'),
    fichierSecrets: chemin(v.AGESH_FICHIER_SECRETS ?? join(donnees, 'secrets.json')),
  };
}
