import { Injectable, Injector, inject } from '@angular/core';
import { lireProbleme } from './probleme';

/** Short messages at the bottom of the screen. The snack bar is loaded with the first of them. */
@Injectable({ providedIn: 'root' })
export class Annonces {
  private readonly injecteur = inject(Injector);

  async annoncer(texte: string, dureeMs = 8000): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    this.injecteur.get(MatSnackBar).open(texte, 'Fermer', { duration: dureeMs, politeness: 'polite' });
  }

  async signaler(erreur: unknown): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    this.injecteur.get(MatSnackBar).open(lireProbleme(erreur).message, 'Fermer', { politeness: 'assertive' });
  }
}
