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
          encore {{ rebours.texte() }}
        }
      </span>
      <button
        mat-flat-button
        type="button"
        data-testid="otp-demo-utiliser"
        [disabled]="code() === null"
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
  readonly utiliser = output<string>();

  private readonly api = inject(DemoApi);
  protected readonly rebours = inject(CompteARebours);
  private readonly otp = rxResource({
    params: () => this.identifiant(),
    stream: ({ params }) => this.api.otp(params),
  });
  protected readonly code = computed(() => (this.otp.hasValue() ? this.otp.value().code : null));
  protected readonly groupe = computed(() => this.code()?.replace(/^(...)/, '$1 ') ?? '––– –––');

  constructor() {
    effect(() => {
      const secondes = this.otp.hasValue() ? this.otp.value().expireDansSecondes : null;
      untracked(() => this.rebours.lancer(secondes));
    });
    effect(() => {
      if (this.rebours.restantes() === 0) {
        untracked(() => this.otp.reload());
      }
    });
  }
}
