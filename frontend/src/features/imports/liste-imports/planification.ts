import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { HorodatagePipe } from '../../../ui/formats/formats';
import { gardeEnMots, lireBilan } from '../bilan';
import { type Import, ImportsApi } from '../imports.api';
import { ETATS, SOURCES, dureeFr } from '../libelles';

/** When the night imports, from where, what each source last gave, and what waits for somebody. */
@Component({
  selector: 'app-planification',
  imports: [HorodatagePipe, MatButton, MatIcon, RouterLink],
  template: `
    @if (erreur(); as texte) {
      <div class="message erreur" role="alert">
        <mat-icon svgIcon="erreur" inline />
        <div>
          <p>{{ texte }}</p>
          <button mat-button type="button" (click)="ressource.reload()">Réessayer</button>
        </div>
      </div>
    } @else if (lue(); as planification) {
      @for (retenu of retenus(); track retenu.id) {
        <p class="message alerte" role="status" data-testid="retenu">
          <mat-icon svgIcon="alerte" inline />
          <span>
            <strong>Import {{ sources[retenu.source].libelle }} à confirmer.</strong>
            {{ raison(retenu) }}
            <a [routerLink]="['/imports', retenu.id]">Voir, confirmer ou abandonner</a>
          </span>
        </p>
      }
      <p data-testid="planification">
        <mat-icon svgIcon="calendrier" inline />
        Import automatique d’EPP et d’ASSED chaque jour à <strong>{{ planification.heure }}</strong> (heure de Paris),
        @if (planification.dossierDepot) {
          depuis le dossier de dépôt <code>{{ planification.dossierDepot }}</code>.
        } @else {
          si un dossier de dépôt est réglé : aucun ne l’est.
        }
      </p>
      <ul class="sources">
        @for (une of planification.sources; track une.source) {
          <li>
            <strong>{{ sources[une.source].libelle }}</strong>
            @if (une.derniere; as derniere) {
              <span [class]="'etiquette ' + etats[derniere.etat].classe">{{ etats[derniere.etat].libelle }}</span>
              <a class="chiffres" [routerLink]="['/imports', derniere.id]">{{ derniere.commenceLe | horodatage }}</a>
              @if (derniere.dureeMs !== null) {
                <span class="discret chiffres">en {{ dureeFr(derniere.dureeMs) }}</span>
              }
            } @else {
              <span class="discret">jamais importée</span>
            }
            <a class="fin" routerLink="/imports/nouveau" [queryParams]="{ source: une.source }"
              >Importer<span class="lecteur"> {{ sources[une.source].libelle }}</span></a
            >
          </li>
        }
      </ul>
    } @else {
      <p role="status">Chargement de la planification…</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      padding: 0 16px 10px;
      font-size: 0.8125rem;
    }

    .sources {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(280px, 1fr));
      gap: 6px 12px;
    }

    li {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 8px;
      align-items: baseline;
      padding: 6px 10px;
      border: 1px solid var(--trait);
      border-radius: var(--rayon);
    }

    .fin {
      margin-inline-start: auto;
    }

    code {
      overflow-wrap: anywhere;
    }
  `,
})
export class PlanificationEncart {
  /** Changes when the imports shown below changed. */
  readonly instant = input<unknown>();

  private readonly api = inject(ImportsApi);
  protected readonly ressource = rxResource({
    params: () => ({ instant: this.instant() }),
    stream: () => this.api.planification(),
  });
  protected readonly lue = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()).message : null,
  );
  protected readonly retenus = computed(() =>
    (this.lue()?.sources ?? []).flatMap(({ derniere }) => (derniere?.etat === 'A_CONFIRMER' ? [derniere] : [])),
  );
  protected readonly sources = SOURCES;
  protected readonly etats = ETATS;
  protected readonly dureeFr = dureeFr;

  protected raison(retenu: Import): string {
    const garde = lireBilan(retenu)?.garde;
    return garde ? gardeEnMots(garde) : '';
  }
}
