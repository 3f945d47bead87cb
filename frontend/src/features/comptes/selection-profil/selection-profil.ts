import { Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { type Profil } from '../../../platform/session/auth.api';
import { retourSur } from '../../../platform/session/gardes';
import { Session } from '../../../platform/session/session';
import { Bandeau } from '../../../ui/bandeau/bandeau';

/** « Sélection du profil » (F1.3-4): after the sign-in, and later from the menu. */
@Component({
  imports: [Bandeau, MatButton, MatIcon, RouterLink],
  template: `
    <app-bandeau />
    <main>
      <h1 tabindex="-1">Sélection du profil</h1>
      <p class="discret">
        {{ session.compte()?.prenom }} {{ session.compte()?.nom }}, choisissez le profil sous lequel travailler.
      </p>
      @if (refus(); as texte) {
        <p class="message erreur" role="alert"><mat-icon svgIcon="erreur" inline />{{ texte }}</p>
      }
      <ul>
        @for (profil of session.profils(); track profil.id) {
          <li>
            <button
              type="button"
              [attr.aria-current]="profil.id === session.profil()?.id || null"
              [disabled]="enCours()"
              (click)="choisir(profil)"
            >
              <span class="libelle">{{ profil.libelle }}</span>
              <span class="discret">{{ profil.perimetre }}</span>
              @if (profil.id === session.profil()?.id) {
                <span class="etiquette">Profil actuel</span>
              }
              <mat-icon svgIcon="suivant" />
            </button>
          </li>
        }
      </ul>
      <div class="actions">
        @if (session.profil()) {
          <a mat-stroked-button routerLink="/">Annuler</a>
        }
        <button mat-button type="button" (click)="quitter()">Se déconnecter</button>
      </div>
    </main>
  `,
  styleUrl: './selection-profil.scss',
})
export class SelectionProfilPage {
  readonly retour = input<string>();

  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly enCours = signal(false);
  protected readonly refus = signal<string | null>(null);

  protected async choisir(profil: Profil): Promise<void> {
    this.enCours.set(true);
    this.refus.set(null);
    try {
      await this.session.choisirProfil(profil.id);
      await this.router.navigateByUrl(retourSur(this.retour()) ?? '/');
    } catch (erreur) {
      this.refus.set(lireProbleme(erreur).message);
    } finally {
      this.enCours.set(false);
    }
  }

  protected async quitter(): Promise<void> {
    await this.session.deconnecter();
    await this.router.navigateByUrl('/connexion');
  }
}
