import { type Provider } from '@angular/core';
import { CarnetReglages, CarnetVues } from '../../ui/liste/reglages';
import { Preferences } from './preferences';
import { Vues } from './vues';

/** Given to the routes of the lists, so that none of it is in the first bundle. */
export function fournirPreferences(): Provider[] {
  return [
    { provide: CarnetReglages, useClass: Preferences },
    { provide: CarnetVues, useClass: Vues },
  ];
}
