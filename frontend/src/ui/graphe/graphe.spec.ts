import { TestBed } from '@angular/core/testing';
import { JOUR_COURANT } from '../formats/jours';
import { type Courbe } from './courbes';
import { Graphe } from './graphe';

const JOURS = ['2026-09-01', '2026-09-07', '2026-09-14', '2026-09-21'];
const COURBES: Courbe[] = [
  {
    genre: 'ligne',
    nom: 'Actives',
    couleur: '#2768c9',
    trait: 'plein',
    marque: 'rond',
    valeurs: [1000, 1200, 1300, 1250],
  },
  { genre: 'aire', nom: 'avec', couleur: '#2b8a4b', motif: 'uni', valeurs: [300, 400, 500, 600] },
  { genre: 'aire', nom: 'sans', couleur: '#f2c230', motif: 'hachures', valeurs: [700, 800, 800, 650] },
];

describe('Graphe', () => {
  const monter = async () => {
    TestBed.configureTestingModule({ providers: [{ provide: JOUR_COURANT, useValue: () => '2026-09-15' }] });
    const montage = TestBed.createComponent(Graphe);
    montage.componentRef.setInput('libelle', 'Évolution des décisions');
    montage.componentRef.setInput('jours', JOURS);
    montage.componentRef.setInput('courbes', COURBES);
    const hote = montage.nativeElement as HTMLElement;
    hote.style.width = '600px';
    hote.style.height = '240px';
    await montage.whenStable();
    const trouver = (selecteur: string): HTMLElement => {
      const element = hote.querySelector<HTMLElement>(selecteur);
      if (element === null) {
        throw new Error(`Rien pour ${selecteur}`);
      }
      return element;
    };
    const cadre = (): HTMLElement => trouver('[role=slider]');
    const touche = async (key: string): Promise<void> => {
      cadre().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await montage.whenStable();
    };
    return { montage, hote, trouver, cadre, touche };
  };
  const attendre = async (condition: () => boolean): Promise<void> => {
    for (let essai = 0; essai < 100 && !condition(); essai += 1) {
      await new Promise((suite) => setTimeout(suite, 50));
    }
  };

  it('F4.1-3 draws the curves as SVG, areas by a pattern and not by colour alone', async () => {
    const { hote } = await monter();
    await attendre(() => hote.querySelectorAll('.toile svg path').length > 6);
    expect(hote.querySelector('.toile svg')).not.toBeNull();
    expect(hote.querySelectorAll('.toile svg pattern').length).toBeGreaterThan(0);
    expect(hote.querySelector('.toile')?.textContent).toContain('sept.');
    expect(hote.querySelector('ul')?.textContent).toContain('Actives');
  });

  it('starts at today and tells each point to the keyboard and to screen readers', async () => {
    const { hote, cadre, touche } = await monter();
    expect(cadre().getAttribute('aria-valuenow')).toBe('3');
    expect(cadre().getAttribute('aria-valuetext')).toContain('lundi 14 septembre 2026 : Actives 1\u202f300, avec 500');
    await touche('ArrowRight');
    expect(cadre().getAttribute('aria-valuetext')).toContain('21 septembre 2026');
    expect(hote.querySelector('.bulle')?.textContent).toContain('21/09/2026');
    await touche('ArrowRight');
    expect(cadre().getAttribute('aria-valuenow')).toBe('4');
    await touche('Home');
    expect(cadre().getAttribute('aria-valuenow')).toBe('1');
    await touche('Escape');
    expect(hote.querySelector('.bulle')).toBeNull();
  });

  it('gives the same figures as a table, and comes back', async () => {
    const { montage, hote, trouver } = await monter();
    const bascule = trouver('.bascule');
    bascule.click();
    await montage.whenStable();
    const lignes = [...hote.querySelectorAll('tbody tr')].map((tr) =>
      [...tr.children].map((c) => c.textContent?.trim()),
    );
    expect(lignes.length).toBe(4);
    expect(lignes[1]).toEqual(['07/09/2026', '1\u202f200', '400', '800']);
    bascule.click();
    await attendre(() => hote.querySelector('.toile svg') !== null);
    expect(hote.querySelector('.toile svg')).not.toBeNull();
  });
});
