import { Faker, base, fr } from '@faker-js/faker';
import type { Jour } from '../src/kernel/jour.js';
import { jourDepuisNumero, numeroJour } from '../src/kernel/jour.js';
import type { Alea } from './alea.js';
import { PRENOMS } from './prenoms.js';

export type Sexe = 'F' | 'M';

/** Draws synthetic people. Telephones and mails lie in ranges reserved for fiction (ARCEP, RFC 2606). */
export class Identites {
  private readonly faker: Faker;

  constructor(private readonly alea: Alea) {
    // One sequence feeds a whole person: faker draws from ours, which it may not seed again.
    this.faker = new Faker({ locale: [fr, base], randomizer: { next: () => alea.next(), seed: () => undefined } });
  }

  prenomEnfant(sexe: Sexe): string {
    return this.alea.choisir(PRENOMS.enfants[sexe]);
  }

  prenomAdulte(sexe: Sexe): string {
    return this.alea.choisir(PRENOMS.adultes[sexe]);
  }

  nom(): string {
    return this.alea.chance(0.04)
      ? `${this.faker.person.lastName()}-${this.faker.person.lastName()}`
      : this.faker.person.lastName();
  }

  adresse(): string {
    return `${this.alea.entier(1, 140)} ${this.faker.location.street()}`;
  }

  /** 06 39 98 xx xx and 05 36 49 xx xx are never given to subscribers. */
  telephone(): string {
    const prefixe = this.alea.chance(0.85) ? '063998' : '053649';
    return `${prefixe}${String(this.alea.entier(0, 9999)).padStart(4, '0')}`;
  }

  courriel(prenom: string, nom: string, numero: number | string): string {
    return `${ascii(prenom)}.${ascii(nom)}${numero}@example.org`;
  }

  /** Born so that the age in the school year is the usual one of the class. */
  naissance(annee: number): Jour {
    const premier = numeroJour(`${annee}-01-01` as Jour);
    return jourDepuisNumero(premier + this.alea.entier(0, 364));
  }
}

function ascii(texte: string): string {
  return texte
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-');
}
