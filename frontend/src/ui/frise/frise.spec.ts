import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideIcones } from '../icones/icones';
import { Frise } from './frise';
import { type ApparenceFrise, type SegmentFrise } from './geometrie';

function segment(debut: string, fin: string | null, apparence: ApparenceFrise, hachure = false): SegmentFrise {
  const etat = { rouge: 'Aucun accompagnement', vert: 'Complète', blanc: 'Sans scolarité', violet: 'Maintien' };
  return {
    debut,
    fin,
    apparence,
    hachure,
    etat: etat[apparence as keyof typeof etat] ?? apparence,
    detail: apparence === 'vert' ? '24 h sur 24 h' : '',
    accompagnements: apparence === 'vert' ? [7] : [],
  };
}

@Component({
  imports: [Frise],
  template: `
    <app-frise
      libelle="Mise en œuvre de DUPONT Léa"
      jour="2018-09-01"
      [debut]="debut()"
      [fin]="fin()"
      [segments]="segments()"
      [cliquable]="cliquable()"
      [cadree]="cadree()"
      (choisi)="choisi.set($event)"
    />
  `,
})
class Hote {
  readonly debut = signal('2017-09-01');
  readonly fin = signal('2019-08-31');
  readonly segments = signal<SegmentFrise[]>([]);
  readonly cliquable = signal(true);
  readonly cadree = signal(false);
  readonly choisi = signal<SegmentFrise | null>(null);
}

describe('Frise', () => {
  let fixture: ComponentFixture<Hote>;
  let hote: Hote;

  const tout = (selecteur: string): Element[] => [...fixture.nativeElement.querySelectorAll(selecteur)];
  const cibles = (): SVGElement[] => tout('.cible') as SVGElement[];
  const bulle = (): string | null => fixture.nativeElement.querySelector('.bulle')?.textContent ?? null;
  const presser = async (cible: Element, key: string): Promise<void> => {
    cible.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await fixture.whenStable();
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideIcones()] });
    fixture = TestBed.createComponent(Hote);
    hote = fixture.componentInstance;
    hote.segments.set([segment('2017-09-01', '2019-04-04', 'rouge'), segment('2019-04-05', '2019-08-31', 'vert')]);
    await fixture.whenStable();
  });

  it('F5-3 draws example 1 of the guide: red, then green from 05/04/2019, each as long as its days', () => {
    const [rouge, vert] = tout('.fond');
    expect(tout('g[data-etat]').map((groupe) => groupe.getAttribute('data-etat'))).toEqual(['rouge', 'vert']);
    expect(parseFloat(rouge?.getAttribute('width') ?? '')).toBeCloseTo((581 / 730) * 100, 3);
    expect(parseFloat(vert?.getAttribute('x') ?? '')).toBeCloseTo((581 / 730) * 100, 3);
    expect(parseFloat(vert?.getAttribute('width') ?? '')).toBeCloseTo((149 / 730) * 100, 3);
  });

  it('F5-4 draws example 2: white where there is no schooling', async () => {
    hote.segments.set([segment('2017-09-01', '2019-04-04', 'vert'), segment('2019-04-05', '2019-08-31', 'blanc')]);
    await fixture.whenStable();
    const blanc = tout('g[data-etat="blanc"] .fond')[0];
    expect(blanc && getComputedStyle(blanc).fill).toBe('rgb(255, 255, 255)');
    expect(blanc && getComputedStyle(blanc).strokeDasharray).not.toBe('none');
  });

  it('F5-5 draws example 3: a provisional segment is hatched over its colour', async () => {
    hote.segments.set([
      segment('2017-09-01', '2019-04-04', 'rouge'),
      segment('2019-04-05', '2019-08-31', 'vert', true),
    ]);
    await fixture.whenStable();
    const remplissages = tout('g[data-etat="vert"] rect').map((rect) => rect.getAttribute('fill'));
    expect(remplissages).toContain('url(#frise-hachure)');
    expect(document.getElementById('frise-hachure')?.tagName).toBe('pattern');
  });

  it('F5-1 puts a black line on today, and none when today is outside the scale', async () => {
    const trait = tout('.jour line:not(.halo)')[0];
    expect(parseFloat(trait?.getAttribute('x1') ?? '')).toBeCloseTo(50, 0);
    hote.debut.set('2018-10-01');
    hote.segments.set([segment('2018-10-01', '2019-08-31', 'rouge')]);
    await fixture.whenStable();
    expect(tout('.jour line')).toEqual([]);
  });

  it('F5-7 tells every segment in words, and gives each state but the full one a pattern', () => {
    expect(tout('svg')[0]?.getAttribute('aria-label')).toBe(
      'Mise en œuvre de DUPONT Léa, du 01/09/2017 au 31/08/2019 : du 01/09/2017 au 04/04/2019, aucun accompagnement ; ' +
        'du 05/04/2019 au 31/08/2019, complète, 24 h sur 24 h.',
    );
    expect(tout('g[data-etat="rouge"] rect')[1]?.getAttribute('fill')).toBe('url(#frise-rouge)');
    expect(document.getElementById('frise-rouge')).not.toBeNull();
    expect(tout('g[data-etat="vert"] rect[fill]')).toEqual([]);
  });

  it('stretches the scale for a maintien after the end of the decision', async () => {
    hote.segments.set([segment('2017-09-01', '2019-08-31', 'vert'), segment('2019-09-01', '2020-08-31', 'violet')]);
    await fixture.whenStable();
    expect(parseFloat(tout('g[data-etat="violet"] .fond')[0]?.getAttribute('width') ?? '')).toBeCloseTo(
      (366 / 1096) * 100,
      3,
    );
  });

  it('cuts an open segment at the end of a framed scale', async () => {
    hote.cadree.set(true);
    hote.segments.set([segment('2016-01-01', null, 'rouge')]);
    await fixture.whenStable();
    expect(tout('.fond')[0]?.getAttribute('x')).toBe('0%');
    expect(tout('.fond')[0]?.getAttribute('width')).toBe('100%');
  });

  it('F5-2 shows dates, hours and state on focus, and Escape takes them away', async () => {
    cibles()[1]?.dispatchEvent(new FocusEvent('focus'));
    await fixture.whenStable();
    expect(bulle()).toContain('du 05/04/2019 au 31/08/2019');
    expect(bulle()).toContain('Complète');
    expect(bulle()).toContain('24 h sur 24 h');
    await presser(cibles()[1] as Element, 'Escape');
    expect(bulle()).toBeNull();
  });

  it('F5-2 has one tab stop, which the arrows move, and Enter chooses the segment', async () => {
    expect(cibles().map((cible) => cible.getAttribute('tabindex'))).toEqual(['0', '-1']);
    await presser(cibles()[0] as Element, 'ArrowRight');
    expect(document.activeElement).toBe(cibles()[1] as Element);
    await presser(cibles()[1] as Element, 'Enter');
    expect(hote.choisi()?.accompagnements).toEqual([7]);
    expect(cibles().map((cible) => cible.getAttribute('tabindex'))).toEqual(['-1', '0']);
  });

  it('offers buttons only where a click does something', async () => {
    expect(cibles()[0]?.getAttribute('role')).toBe('button');
    hote.cliquable.set(false);
    await fixture.whenStable();
    expect(cibles()[0]?.getAttribute('role')).toBe('img');
    cibles()[1]?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(hote.choisi()).toBeNull();
  });
});
