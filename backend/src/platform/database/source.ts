import { type DataSourceOptions, type MixedList } from 'typeorm';
import { NomsEnSerpent } from './colonnes.js';
import { reglerTypesPg } from './types-pg.js';

type Classe = new (...parametres: never[]) => object;

export interface ContenuBase {
  readonly entites: readonly Classe[];
  readonly migrations: readonly Classe[];
}

/** Options of the one data source; `maximum` is the size of the pool. */
export function optionsSource(url: string, contenu: ContenuBase, maximum = 20): DataSourceOptions {
  reglerTypesPg();
  return {
    type: 'postgres',
    url,
    entities: [...contenu.entites] as unknown as MixedList<string>,
    migrations: [...contenu.migrations] as unknown as MixedList<string>,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new NomsEnSerpent(),
    installExtensions: false,
    applicationName: 'agesh',
    poolSize: maximum,
    extra: { connectionTimeoutMillis: 10_000 },
  };
}
