import { Component, computed, input } from '@angular/core';
import { type PeriodeChoisie, PeriodeField } from '../../date-field/periode-field';
import { type ModeleListe } from '../modele-liste';
import { VoletOutil } from '../volet/volet';
import { type Filtre, type FiltrePeriode } from './filtre';
import { PanneauChoix } from './panneau-choix';
import { PanneauRecherche } from './panneau-recherche';

/**
 * On one line: each filter is a button that opens its values; once it acts it becomes a chip that says so, with its
 * cross. Hidden, the bar still shows the chips: nothing acts unseen.
 */
@Component({
  selector: 'app-barre-filtres',
  imports: [PanneauChoix, PanneauRecherche, PeriodeField, VoletOutil],
  template: `
    @if (montres().length > 0) {
      <div class="barre-filtres" role="group" aria-label="Filtres">
        @for (entree of montres(); track entree.filtre.nom) {
          <app-volet-outil
            [libelle]="entree.actif ? entree.filtre.libelle + ' : ' + entree.actif.mots : entree.filtre.libelle"
            [titre]="'Filtre ' + entree.filtre.libelle"
            [classe]="entree.actif ? 'filtre puce' : 'filtre'"
            [bulle]="entree.actif?.phrase ?? ''"
            (ouverture)="liste().libelles.charger(entree.filtre, liste().etat().filtres)"
          >
            <ng-template>
              @switch (entree.filtre.genre) {
                @case ('choix') {
                  <app-panneau-choix
                    [filtre]="entree.filtre"
                    [options]="liste().libelles.options(entree.filtre)"
                    [valeur]="liste().etat().filtres[entree.filtre.nom]"
                    (choisie)="filtrer(entree.filtre, $event)"
                  />
                }
                @case ('recherche') {
                  <app-panneau-recherche
                    [filtre]="entree.filtre"
                    [connues]="liste().libelles.options(entree.filtre)"
                    [valeur]="liste().etat().filtres[entree.filtre.nom]"
                    (retenue)="liste().libelles.retenir(entree.filtre, [$event])"
                    (choisie)="filtrer(entree.filtre, $event)"
                  />
                }
                @case ('periode') {
                  <app-periode-field
                    [libelle]="entree.filtre.libelle"
                    [debut]="liste().etat().filtres[entree.filtre.debut] ?? null"
                    [fin]="liste().etat().filtres[entree.filtre.fin] ?? null"
                    (choisie)="filtrerPeriode(entree.filtre, $event)"
                  />
                }
                @case ('selection') {
                  <p tabindex="-1">La liste ne montre que les lignes choisies.</p>
                }
              }
            </ng-template>
          </app-volet-outil>
          @if (entree.actif) {
            <button
              type="button"
              class="outil croix"
              [attr.aria-label]="'Retirer le filtre ' + entree.actif.phrase"
              title="Retirer ce filtre"
              (click)="liste().effacer(entree.filtre)"
            ></button>
          }
        }
        @if (liste().url.filtree()) {
          <button type="button" class="lien" (click)="liste().url.reinitialiserFiltres()">Tout effacer</button>
        }
      </div>
    }
  `,
})
export class BarreFiltres<T extends object> {
  readonly liste = input.required<ModeleListe<T>>();

  protected readonly montres = computed(() => {
    const liste = this.liste();
    const actifs = new Map(liste.filtresActifs().map((entree) => [entree.filtre, entree]));
    const proposes = liste.reglages().filtresVisibles ? liste.filtresProposes() : [];
    return liste.definition.filtres
      .filter((filtre) => actifs.has(filtre) || proposes.includes(filtre))
      .map((filtre) => ({ filtre, actif: actifs.get(filtre) }));
  });

  protected filtrerPeriode({ debut: premier, fin: dernier }: FiltrePeriode, { debut, fin }: PeriodeChoisie): void {
    this.liste().filtrer({ [premier]: debut ?? '', [dernier]: fin ?? '' });
  }

  protected filtrer({ nom }: Filtre, valeur: string): void {
    this.liste().filtrer({ [nom]: valeur });
  }
}
