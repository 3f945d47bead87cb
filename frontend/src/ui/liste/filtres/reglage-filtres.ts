import { Component, computed, input } from '@angular/core';
import { type ModeleListe } from '../modele-liste';
import { propose } from '../reglages';

/** The gear of « Filtres » (guide §4.3): which are offered. One that is not checked is not shown and does not act. */
@Component({
  selector: 'app-reglage-filtres',
  template: `
    <p class="discret">Filtres proposés. Un filtre décoché n’est pas affiché et n’agit pas.</p>
    <ul class="choix-filtre">
      @for (entree of entrees(); track entree.filtre.nom) {
        <li>
          <label>
            <input type="checkbox" [checked]="entree.propose" (change)="liste().basculerFiltre(entree.filtre)" />
            {{ entree.filtre.libelle }}
          </label>
        </li>
      }
    </ul>
  `,
})
export class ReglageFiltres<T extends object> {
  readonly liste = input.required<ModeleListe<T>>();
  protected readonly entrees = computed(() =>
    this.liste()
      .definition.filtres.filter(({ genre }) => genre !== 'selection')
      .map((filtre) => ({ filtre, propose: propose(filtre, this.liste().reglages()) })),
  );
}
