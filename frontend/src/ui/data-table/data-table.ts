import {
  CdkCell,
  CdkCellDef,
  CdkColumnDef,
  CdkHeaderCell,
  CdkHeaderCellDef,
  CdkHeaderRow,
  CdkHeaderRowDef,
  CdkRow,
  CdkRowDef,
  CdkTable,
} from '@angular/cdk/table';
import { NgTemplateOutlet } from '@angular/common';
import { Component, booleanAttribute, computed, contentChildren, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Cellule } from './cellule';
import { EnteteTri, ariaTri } from './entete-tri';
import { type CleTri } from './etat-liste';

export interface Colonne<T> {
  readonly nom: string;
  readonly libelle: string;
  /** Name of the server's sort; without it the column does not sort. */
  readonly tri?: string;
  readonly nombre?: boolean;
  /** Stays in sight when the table scrolls sideways. */
  readonly collante?: boolean;
  readonly largeur?: string;
  /** Text of the cell, when no `appCellule` template draws it. */
  readonly texte?: (ligne: T) => string;
}

/** A page of a list whose order, search and paging are the server's. It knows nothing of what it shows. */
@Component({
  selector: 'app-data-table',
  imports: [
    CdkTable,
    CdkColumnDef,
    CdkHeaderCellDef,
    CdkHeaderCell,
    CdkCellDef,
    CdkCell,
    CdkHeaderRowDef,
    CdkHeaderRow,
    CdkRowDef,
    CdkRow,
    NgTemplateOutlet,
    MatButton,
    MatIcon,
    EnteteTri,
  ],
  templateUrl: './data-table.html',
  styleUrl: './data-table.scss',
})
export class DataTable<T> {
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
  /** Some filter, or some search, is on: the empty state offers to drop it. */
  readonly filtree = input(false, { transform: booleanAttribute });
  readonly recherchee = input(false, { transform: booleanAttribute });
  readonly active = input<(ligne: T) => boolean>(() => false);
  readonly inerte = input<(ligne: T) => boolean>(() => false);
  readonly selectionnable = input(false, { transform: booleanAttribute });

  readonly trier = output<{ nom: string; cumul: boolean }>();
  readonly choisie = output<T>();
  readonly reessayer = output();
  readonly reinitialiserFiltres = output();
  readonly viderRecherche = output();

  private readonly cellules = contentChildren<Cellule<T>>(Cellule);
  protected readonly gabarits = computed(
    () => new Map(this.cellules().map((cellule) => [cellule.appCellule(), cellule.gabarit])),
  );
  protected readonly noms = computed(() => this.colonnes().map(({ nom }) => nom));
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
  protected readonly suivre = (_: number, ligne: T): unknown => this.cle()(ligne);
  protected readonly ariaTri = ariaTri;

  protected choisir(ligne: T, evenement: MouseEvent): void {
    const surControle = evenement.target instanceof Element && evenement.target.closest('a, button, input, label');
    if (this.selectionnable() && !surControle && !this.inerte()(ligne)) {
      this.choisie.emit(ligne);
    }
  }
}
