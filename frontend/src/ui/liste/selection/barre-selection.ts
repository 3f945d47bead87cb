import { Component, computed, input } from '@angular/core';
import { PanneauExport } from '../export/panneau-export';
import { type ModeleListe } from '../modele-liste';
import { VoletOutil } from '../volet/volet';

/** What is chosen, over all the pages, and what can be done with it. */
@Component({
  selector: 'app-barre-selection',
  imports: [PanneauExport, VoletOutil],
  template: `
    @if (liste().nombreChoisi() > 0) {
      <div class="barre-selection" role="group" aria-label="Sélection">
        <strong role="status" data-testid="nombre-choisi">{{ compte() }}</strong>
        @if (!liste().toutCoche() && liste().nombreChoisi() < liste().donnees.total()) {
          <button type="button" class="lien" (click)="liste().choisirTout()">
            Sélectionner les {{ liste().resume() }}
          </button>
        }
        @if (liste().toutCoche()) {
          <span class="discret">Pour en écarter, affinez les filtres ou la recherche.</span>
        }
        @if (liste().definition.exporter) {
          <app-volet-outil #volet libelle="Exporter la sélection" titre="Exporter la sélection" classe="ico-exporter">
            <ng-template><app-panneau-export selection [liste]="liste()" (fini)="volet.fermer()" /></ng-template>
          </app-volet-outil>
        }
        @if (liste().peutMontrerSelection) {
          <button type="button" class="outil" (click)="liste().montrerSelection()">N’afficher que la sélection</button>
        }
        @for (action of liste().definition.actions; track action.nom) {
          <button type="button" class="outil" (click)="action.executer(liste().choix(), liste().etat())">
            {{ action.libelle }}
          </button>
        }
        <button type="button" class="lien" (click)="liste().deselectionner()">Tout désélectionner</button>
      </div>
    }
  `,
})
export class BarreSelection<T extends object> {
  readonly liste = input.required<ModeleListe<T>>();
  protected readonly compte = computed(() => {
    const { definition } = this.liste();
    const accord = definition.feminin ? 'sélectionnée' : 'sélectionné';
    const nombre = this.liste().nombreChoisi();
    return `${this.liste().compter(nombre)} ${accord}${nombre >= 2 ? 's' : ''}`;
  });
}
