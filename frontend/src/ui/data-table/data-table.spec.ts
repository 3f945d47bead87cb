import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideIcones } from '../icones/icones';
import { Cellule } from './cellule';
import { DISPOSITION_INITIALE, type Disposition } from './colonnes';
import { type Colonne, DataTable, type Selection } from './data-table';
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
      cliquable
      aCocher
      redimensionnable
      [nommer]="nommer"
      [(selection)]="selection"
      [(disposition)]="disposition"
      [toutCoche]="toutCoche()"
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
      (verifierFiltres)="noter('filtres')"
      (voisine)="noter('page ' + $event)"
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
    { nom: 'code', libelle: 'Code', largeur: 60, texte: ({ code }) => code },
    { nom: 'nom', libelle: 'Nom', largeur: 120, tri: 'nom', collante: true },
    { nom: 'pays', libelle: 'Pays', largeur: 90, tri: 'pays', texte: () => 'France' },
    { nom: 'maire', libelle: 'Maire', largeur: 90, masquee: true, texte: () => 'inconnu' },
  ];
  readonly nommer = ({ nom }: Ville): string => nom;
  readonly selection = signal<Selection>({});
  readonly disposition = signal<Disposition>(DISPOSITION_INITIALE);
  readonly toutCoche = signal(false);
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
    expect(
      tout('td:not(.case)').map((cellule) => (cellule.querySelector('em') ?? cellule).textContent?.trim()),
    ).toEqual(['31', 'Toulouse', 'France', '09', 'Foix', 'France']);
  });

  it('F4.5-1 says the order with aria-sort and a pictogram, on sortable columns only', async () => {
    const entetes = (): HTMLElement[] => tout('th[data-colonne]');
    expect(entetes().map((th) => th.getAttribute('aria-sort'))).toEqual([null, 'descending', 'none']);
    expect(entetes().map((th) => th.querySelector('.trieur')?.className ?? null)).toEqual([
      null,
      'trieur descend',
      'trieur',
    ]);
    hote.tri.set([{ nom: 'pays', sens: 'asc' }]);
    await fixture.whenStable();
    expect(entetes().map((th) => th.getAttribute('aria-sort'))).toEqual([null, 'none', 'ascending']);
  });

  it('F4.5-2 numbers the columns when several sort', async () => {
    const rangs = (): (string | null)[] => tout('.trieur').map((bouton) => bouton.getAttribute('data-rang'));
    expect(rangs()).toEqual([null, null]);
    hote.tri.set([
      { nom: 'pays', sens: 'asc' },
      { nom: 'nom', sens: 'desc' },
    ]);
    await fixture.whenStable();
    expect(rangs()).toEqual(['2', '1']);
  });

  it('F4.5-2 tells a click from a Maj+click on a header', () => {
    bouton('Nom')?.click();
    bouton('Pays')?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    expect(hote.notes).toEqual(['tri nom false', 'tri pays true']);
  });

  it('chooses a row by a click, but not by a click on one of its controls', () => {
    tout('td:not(.case)')[0]?.click();
    tout('td button')[1]?.click();
    tout('td.case')[1]?.click();
    expect(hote.notes).toEqual(['choix Toulouse']);
  });

  const touche = async (key: string, options: KeyboardEventInit = {}): Promise<void> => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }),
    );
    await fixture.whenStable();
  };
  const lignes = (): HTMLElement[] => tout('tbody tr');
  const auClavier = (): number => lignes().findIndex((ligne) => ligne === document.activeElement);

  it('has one stop for the keyboard among its rows, and goes from row to row with the arrows', async () => {
    document.body.append(element());
    expect(lignes().map((ligne) => ligne.tabIndex)).toEqual([0, -1]);
    lignes()[0]?.focus();
    await touche('ArrowDown');
    expect(auClavier()).toBe(1);
    expect(lignes().map((ligne) => ligne.tabIndex)).toEqual([-1, 0]);
    expect(tout('td.case input').map((case_) => case_.tabIndex)).toEqual([-1, 0]);
    await touche('ArrowDown');
    expect(auClavier()).toBe(1);
    await touche('Home');
    expect(auClavier()).toBe(0);
    await touche('End');
    await touche('Enter');
    await touche(' ');
    expect(hote.notes).toEqual(['choix Foix']);
    expect(hote.selection()).toEqual({ '09': true });
    await touche('PageDown');
    expect(hote.notes).toEqual(['choix Foix', 'page 1']);
  });

  it('chooses the rows between two clicks with Maj, and the whole page with the box of the header', async () => {
    hote.lignes.set(['01', '02', '03', '04'].map((code) => ({ code, nom: `Ville ${code}` })));
    await fixture.whenStable();
    const cases = (): HTMLInputElement[] => tout('td.case input') as HTMLInputElement[];
    cases()[0]?.click();
    cases()[2]?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    await fixture.whenStable();
    expect(Object.keys(hote.selection())).toEqual(['01', '02', '03']);
    const entete = tout('th.case input')[0] as HTMLInputElement;
    expect(entete.indeterminate).toBeTrue();
    entete.click();
    await fixture.whenStable();
    expect(Object.keys(hote.selection()).length).toBe(4);
    entete.click();
    await fixture.whenStable();
    expect(hote.selection()).toEqual({});
  });

  it('keeps what was chosen on other pages', async () => {
    (tout('td.case input')[0] as HTMLInputElement).click();
    hote.lignes.set([{ code: '81', nom: 'Albi' }]);
    await fixture.whenStable();
    (tout('td.case input')[0] as HTMLInputElement).click();
    expect(hote.selection()).toEqual({ '31': true, '81': true });
  });

  it('shows every row as chosen when all the results are', async () => {
    hote.toutCoche.set(true);
    await fixture.whenStable();
    const cases = tout('.case input') as HTMLInputElement[];
    expect(cases.every(({ checked, disabled }) => checked && disabled)).toBeTrue();
  });

  it('F4.2-1 shows the columns that are asked for, in their order', async () => {
    const noms = (): (string | undefined)[] => tout('th[data-colonne]').map((th) => th.dataset['colonne']);
    expect(noms()).toEqual(['code', 'nom', 'pays']);
    hote.disposition.set({ ordre: ['pays', 'nom', 'code'], montrees: ['maire'], masquees: ['code'], largeurs: {} });
    await fixture.whenStable();
    expect(noms()).toEqual(['pays', 'maire', 'nom']);
  });

  it('changes the width of a column with Alt and an arrow, and keeps those of the others', async () => {
    document.body.append(element());
    bouton('Nom')?.focus();
    await touche('ArrowRight', { altKey: true });
    const { largeurs } = hote.disposition();
    expect(Object.keys(largeurs).sort()).toEqual(['code', 'nom', 'pays']);
    const avant = largeurs['nom'] ?? 0;
    await touche('ArrowLeft', { altKey: true });
    expect(hote.disposition().largeurs['nom']).toBe(avant - 10);
  });

  it('puts the whole of a cut text in its tooltip', () => {
    expect(tout('td.texte')[0]?.title).toBe('31');
  });

  it('F4.4-2 says to check the filters and to empty the search, with a button for each', async () => {
    hote.lignes.set([]);
    hote.filtree.set(true);
    hote.recherchee.set(true);
    await fixture.whenStable();
    expect(element().textContent).toContain('Contrôlez les filtres positionnés et videz la recherche.');
    bouton('Vérifier les filtres')?.click();
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
