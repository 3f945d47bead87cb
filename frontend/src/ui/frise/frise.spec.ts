import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideIcones } from '../icones/icones';
import { Frise } from './frise';
import { type ApparenceFrise, type SegmentFrise } from './geometrie';
import { Legende } from './legende';

const ETATS: Readonly<Partial<Record<ApparenceFrise, string>>> = {
  rouge: 'Aucun accompagnement',
  vert: 'Complète',
  blanc: 'Sans scolarité',
  violet: 'Maintien',
};

function segment(debut: string, fin: string | null, apparence: ApparenceFrise, hachure = false): SegmentFrise {
  return {
    debut,
    fin,
    apparence,
    hachure,
    etat: ETATS[apparence] ?? apparence,
    detail: apparence === 'vert' ? '24 h sur 24 h' : '',
    accompagnements: apparence === 'vert' ? [7] : [],
  };
}

@Component({
  imports: [Frise, Legende],
  template: `
    <div style="width: 732px">
      <app-frise
        libelle="Mise en œuvre de DUPONT Léa"
        jour="2018-09-01"
        [debut]="debut()"
        [fin]="fin()"
        [segments]="segments()"
        [anomalies]="anomalies()"
        [cliquable]="cliquable()"
        [cadree]="cadree()"
        (choisi)="choisi.set($event)"
      />
    </div>
    <app-legende anomalie [entrees]="[{ apparence: 'rouge', libelle: 'Aucune' }]" />
  `,
})
class Hote {
  readonly debut = signal('2017-09-01');
  readonly fin = signal('2019-08-31');
  readonly segments = signal<SegmentFrise[]>([]);
  readonly anomalies = signal<readonly string[]>([]);
  readonly cliquable = signal(true);
  readonly cadree = signal(false);
  readonly choisi = signal<SegmentFrise | null>(null);
}

