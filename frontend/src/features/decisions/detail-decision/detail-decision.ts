import { A11yModule } from '@angular/cdk/a11y';
import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
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
import { catchError, of } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { LEGENDE_COUVERTURE, friseCouverture, phrasesAnomalies } from '../../../platform/libelles/couverture';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { HeuresPipe, JourPipe, KilometresPipe, PourcentPipe } from '../../../ui/formats/formats';
import { Frise } from '../../../ui/frise/frise';
import { type BarreChoisie, FriseVoies } from '../../../ui/frise/frise-voies';
import { Legende } from '../../../ui/frise/legende';
import { type DecisionDetail as Detail, DecisionsApi } from '../decisions.api';
import { trierScolarites, voiesDecision } from './chronologie';
import { DossierApi } from './dossier.api';
import { LARGEUR_MINIMALE, LargeurDetail } from './largeur';
import { Poignee } from './poignee';

/** Side panel: the pupil, the schoolings, the decision, its timeline and the accompaniments behind it. */
@Component({
  selector: 'app-detail-decision',
  imports: [
    A11yModule,
    Frise,
    FriseVoies,
    HeuresPipe,
    JourPipe,
    KilometresPipe,
    Legende,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    Poignee,
    PourcentPipe,
    RouterLink,
  ],
  templateUrl: './detail-decision.html',
  styleUrl: './detail-decision.scss',
  host: { '(keydown.escape)': 'fermer.emit()', '[style.--largeur.px]': 'largeur.px()' },
})
export class DetailDecision {
  readonly id = input.required<Detail['id']>();
  /** Accompaniments to point at: those of the segment that was clicked. */
  readonly designes = input<readonly number[]>([]);
  readonly peutCreer = input(false);
  readonly designer = output<readonly number[]>();
  readonly fermer = output();

  private readonly api = inject(DecisionsApi);
  private readonly dossiers = inject(DossierApi);
  private readonly annonces = inject(Annonces);
  private readonly injecteur = inject(Injector);
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly largeur = inject(LargeurDetail);
  protected readonly largeurMinimale = LARGEUR_MINIMALE;

  protected readonly ressource = rxResource({
    params: () => this.id(),
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly detail = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  /** Only for the lane of the missions: the panel does without it when it does not come. */
  private readonly dossier = rxResource({
    params: () => this.detail()?.eleve.id,
    stream: ({ params }) => this.dossiers.lire(params).pipe(catchError(() => of(null))),
  });
  protected readonly segments = computed(() => {
    const detail = this.detail();
    return detail === null ? [] : friseCouverture(detail.segments, detail);
  });
  protected readonly anomalies = computed(() => phrasesAnomalies(this.detail()?.anomalies));
  protected readonly voies = computed(() => {
    const detail = this.detail();
    return detail === null ? [] : voiesDecision(detail, this.dossier.hasValue() ? this.dossier.value() : null);
  });
  protected readonly scolarites = computed(() => {
    const detail = this.detail();
    return detail === null ? [] : trierScolarites(detail);
  });
  protected readonly barresDesignees = computed(() => this.designes().map((id) => `accompagnement-${id}`));
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
        untracked(() => setTimeout(() => this.prendreFocus()));
      }
    });
  }

  /** Points at the accompaniments and goes to the first of them, or to their heading when there is none. */
  protected montrer(accompagnements: readonly number[]): void {
    this.designer.emit(accompagnements);
    afterNextRender(() => this.allerAuxAccompagnements(), { injector: this.injecteur });
  }

  protected choisirBarre({ barre }: BarreChoisie): void {
    const [nature, id] = String(barre.id).split('-');
    const rang = Number(String(barre.id).split('-')[2]);
    if (nature === 'accompagnement') {
      this.montrer([Number(id)]);
    } else if (nature === 'segment') {
      this.montrer(this.segments()[rang]?.accompagnements ?? []);
    }
  }

  /** The address of the decision alone, without the filters of the moment. */
  protected async copierLien(): Promise<void> {
    const adresse = new URL(`/decisions?decision=${this.id()}`, window.location.origin).href;
    try {
      await navigator.clipboard.writeText(adresse);
      await this.annonces.annoncer('Le lien vers cette décision est copié.');
    } catch {
      await this.annonces.annoncer(`Le lien n’a pas pu être copié : ${adresse}`);
    }
  }

  protected enumerer(...morceaux: readonly (string | null)[]): string {
    return morceaux.filter((morceau) => morceau).join(', ');
  }

  private prendreFocus(): void {
    if (this.designes().length > 0) {
      this.allerAuxAccompagnements();
    } else {
      this.titre()?.nativeElement.focus();
    }
  }

  private allerAuxAccompagnements(): void {
    const cible =
      this.hote.querySelector<HTMLElement>('.designe') ?? this.hote.querySelector<HTMLElement>('#accompagnements');
    cible?.focus({ preventScroll: true });
    cible?.scrollIntoView({ block: 'center' });
  }
}
