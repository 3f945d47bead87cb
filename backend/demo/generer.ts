import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Jour } from '../src/kernel/jour.js';
import type { Suivi } from '../src/kernel/suivi.js';
import { type NombresErseh, ecrireErseh } from './eleves.js';
import { type NombresRh, ecrireRh } from './personnels.js';
import { peupler } from './peuplement.js';
import { lireTerritoire } from './territoire.js';

export interface OptionsGeneration {
  /** Three characters; the whole académie de Toulouse without it. */
  readonly departement?: string | undefined;
  /** 1: an académie of real size (28,000 pupils with a disability, 7,400 AESH in service). */
  readonly echelle: number;
  /** Folder of the files; made when missing, its files replaced. */
  readonly dossier: string;
  readonly aujourdhui: Jour;
  readonly suivi?: Suivi;
}

export interface FichiersGeneres {
  readonly epp: string;
  /** Null when everybody is in EPP (benches). */
  readonly assed: string | null;
  /** Folder. */
  readonly erseh: string;
}

export interface Generation {
  readonly erseh: NombresErseh;
  readonly rh: NombresRh;
  readonly fichiers: FichiersGeneres;
}

/**
 * Writes the import files of a synthetic population over the real schools: EPP.csv, ASSED.csv and erseh/*.csv.
 * The same options give the same bytes.
 * @throws Error when the département has no school, or when the disk fails
 */
export async function generer(options: OptionsGeneration): Promise<Generation> {
  const { dossier, aujourdhui, suivi } = options;
  const erseh = join(dossier, 'erseh');
  mkdirSync(erseh, { recursive: true });
  const territoire = lireTerritoire(options.departement);
  const peuplement = peupler(territoire, options.echelle);
  const nombresErseh = await ecrireErseh({
    territoire,
    peuplement,
    dossier: erseh,
    aujourdhui,
    progresser: (fraction) => suivi?.progresser(0.7 * fraction, 'Élèves et décisions'),
  });
  const nombresRh = await ecrireRh({
    territoire,
    peuplement,
    dossier,
    aujourdhui,
    progresser: (fraction) => suivi?.progresser(0.7 + 0.3 * fraction, 'AESH et missions'),
  });
  return {
    erseh: nombresErseh,
    rh: nombresRh,
    fichiers: { epp: join(dossier, 'EPP.csv'), assed: join(dossier, 'ASSED.csv'), erseh },
  };
}
