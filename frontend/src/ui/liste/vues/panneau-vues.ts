import { Component, computed, inject, input, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type Observable, firstValueFrom } from 'rxjs';
import { Confirmation } from '../../confirm-dialog/confirm-dialog';
import { DISPOSITION_INITIALE } from '../../data-table/colonnes';
import { lireTri } from '../../data-table/etat-liste';
import { parametres, usuels } from '../filtres/filtre';
import { type ModeleListe } from '../modele-liste';
import { CarnetVues, type VueListe } from '../reglages';
import { type EtatVue, etatVue, lireEtatVue, memeVue } from './etat-vue';
import { PremierFocus } from '../volet/premier-focus';

/** « Vues »: search, order, filters and columns under a name; mine, or shared with the département. */
@Component({
  selector: 'app-panneau-vues',
  hostDirectives: [PremierFocus],
  template: `
    <ul>
      <li>
        <button type="button" class="vue" (click)="appliquer(standard())" [attr.aria-current]="estCourante(standard())">
          Affichage standard
        </button>
      </li>
      @for (vue of vues(); track vue.id) {
        <li>
          @if (renommee() === vue.id) {
            <form class="nom" (submit)="$event.preventDefault(); renommer(vue, nouveau.value)">
              <input #nouveau class="saisie" maxlength="80" aria-label="Nouveau nom" [value]="vue.nom" />
              <button type="submit" class="outil">Renommer</button>
            </form>
          } @else {
            <button
              type="button"
              class="vue"
              [title]="vue.partagee ? 'Partagée par ' + vue.auteur : 'Visible de vous seul'"
              [attr.aria-current]="estCourante(lire(vue))"
              (click)="appliquer(lire(vue))"
            >
              {{ vue.nom }}
              @if (vue.partagee) {
                <span class="discret">partagée{{ vue.mienne ? '' : ' par ' + vue.auteur }}</span>
              }
            </button>
            @if (vue.mienne) {
              <button
                type="button"
                class="outil ico-remplacer"
                title="Remplacer par l’affichage actuel"
                [attr.aria-label]="'Remplacer « ' + vue.nom + ' » par l’affichage actuel'"
                [disabled]="occupe() || estCourante(lire(vue))"
                (click)="modifier(vue, { etat: actuel() })"
              ></button>
              <button
                type="button"
                class="outil ico-renommer"
                title="Renommer"
                [attr.aria-label]="'Renommer « ' + vue.nom + ' »'"
                (click)="renommee.set(vue.id)"
              ></button>
              <button
                type="button"
                class="outil ico-partager"
                title="Partager avec le département"
                [attr.aria-label]="'Partager « ' + vue.nom + ' » avec le département'"
                [attr.aria-pressed]="vue.partagee"
                [disabled]="occupe()"
                (click)="modifier(vue, { partagee: !vue.partagee })"
              ></button>
              <button
                type="button"
                class="outil ico-supprimer"
                title="Supprimer"
                [attr.aria-label]="'Supprimer « ' + vue.nom + ' »'"
                [disabled]="occupe()"
                (click)="supprimer(vue)"
              ></button>
            }
          }
        </li>
      }
    </ul>
    @if (ressource.status() === 'error') {
      <p class="message erreur" role="alert">
        Les vues enregistrées n’ont pas pu être lues.
        <button type="button" class="lien" (click)="ressource.reload()">Réessayer</button>
      </p>
    }
    <form class="neuve" (submit)="$event.preventDefault(); creer(nom, partagee.checked)">
      <label for="nom-vue">Enregistrer l’affichage actuel (recherche, tri, filtres, colonnes)</label>
      <input #nom id="nom-vue" class="saisie" maxlength="80" placeholder="Nom de la vue" autocomplete="off" />
      <label class="partage">
        <input #partagee type="checkbox" />
        Partager avec le département
      </label>
      <button type="submit" class="outil plein" [disabled]="occupe()">Enregistrer</button>
    </form>
    <p role="status" [class]="faute() ? 'faute' : 'discret'">{{ faute() ?? fait() }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      width: 360px;
      max-width: 100%;
    }

    ul {
      max-height: 40vh;
      overflow: auto;
    }

    li,
    .nom {
      display: flex;
      align-items: center;
      gap: 2px;
    }

    .nom,
    .vue {
      flex: 1;
      min-width: 0;
    }

    .vue {
      padding: 6px 8px;
      border: 0;
      border-radius: var(--rayon);
      background: none;
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;

      &:hover {
        background: var(--fond-survol);
      }

      &[aria-current='true'] {
        background: var(--fond-choisi);
        font-weight: 700;

        &::before {
          content: '✓ ';
        }
      }
    }

    .vue .discret {
      font-weight: 400;
      font-size: 0.75rem;
    }

    .neuve {
      display: grid;
      gap: 6px;
      padding-block-start: 10px;
      border-block-start: 1px solid var(--trait);
      font-size: 0.8125rem;
    }

    .neuve .outil {
      justify-self: start;
    }

    .partage {
      display: flex;
      align-items: center;
      gap: 6px;
    }

    .faute {
      color: var(--erreur);
      font-weight: 500;
    }
  `,
})
export class PanneauVues<T extends object> {
  readonly liste = input.required<ModeleListe<T>>();
  readonly appliquee = output();

