import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  type ElementRef,
  afterNextRender,
  afterRenderEffect,
  booleanAttribute,
  computed,
  contentChildren,
  input,
  linkedSignal,
  model,
  output,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import {
  type Row,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  injectTable,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/angular-table';
import { BordColonne } from './bord-colonne';
import { Cellule } from './cellule';
import { type Colonne, DISPOSITION_INITIALE, type Disposition, ordonner, redimensionner, visible } from './colonnes';
import { ariaTri } from './entete-tri';
import { type CleTri } from './etat-liste';
import { indexDe, suivreDefilement, surControle } from './gestes';
import { ligneVisee } from './touches';

export type { Colonne };
export type Densite = 'compact' | 'confort';
/** Keys of the chosen rows, as text: rows of other pages stay in it. */
export type Selection = Readonly<Record<string, true>>;

const FONCTIONS = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
});
type Rangee<T> = Row<typeof FONCTIONS, T & object>;
const LARGEUR_CASE = 34;
const PAS_LARGEUR = 10;

/** A page of a list whose order, search and paging are the server's. It knows nothing of what it shows. */
@Component({
  selector: 'app-data-table',
  imports: [BordColonne, MatButton, MatIcon, NgTemplateOutlet],
  templateUrl: './data-table.html',
  styleUrl: './data-table.scss',
  // Once for all the rows, whose number is not bounded by the screen.
  host: { '(click)': 'auClic($event)', '(keydown)': 'auClavier($event)', '(focusin)': 'auFocus($event)' },
})
export class DataTable<T extends object> {
  private static nombre = 0;
  protected readonly idAide = `aide-tableau-${++DataTable.nombre}`;

  readonly legende = input.required<string>();
  readonly colonnes = input.required<readonly Colonne<T>[]>();
  readonly lignes = input.required<readonly T[]>();
  readonly cle = input.required<(ligne: T) => unknown>();
  readonly tri = input<readonly CleTri[]>([]);
  readonly chargement = input(false, { transform: booleanAttribute });
  /** Nothing received yet: skeleton rows instead of « nothing found ». */
  readonly vierge = input(false, { transform: booleanAttribute });
  /** French sentence of a failed load. */
  readonly erreur = input<string | null>(null);
  readonly messageVide = input('Aucune ligne à afficher.');
  /** Some filter, or some search, is on: the empty state says so and leads to it. */
  readonly filtree = input(false, { transform: booleanAttribute });
  readonly recherchee = input(false, { transform: booleanAttribute });
  readonly active = input<(ligne: T) => boolean>(() => false);
  readonly inerte = input<(ligne: T) => boolean>(() => false);
  /** A click or Entrée on a row chooses it. */
  readonly cliquable = input(false, { transform: booleanAttribute });
  /** A column of check boxes. */
  readonly aCocher = input(false, { transform: booleanAttribute });
  readonly nommer = input<(ligne: T) => string>(() => 'la ligne');
  readonly selection = model<Selection>({});
  /** Every result is chosen, on every page: the boxes show it and rest. */
  readonly toutCoche = input(false, { transform: booleanAttribute });
  readonly disposition = model<Disposition>(DISPOSITION_INITIALE);
  readonly redimensionnable = input(false, { transform: booleanAttribute });
  readonly densite = input<Densite>('compact');

  readonly trier = output<{ nom: string; cumul: boolean }>();
  readonly choisie = output<T>();
  /** -1 or 1: the keyboard went past an end of the page. */
  readonly voisine = output<-1 | 1>();
  readonly reessayer = output();
  readonly verifierFiltres = output();
  readonly viderRecherche = output();

  private readonly definitions = computed(() =>
    this.colonnes().map(({ nom, largeur }) => ({ id: nom, size: largeur, minSize: 0, accessorFn: () => null })),
  );
  protected readonly table = injectTable(() => ({
    features: FONCTIONS,
    columns: this.definitions(),
    data: this.lignes(),
    getRowId: (ligne: T) => String(this.cle()(ligne)),
    enableSubRowSelection: false,
    isRowRangeSelectionEvent: (evenement: unknown) => (evenement as MouseEvent).shiftKey,
    state: {
      columnOrder: ordonner(this.colonnes(), this.disposition()).map(({ nom }) => nom),
      columnVisibility: Object.fromEntries(
        this.colonnes().map((colonne) => [colonne.nom, visible(colonne, this.disposition())]),
      ),
      columnSizing: this.disposition().largeurs,
      rowSelection: this.selection(),
    },
    onRowSelectionChange: (suite) =>
      this.selection.update((avant) => ({ ...(typeof suite === 'function' ? suite(avant) : suite) })),
  }));

