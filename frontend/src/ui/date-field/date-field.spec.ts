import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { FormField, form, required, validate } from '@angular/forms/signals';
import { JOUR_COURANT } from '../formats/jours';
import { provideIcones } from '../icones/icones';
import { DateField } from './date-field';
import { type LimitesJour, horsLimites } from './limites';
import { lireJour } from './lire-jour';

const LIMITES: LimitesJour = {
  min: { jour: '2026-09-01', raison: 'début de l’année scolaire' },
  max: { jour: '2027-06-30', raison: 'fin de la décision' },
};

@Component({
  imports: [DateField, FormField],
  template: `<app-date-field libelle="Début" [annee]="annee()" [limites]="limites()" [formField]="formulaire.jour" />`,
})
class Hote {
  readonly annee = signal(2026);
  readonly limites = signal<LimitesJour>({});
  readonly saisie = signal<{ jour: string | null }>({ jour: null });
  readonly formulaire = form(this.saisie, (champ) => {
    required(champ.jour, { message: 'Indiquez la date.' });
    validate(champ.jour, ({ value }) => {
      const message = value() && horsLimites(value() ?? '', LIMITES);
      return message ? { kind: 'limites', message } : null;
    });
  });
}

describe('lireJour', () => {
  for (const [saisie, jour] of [
    ['24/11/2026', '2026-11-24'],
    ['4/9/2026', '2026-09-04'],
    ['24-11-2026', '2026-11-24'],
    ['24.11.2026', '2026-11-24'],
    ['24112026', '2026-11-24'],
    ['  24 / 11 / 2026 ', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-24T08:00:00Z', '2026-11-24'],
    ['29/02/2028', '2028-02-29'],
    ['1 sept 2026', '2026-09-01'],
    ['1er sept. 2026', '2026-09-01'],
    ['Mardi 1er septembre 2026', '2026-09-01'],
    ['le 15 août 2027', '2027-08-15'],
    ['3 févr. 2027', '2027-02-03'],
    ['2026/11/24', '2026-11-24'],
    ['2026-11-24 08:00:00', '2026-11-24'],
  ] as const) {
    it(`reads « ${saisie} »`, () => expect(lireJour(saisie)).toEqual({ jour }));
  }

  it('takes a year of two digits once the box is left, never while it is being typed', () => {
    expect(lireJour('1/9/26', true)).toEqual({ jour: '2026-09-01' });
    expect(lireJour('010926', true)).toEqual({ jour: '2026-09-01' });
    expect(lireJour('1 sept 26', true)).toEqual({ jour: '2026-09-01' });
    expect(lireJour('05/06/71', true)).toEqual({ jour: '1971-06-05' });
    expect('faute' in lireJour('01/09/20')).toBeTrue();
    expect('faute' in lireJour('01/09/202', true)).toBeTrue();
  });

  it('does not guess between two months', () => {
    expect('faute' in lireJour('1 jui 2026')).toBeTrue();
    expect('faute' in lireJour('1 brumaire 2026')).toBeTrue();
  });

  it('says that a day does not exist, and that a text is no date', () => {
    expect(lireJour('31/02/2026')).toEqual({ faute: 'Le 31/02/2026 n’existe pas dans le calendrier.' });
    expect(lireJour('29/02/2026')).toEqual({ faute: 'Le 29/02/2026 n’existe pas dans le calendrier.' });
    expect(lireJour('demain')).toEqual({ faute: 'Saisissez une date au format jj/mm/aaaa.' });
  });
});

describe('DateField', () => {
  let fixture: ComponentFixture<Hote>;
  let hote: Hote;
  let champ: HTMLInputElement;

  const fautes = (): string => fixture.nativeElement.querySelector('.faute').textContent.trim();
  const saisir = async (texte: string): Promise<void> => {
    champ.value = texte;
    champ.dispatchEvent(new Event('input'));
    champ.dispatchEvent(new Event('blur'));
    await fixture.whenStable();
  };
  const presser = async (key: string, options: KeyboardEventInit = {}): Promise<KeyboardEvent> => {
    const evenement = new KeyboardEvent('keydown', { key, cancelable: true, ...options });
    champ.dispatchEvent(evenement);
    await fixture.whenStable();
    return evenement;
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideIcones(), { provide: JOUR_COURANT, useValue: () => '2026-11-24' }],
    });
    fixture = TestBed.createComponent(Hote);
    hote = fixture.componentInstance;
    await fixture.whenStable();
    champ = fixture.nativeElement.querySelector('input');
  });

  it('F4.3-3 takes a for the first day of the school year, z for the last', async () => {
    await presser('a');
    expect(champ.value).toBe('01/09/2026');
    expect(hote.saisie().jour).toBe('2026-09-01');
    await presser('Z');
    expect(champ.value).toBe('31/08/2027');
    hote.annee.set(2027);
    await fixture.whenStable();
    await presser('a');
    expect(champ.value).toBe('01/09/2027');
  });

  it('takes j for today, and leaves Ctrl+A to the browser', async () => {
    await presser('j');
    expect(hote.saisie().jour).toBe('2026-11-24');
    const selection = await presser('a', { ctrlKey: true });
    expect(selection.defaultPrevented).toBeFalse();
    expect(hote.saisie().jour).toBe('2026-11-24');
  });

  it('leaves a, z and j to a date written in words', async () => {
    for (const texte of ['1 ', '15 ', '12 m', 'mar']) {
      champ.value = texte;
      champ.dispatchEvent(new Event('input'));
      expect((await presser(texte === '15 ' ? 'a' : 'j')).defaultPrevented)
        .withContext(texte)
        .toBeFalse();
    }
    await saisir('1 août 2027');
    expect(champ.value).toBe('01/08/2027');
    await saisir('1/9/26');
    expect(hote.saisie().jour).toBe('2026-09-01');
  });

  it('steps a day with the arrows and a month with the pages, and stops at a limit', async () => {
    hote.limites.set(LIMITES);
    await saisir('30/01/2027');
    await presser('ArrowUp');
    expect(champ.value).toBe('31/01/2027');
    await presser('PageUp');
    expect(champ.value).toBe('28/02/2027');
    await presser('PageDown');
    expect(champ.value).toBe('28/01/2027');
    await presser('ArrowDown');
    expect(champ.value).toBe('27/01/2027');
    await saisir('15/09/2026');
    await presser('PageDown');
    expect(champ.value).toBe('01/09/2026');
    await presser('ArrowDown');
    expect(champ.value).toBe('01/09/2026');
    const annonce = document.querySelector('.cdk-live-announcer-element');
    await new Promise((suite) => setTimeout(suite, 150));
    expect(annonce?.textContent).toContain('Au plus tôt le 01/09/2026 (début de l’année scolaire)');
    await saisir('');
    await presser('ArrowUp');
    expect(champ.value).toBe('01/09/2026');
  });

  it('describes its shortcuts and its limits', async () => {
    hote.limites.set(LIMITES);
    await fixture.whenStable();
    const aide = (champ.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ');
    expect(aide).toContain('a : premier jour de l’année scolaire');
    expect(aide).toContain('Entre le 01/09/2026 (début de l’année scolaire) et le 30/06/2027 (fin de la décision).');
  });

  it('puts what was typed in order once the box is left', async () => {
    await saisir('4.1.2027');
    expect(champ.value).toBe('04/01/2027');
    expect(hote.saisie().jour).toBe('2027-01-04');
  });

  it('refuses what is no date, and keeps it in the box for correction', async () => {
    await saisir('31/02/2027');
    expect(champ.value).toBe('31/02/2027');
    expect(champ.getAttribute('aria-invalid')).toBe('true');
    expect(fautes()).toContain('Le 31/02/2027 n’existe pas dans le calendrier.');
    expect(hote.formulaire().invalid()).toBeTrue();
  });

  it('tells the limit and its reason', async () => {
    await saisir('01/07/2027');
    expect(fautes()).toBe('Au plus tard le 30/06/2027 (fin de la décision).');
    await saisir('31/08/2026');
    expect(fautes()).toBe('Au plus tôt le 01/09/2026 (début de l’année scolaire).');
    await saisir('01/09/2026');
    expect(fautes()).toBe('');
  });

  it('empties to null, and then says that the date is needed', async () => {
    await saisir('01/09/2026');
    await saisir('');
    expect(hote.saisie().jour).toBeNull();
    expect(fautes()).toBe('Indiquez la date.');
  });

  it('follows the model', async () => {
    hote.saisie.set({ jour: '2027-03-15' });
    await fixture.whenStable();
    expect(champ.value).toBe('15/03/2027');
  });
});
