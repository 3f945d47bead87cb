import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { pourcentFr } from '../formats/formats';

export interface Progression {
  readonly libelle: string;
  readonly etat: 'EN_ATTENTE' | 'EN_COURS' | 'TERMINE' | 'ECHEC';
  /** 0 to 1. */
  readonly progression: number;
  readonly etape: string | null;
  readonly erreur: { readonly message: string } | null;
}

/** A long work seen from the screen: bar, step, end or failure. */
@Component({
  selector: 'app-job-progress',
  imports: [MatProgressBar, MatIcon],
  template: `
    @let suivi = job();
    @if (suivi.etat === 'ECHEC') {
      <p class="message erreur" role="alert">
        <mat-icon svgIcon="erreur" inline />{{ suivi.libelle }} : échec. {{ suivi.erreur?.message }}
      </p>
    } @else if (suivi.etat === 'TERMINE') {
      <p class="message succes" role="status"><mat-icon svgIcon="succes" inline />{{ suivi.libelle }} : terminé.</p>
    } @else {
      <div class="cours" data-testid="job-progression">
        <p role="status">
          <span>{{ suivi.libelle }} : {{ etape() }}</span>
          <span class="chiffres">{{ pourcent() }}</span>
        </p>
        <mat-progress-bar
          [mode]="suivi.etat === 'EN_ATTENTE' ? 'indeterminate' : 'determinate'"
          [value]="suivi.progression * 100"
          [attr.aria-label]="suivi.libelle"
        />
      </div>
    }
  `,
  styles: `
    .cours {
      padding: 8px 12px;
      background: var(--info-fond);
    }

    .cours p {
      display: flex;
      justify-content: space-between;
      gap: 12px;
      margin-block-end: 6px;
    }
  `,
})
export class JobProgress {
  readonly job = input.required<Progression>();
  protected readonly etape = computed(() =>
    this.job().etat === 'EN_ATTENTE' ? 'en attente…' : (this.job().etape ?? 'en cours…'),
  );
  protected readonly pourcent = computed(() => pourcentFr(this.job().progression));
}