  /** Cells declared by the page for the list that holds this table. */
  readonly cellulesDe = input<readonly Cellule<T>[]>([]);
  private readonly cellules = contentChildren<Cellule<T>>(Cellule);
  protected readonly gabarits = computed(
    () => new Map([...this.cellulesDe(), ...this.cellules()].map((cellule) => [cellule.appCellule(), cellule.gabarit])),
  );
  protected readonly affichees = computed(() => {
    const parNom = new Map(this.colonnes().map((colonne) => [colonne.nom, colonne]));
    return this.table.getVisibleLeafColumns().flatMap(({ id }) => parNom.get(id) ?? []);
  });
  protected readonly rangees = computed(() => this.table.getRowModel().rows);
  protected readonly pageCochee = computed(
    () => this.rangees().length > 0 && this.rangees().every(({ id }) => this.selection()[id]),
  );
  protected readonly pageEntamee = computed(() => this.rangees().some(({ id }) => this.selection()[id]));
  protected readonly somme = computed(
    () =>
      (this.aCocher() ? LARGEUR_CASE : 0) +
      this.affichees().reduce((total, colonne) => total + this.largeur(colonne), 0),
  );
  /** The user gave widths: they are kept as they are, instead of filling the screen. */
  protected readonly fixee = computed(() => Object.keys(this.disposition().largeurs).length > 0);
  protected readonly parLignes = computed(() => this.cliquable() || this.aCocher());
  /** Row of the keyboard; a new page starts again from its first row. */
  protected readonly courante = linkedSignal<readonly T[], number>({
    source: this.lignes,
    computation: (lignes, avant) => Math.max(0, Math.min(avant?.value ?? 0, lignes.length - 1)),
  });

  protected readonly vide = computed(
    () => this.lignes().length === 0 && !this.vierge() && !this.chargement() && this.erreur() === null,
  );
  /** Nothing found: what to look at (guide §4.4). */
  protected readonly conseil = computed(() => {
    if (this.filtree()) {
      return `Aucun résultat. Contrôlez les filtres positionnés${this.recherchee() ? ' et videz la recherche' : ''}.`;
    }
    return this.recherchee()
      ? 'Aucun résultat. Contrôlez les mots cherchés ou videz la recherche.'
      : this.messageVide();
  });
  protected readonly squelette = computed(() => this.vierge() && this.erreur() === null);
  protected readonly ariaTri = ariaTri;

  private readonly region = viewChild.required<ElementRef<HTMLElement>>('region');
  private readonly corps = viewChild.required<ElementRef<HTMLTableSectionElement>>('corps');
  /** Row to focus once the page asked for by the keyboard is there. */
  private attendue: 'premiere' | 'derniere' | null = null;

  constructor() {
    afterNextRender(() => suivreDefilement(this.region().nativeElement));
    afterRenderEffect(() => {
      this.lignes();
      if (this.attendue !== null && !this.chargement()) {
        this.allerLigne(this.attendue === 'premiere' ? 0 : this.lignes().length - 1);
        this.attendue = null;
      }
    });
    let page: readonly T[] = [];
    afterRenderEffect(() => {
      // Another page, or another order, is read from its top.
      if (page !== this.lignes()) {
        page = this.lignes();
        this.region().nativeElement.scrollTop = 0;
      }
    });
  }

  /** Puts the keyboard on the row it left. */
  focus(): void {
    this.allerLigne(this.courante());
  }

  protected largeur({ nom, largeur }: Colonne<T>): number {
    return this.disposition().largeurs[nom] ?? largeur;
  }

  protected sens(nom: string): string {
    const cle = this.tri().find((candidate) => candidate.nom === nom);
    return cle === undefined ? '' : cle.sens === 'asc' ? 'monte' : 'descend';
  }

  /** Order number, when several columns sort. */
  protected rang(nom: string): number | null {
    const rang = this.tri().findIndex((cle) => cle.nom === nom);
    return rang >= 0 && this.tri().length > 1 ? rang + 1 : null;
  }

