import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideIcones } from '../icones/icones';
import { Cellule } from './cellule';
import { type Colonne, DataTable } from './data-table';
import { type CleTri } from './etat-liste';

interface Ville {
  readonly code: string;
  readonly nom: string;
}

@Component({
  imports: [Cellule, DataTable],
  template: `
    <app-data-table
      legende="Villes"
      messageVide="Aucune ville."
      selectionnable
      [colonnes]="colonnes"
      [lignes]="lignes()"
      [cle]="cle"
      [tri]="tri()"
      [vierge]="vierge()"
      [chargement]="chargement()"
      [erreur]="erreur()"
      [filtree]="filtree()"
      [recherchee]="recherchee()"
      (trier)="noter('tri ' + $event.nom + ' ' + $event.cumul)"
      (choisie)="noter('choix ' + $event.nom)"
      (reessayer)="noter('réessayer')"
      (reinitialiserFiltres)="noter('filtres')"
      (viderRecherche)="noter('recherche')"
    >
      <ng-template appCellule="nom" [appCelluleDe]="lignes()" let-ville>
        <em>{{ ville.nom }}</em> <button type="button">voir</button>
      </ng-template>
    </app-data-table>
  `,
})
class Hote {
  readonly colonnes: Colonne<Ville>[] = [
    { nom: 'code', libelle: 'Code', texte: ({ code }) => code },
    { nom: 'nom', libelle: 'Nom', tri: 'nom', collante: true },
    { nom: 'pays', libelle: 'Pays', tri: 'pays', texte: () => 'France' },
  ];
  readonly cle = ({ code }: Ville): string => code;
  readonly lignes = signal<Ville[]>([
    { code: '31', nom: 'Toulouse' },
    { code: '09', nom: 'Foix' },
  ]);
  readonly tri = signal<CleTri[]>([{ nom: 'nom', sens: 'desc' }]);
  readonly vierge = signal(false);
  readonly chargement = signal(false);
  readonly erreur = signal<string | null>(null);
  readonly filtree = signal(false);
  readonly recherchee = signal(false);
  readonly notes: string[] = [];

  noter(note: string): void {
    this.notes.push(note);
  }
}

describe('DataTable', () => {
  let fixture: ComponentFixture<Hote>;
  let hote: Hote;

  const element = (): HTMLElement => fixture.nativeElement;
  const tout = (selecteur: string): HTMLElement[] => [...element().querySelectorAll<HTMLElement>(selecteur)];
  const bouton = (texte: string): HTMLElement | undefined =>
    tout('button').find((candidat) => candidat.textContent?.includes(texte));

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideIcones()] });
    fixture = TestBed.createComponent(Hote);
    hote = fixture.componentInstance;
    await fixture.whenStable();
  });

  it('shows its rows, from templates and from texts', () => {
    expect(tout('td').map((cellule) => (cellule.querySelector('em') ?? cellule).textContent?.trim())).toEqual([
      '31',
      'Toulouse',
      'France',
      '09',
      'Foix',
      'France',
    ]);
  });

  it('F4.5-1 says the order with aria-sort and a pictogram, on sortable columns only', async () => {
    expect(tout('th').map((th) => th.getAttribute('aria-sort'))).toEqual([null, 'descending', 'none']);
    expect(tout('th').map((th) => th.querySelector('mat-icon')?.getAttribute('data-mat-icon-name') ?? null)).toEqual([
      null,
      'descendre',
      'triable',
    ]);
    hote.tri.set([{ nom: 'pays', sens: 'asc' }]);
    await fixture.whenStable();
    expect(tout('th').map((th) => th.getAttribute('aria-sort'))).toEqual([null, 'none', 'ascending']);
  });

  it('F4.5-2 tells a click from a Maj+click on a header', () => {
    bouton('Nom')?.click();
    bouton('Pays')?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    expect(hote.notes).toEqual(['tri nom false', 'tri pays true']);
  });

  it('chooses a row by a click, but not by a click on one of its controls', () => {
    tout('td')[0]?.click();
    tout('td button')[1]?.click();
    expect(hote.notes).toEqual(['choix Toulouse']);
  });

  it('F4.4-2 says to check the filters and to empty the search, with a button for each', async () => {
    hote.lignes.set([]);
    hote.filtree.set(true);
    hote.recherchee.set(true);
    await fixture.whenStable();
    expect(element().textContent).toContain('Contrôlez les filtres positionnés et videz la recherche.');
    bouton('Réinitialiser les filtres')?.click();
    bouton('Vider la recherche')?.click();
    expect(hote.notes).toEqual(['filtres', 'recherche']);
  });

  it('offers no button where nothing narrows the list', async () => {
    hote.lignes.set([]);
    await fixture.whenStable();
    expect(element().textContent).toContain('Aucune ville.');
    expect(bouton('Vider la recherche')).toBeUndefined();
  });

  it('says that it loads before the first answer, and never that it is empty', async () => {
    hote.lignes.set([]);
    hote.vierge.set(true);
    hote.chargement.set(true);
    await fixture.whenStable();
    expect(tout('.squelette').length).toBe(1);
    expect(element().textContent).not.toContain('Aucune ville.');
    expect(tout('[role=region]')[0]?.getAttribute('aria-busy')).toBe('true');
  });

  it('says what failed, and tries again', async () => {
    hote.erreur.set('Le serveur ne répond pas.');
    await fixture.whenStable();
    expect(tout('[role=alert]')[0]?.textContent).toContain('Le serveur ne répond pas.');
    bouton('Réessayer')?.click();
    expect(hote.notes).toEqual(['réessayer']);
  });
});
