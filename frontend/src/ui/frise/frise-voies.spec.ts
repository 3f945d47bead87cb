import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideIcones } from '../icones/icones';
import { FriseVoies } from './frise-voies';
import { type BarreVoie, type Voie } from './voies';

const VOIES: readonly Voie[] = [
  {
    libelle: 'Scolarités',
    barres: [
      { id: 's1', debut: '2025-09-01', fin: '2026-08-31', libelle: 'École Jean Jaurès', details: ['CM2'] },
      { id: 's2', debut: '2026-09-01', fin: null, libelle: 'Collège Jean Moulin' },
    ],
  },
  { libelle: 'Soins', barres: [], vide: 'Aucun soin.' },
  {
    libelle: 'Accompagnements',
    barres: [
      {
        id: 'a1',
        debut: '2026-10-01',
        fin: '2027-06-30',
        libelle: 'DURAND Paul, 12 h',
        apparence: 'violet',
        maintien: true,
        anomalies: ['Contrat rompu.'],
      },
      { id: 'a2', debut: '2026-12-01', fin: '2027-08-31', libelle: 'MARTIN Zoé, 6 h', hachure: true },
    ],
  },
];

describe('FriseVoies', () => {
  let fixture: ComponentFixture<FriseVoies>;
  const tout = (selecteur: string): HTMLElement[] => [...fixture.nativeElement.querySelectorAll(selecteur)];
  const barres = (): HTMLElement[] => tout('.barre');
  const textes = (selecteur: string): string[] => tout(selecteur).map((noeud) => noeud.textContent?.trim() ?? '');
  const presser = async (key: string): Promise<void> => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await fixture.whenStable();
  };
  const nom = (): string | null | undefined => document.activeElement?.getAttribute('aria-label');

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideIcones()] });
    fixture = TestBed.createComponent(FriseVoies);
    fixture.componentRef.setInput('libelle', 'Chronologie');
    fixture.componentRef.setInput('voies', VOIES);
    fixture.componentRef.setInput('jour', '2026-11-24');
    document.body.append(fixture.nativeElement as Node);
    await fixture.whenStable();
  });

  it('lays the bars of each lane over one axis of school years and months', () => {
    expect(textes('.annee')).toEqual(['2025-2026', '2026-2027']);
    expect(tout('.mois').length).toBe(24);
    expect(parseFloat(barres()[1]?.parentElement?.style.insetInlineStart ?? '')).toBeCloseTo(50, 5);
    expect(textes('.vide')).toEqual(['Aucun soin.']);
    const lignes = barres().map((barre) => barre.parentElement?.style.getPropertyValue('--ligne'));
    expect(lignes).toEqual(['0', '0', '0', '1']);
  });

  it('tells each bar in words: what, when, marks and anomalies', () => {
    expect(barres().map((barre) => barre.getAttribute('aria-label'))).toEqual([
      'École Jean Jaurès, du 01/09/2025 au 31/08/2026, CM2',
      'Collège Jean Moulin, à partir du 01/09/2026',
      'DURAND Paul, 12 h, du 01/10/2026 au 30/06/2027, Maintien, Anomalie : Contrat rompu.',
      'MARTIN Zoé, 6 h, du 01/12/2026 au 31/08/2027, Prévisionnel',
    ]);
  });

  it('has one tab stop, at today, and arrows along and across the lanes', async () => {
    const arrets = barres().filter((barre) => barre.tabIndex === 0);
    expect(arrets).toEqual([barres()[1] as HTMLElement]);
    arrets[0]?.focus();
    await presser('ArrowLeft');
    expect(nom()).toContain('École Jean Jaurès');
    await presser('End');
    await presser('ArrowDown');
    expect(nom()).toContain('DURAND Paul');
    await presser('ArrowRight');
    expect(nom()).toContain('MARTIN Zoé');
    await presser('ArrowUp');
    expect(nom()).toContain('Collège Jean Moulin');
  });

  it('tells which bar was pressed', () => {
    const choisies: BarreVoie['id'][] = [];
    fixture.componentInstance.choisie.subscribe(({ barre }) => choisies.push(barre.id));
    barres()[2]?.click();
    expect(choisies).toEqual(['a1']);
  });

  it('zooms to a school year, which the rest follows by scrolling', async () => {
    expect(textes('.choix')).toEqual(['Tout', '2025-2026', '2026-2027']);
    tout('.choix')[2]?.click();
    await fixture.whenStable();
    expect(tout('.choix').map((choix) => choix.getAttribute('aria-pressed'))).toEqual(['false', 'false', 'true']);
    const defilant = tout('.defilant')[0] as HTMLElement;
    expect(defilant.scrollWidth).toBeGreaterThan(defilant.clientWidth);
    expect(defilant.scrollLeft).toBeGreaterThan(0);
  });

  it('F5-7 reads as a table too', async () => {
    tout('.bascule')[0]?.click();
    await fixture.whenStable();
    expect(textes('thead th')).toEqual(['Voie', 'Du', 'Au', 'Quoi', 'Précisions']);
    const lignes = tout('tbody tr').map((ligne) => [...ligne.children].map((cellule) => cellule.textContent?.trim()));
    expect(lignes).toEqual([
      ['Scolarités', '01/09/2025', '31/08/2026', 'École Jean Jaurès', 'CM2'],
      ['Scolarités', '01/09/2026', 'en cours', 'Collège Jean Moulin', ''],
      ['Soins', 'Aucun soin.'],
      ['Accompagnements', '01/10/2026', '30/06/2027', 'DURAND Paul, 12 h', 'Maintien, Anomalie : Contrat rompu.'],
      ['Accompagnements', '01/12/2026', '31/08/2027', 'MARTIN Zoé, 6 h', 'Prévisionnel'],
    ]);
  });
});