  private readonly carnet = inject(CarnetVues);
  private readonly confirmation = inject(Confirmation);
  protected readonly ressource = rxResource({
    params: () => this.liste().definition.nom,
    stream: ({ params }) => this.carnet.lister(params),
  });
  protected readonly vues = computed(() => (this.ressource.hasValue() ? this.ressource.value() : []));
  protected readonly actuel = computed(() => {
    const liste = this.liste();
    return etatVue(liste.etat(), liste.url.triChoisi(), liste.reglages().disposition);
  });
  protected readonly standard = computed((): EtatVue => {
    const { filtres } = this.liste().definition;
    return { q: '', sort: '', filtres: usuels(filtres), disposition: DISPOSITION_INITIALE };
  });
  protected readonly renommee = signal<number | null>(null);
  protected readonly occupe = signal(false);
  protected readonly faute = signal<string | null>(null);
  protected readonly fait = signal('');

  protected lire({ etat }: VueListe): EtatVue {
    return lireEtatVue(etat, this.liste().definition.filtres.flatMap(parametres));
  }

  protected estCourante(vue: EtatVue): boolean | null {
    return memeVue(vue, this.actuel()) || null;
  }

  protected appliquer({ q, sort, filtres, disposition }: EtatVue): void {
    this.liste().disposer(disposition);
    this.liste().url.poser({ q, tri: lireTri(sort), filtres });
    this.appliquee.emit();
  }

  protected async creer(champ: HTMLInputElement, partagee: boolean): Promise<void> {
    const nom = champ.value.trim();
    if (nom === '') {
      this.faute.set('Donnez un nom à la vue.');
      champ.focus();
      return;
    }
    const vue = { nom, partagee, etat: { ...this.actuel() } };
    if (await this.ecrire(() => this.carnet.creer(this.liste().definition.nom, vue), `Vue « ${nom} » enregistrée.`)) {
      champ.value = '';
    }
  }

  protected async renommer(vue: VueListe, nom: string): Promise<void> {
    if (nom.trim() === '' || nom.trim() === vue.nom || (await this.modifier(vue, { nom: nom.trim() }))) {
      this.renommee.set(null);
    }
  }

  protected modifier(
    vue: VueListe,
    changement: { readonly nom?: string; readonly partagee?: boolean; readonly etat?: EtatVue },
  ): Promise<boolean> {
    const { nom, partagee, etat } = { ...vue, ...changement };
    return this.ecrire(
      () => this.carnet.modifier(vue.id, vue.version, { nom, partagee, etat: { ...etat } }),
      `Vue « ${nom} » mise à jour.`,
    );
  }

  protected async supprimer(vue: VueListe): Promise<void> {
    const oui = await this.confirmation.demander({
      titre: `Supprimer la vue « ${vue.nom} » ?`,
      texte: vue.partagee
        ? 'Elle est partagée : tout le département la perdra.'
        : 'Les lignes de la liste ne changent pas.',
      oui: 'Supprimer',
      non: 'Garder',
    });
    if (oui) {
      await this.ecrire(() => this.carnet.supprimer(vue.id, vue.version), `Vue « ${vue.nom} » supprimée.`);
    }
  }

  private async ecrire(envoyer: () => Observable<unknown>, fait: string): Promise<boolean> {
    this.occupe.set(true);
    this.faute.set(null);
    this.fait.set('');
    try {
      await firstValueFrom(envoyer(), { defaultValue: undefined });
      this.fait.set(fait);
      return true;
    } catch (erreur) {
      this.faute.set(this.carnet.expliquer(erreur));
      return false;
    } finally {
      this.occupe.set(false);
      this.ressource.reload();
    }
  }
}