  protected classeDe(colonne: Colonne<T>, ligne: T, sorte = ''): string {
    return [sorte, colonne.nombre && 'nombre', colonne.collante && 'collante', colonne.classe?.(ligne)]
      .filter(Boolean)
      .join(' ');
  }

  protected bulle(colonne: Colonne<T>, ligne: T): string | null {
    return (colonne.bulle ? colonne.bulle(ligne) : colonne.texte?.(ligne)) || null;
  }

  protected cocher(rangee: Rangee<T>, evenement: Event): void {
    rangee.getToggleSelectedHandler()(evenement);
  }

  protected auClic(evenement: MouseEvent): void {
    const rangee = this.rangeeDe(evenement.target);
    if (rangee && !surControle(evenement.target) && this.cliquable() && !this.inerte()(rangee.original)) {
      this.choisie.emit(rangee.original);
    }
  }

  protected auFocus({ target }: FocusEvent): void {
    const index = indexDe(target);
    if (index >= 0) {
      this.courante.set(index);
    }
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const rangee = this.rangeeDe(evenement.target);
    if (!(evenement.target instanceof HTMLTableRowElement) || rangee === undefined || evenement.altKey) {
      return;
    }
    const dernier = this.lignes().length - 1;
    const visee = ligneVisee(evenement.key, this.courante(), dernier);
    if (visee !== null) {
      evenement.preventDefault();
      if (visee < 0 || visee > dernier) {
        this.attendue = visee < 0 ? 'derniere' : 'premiere';
        this.voisine.emit(visee < 0 ? -1 : 1);
      } else {
        this.allerLigne(visee);
      }
    } else if (evenement.key === 'Enter' && this.cliquable() && !this.inerte()(rangee.original)) {
      evenement.preventDefault();
      this.choisie.emit(rangee.original);
    } else if (evenement.key === ' ' && this.aCocher() && !this.toutCoche()) {
      evenement.preventDefault();
      const { shiftKey } = evenement;
      rangee.getToggleSelectedHandler()({ target: { checked: !rangee.getIsSelected() }, shiftKey });
    }
  }

  protected auClavierEntete(colonne: Colonne<T>, evenement: KeyboardEvent): void {
    const sens = evenement.key === 'ArrowRight' ? 1 : evenement.key === 'ArrowLeft' ? -1 : 0;
    if (sens !== 0 && evenement.altKey && this.redimensionnable()) {
      evenement.preventDefault();
      this.figer();
      this.elargir(colonne.nom, this.largeur(colonne) + sens * PAS_LARGEUR);
    }
  }

  /** The widths on screen become the user's, so that dragging one does not move the others. */
  protected figer(): void {
    if (!this.fixee()) {
      const entetes = this.region().nativeElement.querySelectorAll<HTMLElement>('th[data-colonne]');
      const largeurs = [...entetes].map((th) => [th.dataset['colonne'] ?? '', th.offsetWidth] as const);
      this.disposition.update((disposition) => redimensionner(disposition, Object.fromEntries(largeurs)));
    }
  }

  protected elargir(nom: string, largeur: number): void {
    this.disposition.update((disposition) => redimensionner(disposition, { [nom]: largeur }));
  }

  /** As wide as its widest cell of the page. */
  protected ajuster(nom: string): void {
    this.figer();
    const rang = this.affichees().findIndex((colonne) => colonne.nom === nom) + (this.aCocher() ? 2 : 1);
    const cellules = this.corps().nativeElement.querySelectorAll<HTMLElement>(`td:nth-child(${rang})`);
    const mesure = document.createRange();
    const largeurs = [...cellules].map((cellule) => {
      mesure.selectNodeContents(cellule);
      return Math.ceil(mesure.getBoundingClientRect().width) + 14;
    });
    if (largeurs.length > 0) {
      this.elargir(nom, Math.max(...largeurs));
    }
  }

  private allerLigne(index: number): void {
    this.courante.set(index);
    this.corps().nativeElement.rows[index]?.focus();
  }

  private rangeeDe(cible: EventTarget | null): Rangee<T> | undefined {
    return this.rangees()[indexDe(cible)] as Rangee<T> | undefined;
  }
}
