import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { HorodatagePipe } from '../../../ui/formats/formats';
import { AeshApi, type EvenementHistorique } from '../aesh.api';

const PAR_PAGE = 20;

const PHRASES: Readonly<Record<EvenementHistorique['objet'], Readonly<Record<EvenementHistorique['action'], string>>>> =
  {
    AESH: { CREATION: 'Création du dossier', MODIFICATION: 'Dossier modifié', SUPPRESSION: 'Suppression du dossier' },
    MISSION: { CREATION: 'Création de la mission', MODIFICATION: 'Mission modifiée', SUPPRESSION: 'Mission supprimée' },
  };

/** What changed in the file and the missions of an AESH, who changed it and when: from the audit trail. */
@Component({
  selector: 'app-historique-aesh',
  imports: [HorodatagePipe, MatButton],
  template: `
    @if (erreur(); as texte) {
      <div class="message erreur" role="alert">
        <div>
          <p>{{ texte }}</p>
          <button mat-button type="button" (click)="ressource.reload()">Réessayer</button>
        </div>
      </div>
    } @else if (lue(); as page) {
      <ol>
        @for (un of page.items; track un.id) {
          <li>
            <p>
              <strong>{{ phrase(un) }}</strong>
              <span class="discret">
                <span class="chiffres">{{ un.le | horodatage }}</span> par {{ un.auteur }}
              </span>
            </p>
            @if (un.champs.length > 0) {
              <ul>
                @for (champ of un.champs; track champ.nom) {
                  <li>
                    {{ champ.libelle }} :
                    @if (un.action !== 'CREATION') {
                      <del>{{ champ.avant ?? 'vide' }}</del> →
                    }
                    <ins>{{ champ.apres ?? 'vide' }}</ins>
                  </li>
                }
              </ul>
            }
          </li>
        } @empty {
          <li class="discret">Aucune modification n’est enregistrée.</li>
        }
      </ol>
      @if (page.total > page.items.length) {
        <p class="pages">
          <button mat-button type="button" [disabled]="page.page <= 1" (click)="numero.set(page.page - 1)">
            Plus récentes
          </button>
          <span class="chiffres">page {{ page.page }} sur {{ pages() }}</span>
          <button mat-button type="button" [disabled]="page.page >= pages()" (click)="numero.set(page.page + 1)">
            Plus anciennes
          </button>
        </p>
      }
    } @else {
      <p role="status">Chargement de l’historique…</p>
    }
  `,
  styles: `
    ol {
      display: grid;
      gap: 8px;
      font-size: 0.8125rem;
    }

    ol > li {
      padding-inline-start: 10px;
      border-inline-start: 3px solid var(--trait);
    }

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 16px;
    }

    del {
      color: var(--texte-second);
    }

    ins {
      text-decoration: none;
      font-weight: 500;
    }

    .pages {
      display: flex;
      align-items: center;
      gap: 8px;
      font-size: 0.8125rem;
    }
  `,
})
export class HistoriqueAesh {
  readonly id = input.required<number>();
  /** The file as it was read last: another version has another history. */
  readonly version = input.required<number>();

  private readonly api = inject(AeshApi);
  protected readonly numero = signal(1);
  protected readonly ressource = rxResource({
    params: () => ({ id: this.id(), version: this.version(), page: this.numero() }),
    stream: ({ params }) => this.api.historique(params.id, params.page, PAR_PAGE),
  });
  protected readonly lue = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly pages = computed(() => Math.max(1, Math.ceil((this.lue()?.total ?? 0) / PAR_PAGE)));
  protected readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()).message : null,
  );

  protected phrase({ objet, objetId, action }: EvenementHistorique): string {
    return objet === 'MISSION' ? `${PHRASES[objet][action]} (n° ${objetId})` : PHRASES[objet][action];
  }
}
