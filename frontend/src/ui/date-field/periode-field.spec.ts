import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { JOUR_COURANT } from '../formats/jours';
import { provideIcones } from '../icones/icones';
import { type PeriodeChoisie, PeriodeField } from './periode-field';

@Component({
  imports: [PeriodeField],
  template: `
    <app-periode-field libelle="Actives" [debut]="periode().debut" [fin]="periode().fin" (choisie)="choisir($event)" />
  `,
})
class Hote {
  readonly periode = signal<PeriodeChoisie>({ debut: null, fin: null });
  readonly choisies: PeriodeChoisie[] = [];

  choisir(periode: PeriodeChoisie): void {
    this.choisies.push(periode);
    this.periode.set(periode);
  }
}

describe('PeriodeField', () => {
  let fixture: ComponentFixture<Hote>;
  let hote: Hote;

  const element = (): HTMLElement => fixture.nativeElement;
  const champs = (): HTMLInputElement[] => [...element().querySelectorAll('input')];
  const saisir = async (rang: number, texte: string): Promise<void> => {
    const champ = champs()[rang] as HTMLInputElement;
    champ.value = texte;
    champ.dispatchEvent(new Event('input'));
    champ.dispatchEvent(new Event('blur'));
    await fixture.whenStable();
  };
  const cliquer = async (texte: string): Promise<void> => {
    [...element().querySelectorAll('button')].find((bouton) => bouton.textContent?.includes(texte))?.click();
    await fixture.whenStable();
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideIcones(), { provide: JOUR_COURANT, useValue: () => '2026-11-24' }],
    });
    fixture = TestBed.createComponent(Hote);
    hote = fixture.componentInstance;
    await fixture.whenStable();
  });

  it('tells nothing until something changes', () => {
    expect(hote.choisies).toEqual([]);
  });

  it('F4.3-1 tells each period that makes sense, open on one side too', async () => {
    await saisir(0, '1/9/26');
    await saisir(1, '31/08/2027');
    await saisir(0, '');
    expect(hote.choisies).toEqual([
      { debut: '2026-09-01', fin: null },
      { debut: '2026-09-01', fin: '2027-08-31' },
      { debut: null, fin: '2027-08-31' },
    ]);
  });

  it('explains an end before the start, and keeps it to itself', async () => {
    await saisir(0, '01/09/2026');
    await saisir(1, '31/08/2026');
    expect(element().textContent).toContain('La fin (31/08/2026) précède le début (01/09/2026).');
    expect(champs()[1]?.getAttribute('aria-invalid')).toBe('true');
    expect(hote.choisies.at(-1)).toEqual({ debut: '2026-09-01', fin: null });
    await saisir(1, '31/02/2027');
    expect(element().textContent).toContain('Le 31/02/2027 n’existe pas dans le calendrier.');
    await saisir(1, '28/02/2027');
    expect(hote.choisies.at(-1)).toEqual({ debut: '2026-09-01', fin: '2027-02-28' });
    expect(element().querySelector('p.faute')).toBeNull();
  });

  it('has shortcuts for the school year and for today', async () => {
    await cliquer('Année scolaire 2026-2027');
    expect(champs().map(({ value }) => value)).toEqual(['01/09/2026', '31/08/2027']);
    await cliquer('Aujourd’hui');
    await cliquer('Toutes les dates');
    expect(hote.choisies).toEqual([
      { debut: '2026-09-01', fin: '2027-08-31' },
      { debut: '2026-11-24', fin: '2026-11-24' },
      { debut: null, fin: null },
    ]);
  });

  it('follows its inputs, without telling them again', async () => {
    hote.periode.set({ debut: '2027-01-04', fin: '2027-01-08' });
    await fixture.whenStable();
    expect(champs().map(({ value }) => value)).toEqual(['04/01/2027', '08/01/2027']);
    expect(hote.choisies).toEqual([]);
  });
});
