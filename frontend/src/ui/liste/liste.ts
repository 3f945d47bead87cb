import {
  Component,
  ViewEncapsulation,
  booleanAttribute,
  contentChildren,
  input,
  output,
  viewChild,
} from '@angular/core';
import { Cellule } from '../data-table/cellule';
import { DataTable } from '../data-table/data-table';
import { Pagination } from '../data-table/pagination';
import { Recherche } from '../data-table/recherche';
import { PageHeader } from '../page-header/page-header';
import { PanneauExport } from './export/panneau-export';
import { BarreFiltres } from './filtres/barre-filtres';
import { ReglageFiltres } from './filtres/reglage-filtres';
import { type ModeleListe } from './modele-liste';
import { PanneauColonnes } from './colonnes/panneau-colonnes';
import { BarreSelection } from './selection/barre-selection';
import { PanneauVues } from './vues/panneau-vues';
import { VoletOutil } from './volet/volet';

/**
 * A list with all its tools (guide §4), for one declaration. Cells that are more than text are given as
 * `<ng-template appCellule="…">`; what is marked `outil` joins the tools, `haut` comes above the table,
 * `legende` below it.
 */
@Component({
  selector: 'app-liste',
  imports: [
    BarreFiltres,
    BarreSelection,
    DataTable,
    PageHeader,
    Pagination,
    PanneauColonnes,
    PanneauExport,
    PanneauVues,
    Recherche,
    ReglageFiltres,
    VoletOutil,
  ],
  templateUrl: './liste.html',
  styleUrls: ['./liste.scss', './icones.scss'],
  // The buttons of the tools look the same in all the parts of the kit.
  encapsulation: ViewEncapsulation.None,
})
export class Liste<T extends object> {
  readonly liste = input.required<ModeleListe<T>>();
  readonly legende = input.required<string>();
  readonly active = input<(ligne: T) => boolean>(() => false);
  /** A row opens with a click or Entrée. */
  readonly cliquable = input(true, { transform: booleanAttribute });
  readonly ouverte = output<T>();

  protected readonly cellules = contentChildren<Cellule<T>>(Cellule);
  private readonly tableau = viewChild.required<DataTable<T>>(DataTable);

  /** Back to the row that the keyboard left. */
  focus(): void {
    this.tableau().focus();
  }

  protected basculerFiltres(): void {
    this.liste().regler({ filtresVisibles: !this.liste().reglages().filtresVisibles });
  }

  protected basculerDensite(): void {
    this.liste().regler({ densite: this.liste().reglages().densite === 'compact' ? 'confort' : 'compact' });
  }

  /** F4.4-2: the filters in sight, the keyboard on the first that acts. */
  protected verifierFiltres(): void {
    this.liste().regler({ filtresVisibles: true });
    setTimeout(() => document.querySelector<HTMLElement>('.barre-filtres .puce')?.focus());
  }
}
