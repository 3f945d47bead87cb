import { Component, DOCUMENT, DestroyRef, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { NavigationEnd, Router, RouterLink } from '@angular/router';
import { distinctUntilChanged, filter, fromEvent, map, merge } from 'rxjs';
import { Annonces } from '../erreurs/annonces';
import { MesSecteurs, PROFILS_A_SECTEURS, nomCourt } from '../profil/mes-secteurs';
import { Session } from '../session/session';

/** Sectors named in the panel; the others are counted. */
const NOMMES = 8;

/** What the lists show: the département, or the sectors that the user keeps; a click away from changing it. */
@Component({
  selector: 'app-perimetre',
  imports: [MatIcon, RouterLink],
  template: `
    @if (aSecteurs()) {
      <button
        type="button"
        class="declencheur"
        data-testid="perimetre"
        popovertarget="volet-perimetre"
        [class.restreint]="secteurs.restreint()"
      >
        <mat-icon svgIcon="secteurs" inline />
        <span class="lecteur">Périmètre des listes : </span>
        <span class="departement">{{ departement() }}</span>
        @if (secteurs.restreint()) {
          <span class="nombre chiffres">{{ secteurs.resume() }}</span>
        }
      </button>
      <div #volet id="volet-perimetre" class="volet" popover>
        <div class="fiche">
          @if (secteurs.restreint()) {
            <strong>Vos listes montrent {{ secteurs.resume() }}</strong>
            <ul>
              @for (secteur of apercu(); track secteur.code) {
                <li>{{ nomCourt(secteur) }}</li>
              }
              @if (reste() > 0) {
                <li>et {{ reste() }} autre{{ reste() > 1 ? 's' : '' }}</li>
              }
            </ul>
          } @else {
            <strong>Vos listes montrent tout le département</strong>
          }
        </div>
        <a class="choix" routerLink="/mon-compte/secteurs" (click)="volet.hidePopover()">
          <mat-icon svgIcon="secteurs" inline />{{
            secteurs.restreint() ? 'Modifier mes secteurs' : 'Choisir mes secteurs'
          }}
        </a>
        @if (secteurs.restreint()) {
          <button class="choix" type="button" [disabled]="enCours()" (click)="volet.hidePopover(); toutMontrer()">
            <mat-icon svgIcon="retour" inline />Revenir à tout le département
          </button>
        }
      </div>
    } @else {
      <span class="departement">{{ departement() }}</span>
    }
  `,
  styleUrl: './perimetre.scss',
})
export class Perimetre {
  protected readonly secteurs = inject(MesSecteurs);
  private readonly session = inject(Session);
  private readonly annonces = inject(Annonces);
  private readonly fin = inject(DestroyRef);

  protected readonly departement = computed(() => this.session.profil()?.perimetre ?? '');
  protected readonly aSecteurs = computed(() => {
    const profil = this.session.profil()?.profil;
    return profil !== undefined && PROFILS_A_SECTEURS.includes(profil);
  });
  protected readonly apercu = computed(() => this.secteurs.choisis().slice(0, NOMMES));
  protected readonly reste = computed(() => this.secteurs.choisis().length - this.apercu().length);
  protected readonly nomCourt = nomCourt;
  protected readonly enCours = signal(false);

  constructor() {
    const document = inject(DOCUMENT);
    const pages = inject(Router).events.pipe(
      filter((evenement) => evenement instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects.split('?')[0]),
      distinctUntilChanged(),
    );
    const retours = fromEvent(document, 'visibilitychange').pipe(filter(() => document.visibilityState === 'visible'));
    this.lire();
    // Another session may have changed the choice: the header never says more than the server knows.
    merge(pages, retours)
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.lire());
  }

  protected async toutMontrer(): Promise<void> {
    this.enCours.set(true);
    try {
      await this.secteurs.garder([]);
      void this.annonces.annoncer('Vos listes montrent de nouveau tout le département.');
    } catch (erreur) {
      void this.annonces.signaler(erreur);
    } finally {
      this.enCours.set(false);
    }
  }

  /** Without an answer the header keeps what it last knew; the page itself says that the server does not answer. */
  private lire(): void {
    if (this.aSecteurs() && this.session.connectee()) {
      this.secteurs
        .lire()
        .pipe(takeUntilDestroyed(this.fin))
        .subscribe({ error: () => undefined });
    }
  }
}
