import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { catchError, of, switchMap, timer } from 'rxjs';
import { marqueEtat, raisonEnMots } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { JourPipe } from '../../../ui/formats/formats';
import { AeshApi } from '../aesh.api';
import { type SaisieAesh } from './saisie-aesh';

const ATTENTE_MS = 300;

/** Who may be the same person as the one being typed: said while typing, forbids nothing. */
@Component({
  selector: 'app-doublons',
  imports: [JourPipe, MatIcon, RouterLink],
  template: `
    <div aria-live="polite">
      @if (trouves().length > 0) {
        <div class="message alerte" data-testid="doublons">
          <mat-icon svgIcon="alerte" inline />
          <div>
            <p>
              {{ trouves().length > 1 ? 'Ces AESH existent déjà' : 'Cet AESH existe déjà' }} peut-être. Vérifiez avant
              d’enregistrer.
            </p>
            <ul>
              @for (un of trouves(); track un.id) {
                <li>
                  <a [routerLink]="['/aesh', un.id]" target="_blank"
                    >{{ nomComplet(un) }}<span class="lecteur"> (s’ouvre dans un nouvel onglet)</span></a
                  >
                  {{ marque(un.etat)?.marque }}
                  @if (un.dateNaissance) {
                    né(e) le {{ un.dateNaissance | jour }},
                  }
                  {{ un.commune }} – {{ raison(un.raison) }}
                </li>
              }
            </ul>
          </div>
        </div>
      }
    </div>
  `,
})
export class Doublons {
  readonly saisie = input.required<SaisieAesh>();

  private readonly api = inject(AeshApi);
  private readonly recherche = computed(
    () => {
      const { nom, nomFamille, prenom, dateNaissance, numen } = this.saisie();
      return nom.trim().length < 2 || prenom.trim().length < 2
        ? undefined
        : {
            nom: nom.trim(),
            prenom: prenom.trim(),
            nomFamille: nomFamille.trim() || undefined,
            dateNaissance: dateNaissance ?? undefined,
            numen: numen.trim() || undefined,
          };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  private readonly ressource = rxResource({
    params: () => this.recherche(),
    // Once the typing rests; a failure of this help does not stop the form.
    stream: ({ params }) =>
      timer(ATTENTE_MS).pipe(
        switchMap(() => this.api.doublons(params)),
        catchError(() => of([])),
      ),
  });
  protected readonly trouves = computed(() => (this.ressource.hasValue() ? this.ressource.value() : []));
  protected readonly nomComplet = nomComplet;
  protected readonly marque = marqueEtat;
  protected readonly raison = raisonEnMots;
}
