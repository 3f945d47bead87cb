import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { ENTITES } from './entites.js';
import { type ContenuBase, optionsSource } from './platform/database/source.js';

export const CONTENU_BASE: ContenuBase = { entites: ENTITES, migrations: MIGRATIONS };

/** Opens the data source of AGESH: every record, every migration. */
export async function ouvrirSource(url: string, maximum?: number): Promise<DataSource> {
  return new DataSource(optionsSource(url, CONTENU_BASE, maximum)).initialize();
}