/** The guide's decision: 24 h from 01/09/2017 to 31/08/2019; the frise is 730 px wide, a pixel a day. */
describe('Frise', () => {
  let fixture: ComponentFixture<Hote>;
  let hote: Hote;
  let frise: HTMLElement;

  const bulle = (): string | null => document.querySelector('app-bulle-frise:popover-open')?.textContent ?? null;
  const attribut = (nom: string): string | null => frise.getAttribute(nom);
  /** Layers of the background from the top down: image, size and place in % of what is left free. */
  const couches = (): { image: string; taille: string; place: number }[] => {
    const style = getComputedStyle(frise);
    const tailles = style.backgroundSize.split(/, (?![^(]*\))/);
    const places = style.backgroundPositionX.split(', ');
    return style.backgroundImage
      .split(/, (?=linear-gradient|repeating)/)
      .map((image, rang) => ({ image, taille: tailles[rang] ?? '', place: parseFloat(places[rang] ?? '') }));
  };
  const aplats = (couleur: string): ReturnType<typeof couches> =>
    couches().filter(({ image, taille }) => image.includes(couleur) && taille.startsWith('max('));
  const largeur = (taille: string | undefined): number => parseFloat(/, ([\d.]+)%\)/.exec(taille ?? '')?.[1] ?? '');
  const presser = async (key: string): Promise<KeyboardEvent> => {
    const evenement = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    frise.dispatchEvent(evenement);
    await fixture.whenStable();
    return evenement;
  };
  const pointer = (type: string, x: number): void => {
    const { left, top } = frise.getBoundingClientRect();
    const point = { clientX: left + frise.clientLeft + x, clientY: top + 5, bubbles: true };
    frise.dispatchEvent(type === 'click' ? new MouseEvent(type, point) : new PointerEvent(type, point));
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideIcones()] });
    fixture = TestBed.createComponent(Hote);
    hote = fixture.componentInstance;
    hote.segments.set([segment('2017-09-01', '2019-04-04', 'rouge'), segment('2019-04-05', '2019-08-31', 'vert')]);
    await fixture.whenStable();
    frise = fixture.nativeElement.querySelector('app-frise');
  });

  it('is one element, whatever the number of segments', () => {
    expect(frise.childElementCount).toBe(0);
  });

  it('F5-3 draws example 1 of the guide: red, then green from 05/04/2019, each as long as its days', () => {
    expect(attribut('data-etats')).toBe('rouge vert');
    const [rouge] = aplats('rgb(210, 50, 45)');
    const [vert] = aplats('rgb(43, 138, 75)');
    expect(largeur(rouge?.taille)).toBeCloseTo((581 / 730) * 100, 2);
    expect(rouge?.place).toBe(0);
    expect(largeur(vert?.taille)).toBeCloseTo((149 / 730) * 100, 2);
    expect(vert?.place).toBe(100);
  });

  it('F5-4 draws example 2: white where there is no schooling', async () => {
    hote.segments.set([segment('2017-09-01', '2019-04-04', 'vert'), segment('2019-04-05', '2019-08-31', 'blanc')]);
    await fixture.whenStable();
    expect(attribut('data-etats')).toBe('vert blanc');
    expect(largeur(aplats('rgb(255, 255, 255)')[0]?.taille)).toBeCloseTo((149 / 730) * 100, 2);
  });

  it('F5-5 draws example 3: a provisional segment is hatched over its colour, and says so', async () => {
    const couleurs = couches().length;
    hote.segments.set([
      segment('2017-09-01', '2019-04-04', 'rouge'),
      segment('2019-04-05', '2019-08-31', 'vert', true),
    ]);
    await fixture.whenStable();
    const hachures = couches().filter(({ image }) => image.startsWith('repeating-linear-gradient(45deg, rgba(0, 0, 0'));
    expect(couches().length).toBe(couleurs + 1);
    expect(largeur(hachures[0]?.taille)).toBeCloseTo((149 / 730) * 100, 2);
    pointer('pointermove', 700);
    expect(bulle()).toContain('Prévisionnel');
    expect(attribut('aria-label')).toContain('complète, 24 h sur 24 h (prévisionnel)');
  });

  it('F5-6 shows example 4: an anomaly turns the frise orange, with its sign and its reason', async () => {
    hote.anomalies.set(['Le contrat de DURAND Paul est rompu depuis le 12/05/2019.']);
    await fixture.whenStable();
    const style = getComputedStyle(frise);
    expect(style.borderColor).toBe('rgb(217, 122, 0)');
    expect(getComputedStyle(frise, '::before').content).toBe('"!"');
    expect(attribut('aria-label')).toContain('Anomalie : Le contrat de DURAND Paul est rompu depuis le 12/05/2019.');
    pointer('pointermove', 5);
    expect(bulle()).toContain('rompu depuis le 12/05/2019');
    pointer('pointermove', 400);
    expect(bulle()).toContain('du 01/09/2017 au 04/04/2019');
    expect(bulle()).toContain('rompu depuis le 12/05/2019');
  });

  it('F5-1 puts a black line on today, and none when today is outside the scale', async () => {
    const trait = couches()[0];
    expect(trait?.image).toContain('rgb(0, 0, 0) 1px');
    expect(trait?.place).toBeCloseTo(50, 0);
    hote.debut.set('2018-10-01');
    hote.segments.set([segment('2018-10-01', '2019-08-31', 'rouge')]);
    await fixture.whenStable();
    expect(couches().some(({ image }) => image.includes('rgb(0, 0, 0) 1px'))).toBeFalse();
  });

  it('F5-7 tells every segment in words, and gives each state but the full one a pattern', async () => {
    expect(attribut('aria-label')).toBe(
      'Mise en œuvre de DUPONT Léa, du 01/09/2017 au 31/08/2019 : du 01/09/2017 au 04/04/2019, aucun accompagnement ; ' +
        'du 05/04/2019 au 31/08/2019, complète, 24 h sur 24 h.',
    );
    const motifs: string[] = [];
    for (const apparence of ['rouge', 'vert', 'orange', 'bleu', 'blanc', 'violet', 'gris'] as const) {
      hote.segments.set([segment('2017-09-01', '2019-08-31', apparence)]);
      await fixture.whenStable();
      motifs.push(
        couches()
          .filter(({ image }) => image.startsWith('repeating'))
          .map(({ image }) => image)
          .join(),
      );
    }
    expect(motifs[1]).toBe('');
    expect(new Set(motifs).size).toBe(7);
  });

  it('cuts an open segment at the end of a framed scale', async () => {
    hote.cadree.set(true);
    hote.segments.set([segment('2016-01-01', null, 'rouge')]);
    await fixture.whenStable();
    expect(largeur(aplats('rgb(210, 50, 45)')[0]?.taille)).toBe(100);
    expect(attribut('aria-valuetext')).toContain('du 01/09/2017 au 31/08/2019');
  });

  it('F5-2 shows dates, hours and state under the mouse, and Escape takes them away', () => {
    pointer('pointermove', 600);
    expect(bulle()).toContain('du 05/04/2019 au 31/08/2019');
    expect(bulle()).toContain('Complète');
    expect(bulle()).toContain('24 h sur 24 h');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(bulle()).toBeNull();
    pointer('pointermove', 100);
    expect(bulle()).toContain('du 01/09/2017 au 04/04/2019');
    frise.dispatchEvent(new PointerEvent('pointerleave'));
    expect(bulle()).toBeNull();
  });

  it('F5-2 is one tab stop, a cursor that the arrows move over time and Enter presses', async () => {
    expect(attribut('tabindex')).toBe('0');
    expect(attribut('aria-valuetext')).toBe('du 01/09/2017 au 04/04/2019, aucun accompagnement');
    expect((await presser('ArrowRight')).defaultPrevented).toBeTrue();
    expect(attribut('aria-valuetext')).toBe('du 05/04/2019 au 31/08/2019, complète, 24 h sur 24 h');
    expect(attribut('aria-valuenow')).toBe('2');
    expect(bulle()).toContain('24 h sur 24 h');
    await presser('Enter');
    expect(hote.choisi()?.accompagnements).toEqual([7]);
    expect(bulle()).toBeNull();
    await presser('Home');
    expect(attribut('aria-valuenow')).toBe('1');
    expect((await presser('ArrowDown')).defaultPrevented).toBeFalse();
  });

  it('F5-2 opens on a click the accompaniments of the segment under it', () => {
    pointer('click', 650);
    expect(hote.choisi()?.accompagnements).toEqual([7]);
    pointer('click', 10);
    expect(hote.choisi()?.accompagnements).toEqual([]);
  });

  it('only tells where a click does nothing else', async () => {
    hote.cliquable.set(false);
    await fixture.whenStable();
    expect(attribut('aria-description')).toBeNull();
    pointer('click', 650);
    expect(hote.choisi()).toBeNull();
    expect(bulle()).toContain('Complète');
  });

  it('draws the keys of the legend as the frise', () => {
    const legende: HTMLElement = fixture.nativeElement.querySelector('app-legende');
    expect([...legende.querySelectorAll('li')].map((li) => li.textContent?.trim())).toEqual([
      'Aucune',
      'Anomalie',
      'Aujourd’hui',
    ]);
    const cle = legende.querySelector('.cle');
    expect(cle && getComputedStyle(cle).backgroundImage).toContain('rgb(210, 50, 45)');
  });
});
