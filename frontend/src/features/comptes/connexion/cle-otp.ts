import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { DemoApi } from '../demo.api';
import { CompteARebours } from './compte-a-rebours';

/** Virtual OTP key of a demonstration account: shows the running code, and types it for the user. */
@Component({
  selector: 'app-cle-otp',
  imports: [MatButton, MatIcon],
  providers: [CompteARebours],
  template: `
    <div class="cle">
      <mat-icon svgIcon="cle" />
      <output class="chiffres" aria-label="Code de la clé OTP" data-testid="otp-demo">{{ groupe() }}</output>
      <span class="temps chiffres">
        @if (rebours.restantes() !== null) {
          {{ utilisable() ? 'encore' : 'utilisable dans' }} {{ rebours.texte() }}
        }
      </span>
      <button
        mat-flat-button
        type="button"
        data-testid="otp-demo-utiliser"
        [disabled]="!utilisable()"
        (click)="utiliser.emit(code() ?? '')"
      >
        Utiliser ce code
      </button>
    </div>
  `,
  styles: `
    .cle {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 10px;
      padding: 10px 12px;
      border: 1px solid var(--trait-fort);
      border-radius: var(--rayon);
      background: var(--fond);
    }

    output {
      min-width: 6.5ch;
      font-size: 1.375rem;
      font-weight: 700;
      letter-spacing: 0.06em;
    }

    .temps {
      flex: 1;
      color: var(--texte-second);
      font-size: 0.75rem;
    }
  `,
})
export class CleOtp {
  readonly identifiant = input.required<string>();
  /** Sign-ins tried so far: each may have used the code on show. */
  readonly essais = input(0);
  readonly utiliser = output<string>();

  private readonly api = inject(DemoApi);
  protected readonly rebours = inject(CompteARebours);
  private readonly otp = rxResource({
    params: () => ({ identifiant: this.identifiant(), essais: this.essais() }),
    stream: ({ params }) => this.api.otp(params.identifiant),
  });
  protected readonly code = computed(() => (this.otp.hasValue() ? this.otp.value().code : null));
  /** A code that served is not shown again: the next one may have to wait for its time. */
  protected readonly utilisable = computed(() => this.otp.hasValue() && this.otp.value().utilisableDansSecondes === 0);
  protected readonly groupe = computed(() => this.code()?.replace(/^(...)/, '$1 ') ?? '––– –––');

  constructor() {
    effect(() => {
      const otp = this.otp.hasValue() ? this.otp.value() : null;
      untracked(() => this.rebours.lancer(otp && (otp.utilisableDansSecondes || otp.expireDansSecondes)));
    });
    effect(() => {
      if (this.rebours.restantes() === 0) {
        untracked(() => this.otp.reload());
      }
    });
  }
}
