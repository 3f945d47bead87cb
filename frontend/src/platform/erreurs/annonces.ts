import { EnvironmentInjector, Injectable, inject } from '@angular/core';
import { type MatSnackBarConfig } from '@angular/material/snack-bar';
import { lireProbleme } from './probleme';

/** Short messages at the bottom of the screen. The snack bar is loaded with the first of them. */
@Injectable({ providedIn: 'root' })
export class Annonces {
  private readonly injecteur = inject(EnvironmentInjector);

  annoncer(texte: string, dureeMs = 8000): Promise<void> {
    return this.ouvrir(texte, { duration: dureeMs, politeness: 'polite' });
  }

  /** A message with one thing to do about it; whoever does not want it lets it go. */
  async proposer(texte: string, libelle: string, action: () => void, dureeMs = 120_000): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    if (!this.injecteur.destroyed) {
      const options: MatSnackBarConfig = { duration: dureeMs, politeness: 'polite' };
      this.injecteur.get(MatSnackBar).open(texte, libelle, options).onAction().subscribe(action);
    }
  }

  signaler(erreur: unknown): Promise<void> {
    return this.ouvrir(lireProbleme(erreur).message, { politeness: 'assertive' });
  }

  private async ouvrir(texte: string, options: MatSnackBarConfig): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    // The application may have been left while the code was loading.
    if (!this.injecteur.destroyed) {
      this.injecteur.get(MatSnackBar).open(texte, 'Fermer', options);
    }
  }
}
