import type { Suivi } from '../../kernel/suivi.js';

/** Smallest time between two writes of the progress, in ms. */
export const INTERVALLE_PROGRESSION = 150;

/** Throttled progress: a handler may call it for every row; the base sees the latest state at most every 150 ms. */
export class SuiviEnBase implements Suivi {
  private fraction = 0;
  private etape = '';
  private derniere = -Infinity;
  private aEcrire = false;
  private ferme = false;
  private minuteur: NodeJS.Timeout | null = null;
  private ecriture: Promise<void> | null = null;

  /** @param ecrire must not reject */
  constructor(private readonly ecrire: (fraction: number, etape: string) => Promise<void>) {}

  progresser(fraction: number, etape: string): void {
    if (this.ferme) return;
    if (fraction > this.fraction) this.fraction = Math.min(fraction, 1);
    this.etape = etape;
    this.aEcrire = true;
    this.programmer();
  }

  /** Writes nothing more; resolves when the write in flight, if any, is done. */
  async fermer(): Promise<void> {
    this.ferme = true;
    if (this.minuteur) clearTimeout(this.minuteur);
    await this.ecriture;
  }

  private programmer(): void {
    if (this.ferme || this.minuteur || this.ecriture) return;
    const attente = this.derniere + INTERVALLE_PROGRESSION - performance.now();
    if (attente <= 0) {
      this.envoyer();
      return;
    }
    this.minuteur = setTimeout(() => {
      this.minuteur = null;
      this.envoyer();
    }, attente);
  }

  private envoyer(): void {
    this.aEcrire = false;
    this.derniere = performance.now();
    this.ecriture = this.ecrire(this.fraction, this.etape).finally(() => {
      this.ecriture = null;
      if (this.aEcrire) this.programmer();
    });
  }
}
