import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { LEGENDE_COUVERTURE, friseCouverture } from '../../../platform/libelles/couverture';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { HeuresPipe, JourPipe, KilometresPipe, PourcentPipe } from '../../../ui/formats/formats';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { type DecisionDetail as Detail, DecisionsApi } from '../decisions.api';

/** Side panel: the pupil, the schoolings, the decision, its timeline and the accompaniments behind it. */
@Component({
  selector: 'app-detail-decision',
  imports: [
    Frise,
    HeuresPipe,
    JourPipe,
    KilometresPipe,
    Legende,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    PourcentPipe,
    RouterLink,
  ],
  templateUrl: './detail-decision.html',
  styleUrl: './detail-decision.scss',
  host: { '(keydown.escape)': 'fermer.emit()' },
})
export class DetailDecision {
  readonly id = input.required<Detail['id']>();
  /** Accompaniments to point at: those of the segment that was clicked. */
  readonly designes = input<readonly number[]>([]);
  readonly peutCreer = input(false);
  readonly designer = output<readonly number[]>();
  readonly fermer = output();

  private readonly api = inject(DecisionsApi);
  protected readonly ressource = rxResource({
    params: () => this.id(),
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly detail = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly segments = computed(() => {
    const detail = this.detail();
    return detail === null ? [] : friseCouverture(detail.segments, detail);
  });
  protected readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  private readonly titre = viewChild<ElementRef<HTMLElement>>('titre');

  protected readonly legende = LEGENDE_COUVERTURE;
  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;

  constructor() {
    effect(() => {
      if (this.detail()) {
        untracked(() => setTimeout(() => this.titre()?.nativeElement.focus()));
      }
    });
  }

  protected enumerer(...morceaux: readonly (string | null)[]): string {
    return morceaux.filter((morceau) => morceau).join(', ');
  }
}
