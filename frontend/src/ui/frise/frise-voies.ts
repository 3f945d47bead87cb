import {
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { jourFr, periodeFr } from '../formats/formats';
import { JOUR_COURANT, type JourIso } from '../formats/jours';
import { BulleFrise, type MarqueBulle } from './bulle-frise';
import { fondEtat } from './couches';
import { abscisseJour } from './geometrie';
import { type BarreVoie, type Voie, annees, etendue, mois, placerBarres } from './voies';

export interface BarreChoisie {
  readonly voie: Voie;
  readonly barre: BarreVoie;
}

/**
 * Lanes over one axis of time: schoolings, decisions, missions, accompaniments, as the caller gives them. The whole of
 * it or one school year at a time (the rest scrolls); one tab stop, arrows from bar to bar and from lane to lane; the
 * same as a table for whoever prefers to read.
 *
 * <app-frise-voies libelle="Parcours de DUPONT Léa" [voies]="voies()" (choisie)="aller($event.barre)" />
 */
@Component({
  selector: 'app-frise-voies',
  templateUrl: './frise-voies.html',
  styleUrl: './frise-voies.scss',
})
export class FriseVoies {
  private static nombre = 0;

  readonly libelle = input.required<string>();
  readonly voies = input.required<readonly Voie[]>();
  /** Limits of the axis, rounded to school years; without them, those of the bars. */
  readonly debut = input<JourIso | null>(null);
  readonly fin = input<JourIso | null>(null);
  readonly jour = input<JourIso>(inject(JOUR_COURANT)());
  /** Bars to point at. */
  readonly choisies = input<readonly BarreVoie['id'][]>([]);
  readonly choisie = output<BarreChoisie>();

  protected readonly identifiant = `voie-${++FriseVoies.nombre}-`;
  protected readonly tableau = signal(false);
  protected readonly echelle = computed(() => etendue(this.voies(), this.jour(), this.debut(), this.fin()));
  protected readonly annees = computed(() => annees(this.echelle()));
  protected readonly mois = computed(() => mois(this.echelle()));
  protected readonly trait = computed(() => abscisseJour(this.jour(), this.echelle()));
  /** First day of the school year on show; null = all. */
  protected readonly zoom = linkedSignal<JourIso | null>(() =>
    this.annees().length > 1 ? null : this.echelle().debut,
  );
  protected readonly etalement = computed(() => (this.zoom() === null ? 1 : this.annees().length));
  protected readonly placees = computed(() =>
    this.voies().map((voie) => {
      const barres = placerBarres(voie.barres, this.echelle());
      return { voie, libelle: voie.libelle, barres, lignes: Math.max(1, ...barres.map(({ ligne }) => ligne + 1)) };
    }),
  );
  /** Beginnings of the school years, across every lane. */
  protected readonly reperes = computed(() =>
    this.annees()
      .filter(({ x }) => x > 0)
      .map(({ x }) => `linear-gradient(var(--trait-fort) 0 0) ${x}% 0/1px 100% no-repeat`)
      .join(','),
  );
  private readonly position = linkedSignal<string | null>(() => (this.placees(), this.zoom(), null));
  /** The one bar that Tab reaches, as lane/bar: first one of the year on show, or of today. */
  protected readonly arret = computed(() => this.position() ?? this.premierArret());
  protected readonly alternative = computed(() => {
    const { debut, fin } = this.echelle();
    const nombres = this.voies().map(({ libelle, barres }) => `${libelle} : ${barres.length}`);
    return `${this.libelle()}, ${periodeFr(debut, fin)}. ${nombres.join(', ')}.`;
  });
  protected readonly jourFr = jourFr;
  protected readonly fondEtat = fondEtat;

  private readonly bulle = inject(BulleFrise);
  private readonly injecteur = inject(Injector);
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly defilant = viewChild<ElementRef<HTMLElement>>('defilant');

  constructor() {
    inject(DestroyRef).onDestroy(() => this.cacher());
  }

  protected precisions(barre: BarreVoie): string[] {
    return [...(barre.details ?? []), ...marques(barre).map(({ texte }) => texte)];
  }

  protected decrire(barre: BarreVoie): string {
    return [barre.libelle, periodeFr(barre.debut, barre.fin), ...this.precisions(barre)]
      .filter((mot) => mot !== '')
      .join(', ');
  }

  protected basculer(): void {
    this.tableau.update((avant) => !avant);
    this.cacher();
  }

  protected zoomer(annee: JourIso | null): void {
    this.zoom.set(annee);
    afterNextRender(
      () => {
        const defilant = this.defilant()?.nativeElement;
        const rang = this.annees().findIndex(({ jour }) => jour === annee);
        if (defilant && rang >= 0) {
          const piste = defilant.querySelector<HTMLElement>('.piste');
          defilant.scrollLeft = ((piste?.offsetWidth ?? 0) * rang) / this.annees().length;
        }
      },
      { injector: this.injecteur },
    );
  }

  protected montrer(barre: BarreVoie, cible: EventTarget | null): void {
    if (cible instanceof Element) {
      const contenu = {
        titre: periodeFr(barre.debut, barre.fin),
        lignes: [barre.libelle, ...(barre.details ?? [])].filter((ligne) => ligne !== ''),
        marques: marques(barre),
      };
      this.bulle.montrer(this, contenu, this.visible(cible));
    }
  }

  protected cacher(): void {
    this.bulle.cacher(this);
  }

  protected prendreFocus(barre: BarreVoie, position: string, cible: EventTarget | null): void {
    this.position.set(position);
    if (cible instanceof Element && cible.matches(':focus-visible')) {
      this.montrer(barre, cible);
    }
  }

  protected choisir(voie: Voie, barre: BarreVoie, cible: EventTarget | null): void {
    this.montrer(barre, cible);
    this.choisie.emit({ voie, barre });
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const cible = this.voisine(evenement.key);
    if (cible !== null) {
      evenement.preventDefault();
      evenement.stopPropagation();
      this.hote.querySelector<HTMLElement>(`[data-barre="${cible}"]`)?.focus({ preventScroll: false });
    }
  }

  private premierArret(): string {
    const annee = this.annees().find(({ jour }) => jour === this.zoom());
    const [debut, fin] = annee ? [annee.x, annee.x + annee.largeur] : [this.trait() ?? 0, this.trait() ?? 0];
    const voies = this.placees().map(({ barres }) => barres);
    for (const [voie, barres] of voies.entries()) {
      const rang = barres.findIndex(({ x, largeur }) => x <= fin && x + largeur > debut);
      if (rang >= 0) {
        return `${voie}/${rang}`;
      }
    }
    return `${voies.findIndex((barres) => barres.length > 0)}/0`;
  }

  /** Left and right along the lane, up and down to the bar of the next lane that is nearest in time. */
  private voisine(touche: string): string | null {
    const [voie = 0, rang = 0] = this.arret().split('/').map(Number);
    const barres = this.placees()[voie]?.barres ?? [];
    const dernier = barres.length - 1;
    const cibles: Record<string, number> = {
      ArrowLeft: Math.max(0, rang - 1),
      ArrowRight: Math.min(dernier, rang + 1),
      Home: 0,
      End: dernier,
    };
    if (touche in cibles) {
      return `${voie}/${cibles[touche]}`;
    }
    const sens = touche === 'ArrowDown' ? 1 : touche === 'ArrowUp' ? -1 : 0;
    const depart = barres[rang]?.x ?? 0;
    for (let autre = voie + sens; sens !== 0 && autre >= 0 && autre < this.placees().length; autre += sens) {
      const candidates = this.placees()[autre]?.barres ?? [];
      if (candidates.length > 0) {
        const ecarts = candidates.map(({ x, largeur }) => Math.max(0, x - depart, depart - x - largeur));
        return `${autre}/${ecarts.indexOf(Math.min(...ecarts))}`;
      }
    }
    return sens === 0 ? null : this.arret();
  }

  /** The part of a bar that the scrolling leaves in sight: the tooltip stands over it. */
  private visible(barre: Element): Pick<DOMRect, 'left' | 'width' | 'top' | 'bottom'> {
    const { left, right, top, bottom } = barre.getBoundingClientRect();
    const cadre = this.defilant()?.nativeElement.getBoundingClientRect();
    const gauche = Math.max(left, cadre?.left ?? left);
    return { left: gauche, width: Math.max(0, Math.min(right, cadre?.right ?? right) - gauche), top, bottom };
  }
}

function marques(barre: BarreVoie): MarqueBulle[] {
  return [
    ...(barre.maintien ? [{ icone: 'maintien', texte: 'Maintien' } as const] : []),
    ...(barre.hachure ? [{ icone: 'previsionnel', texte: 'Prévisionnel' } as const] : []),
    ...(barre.anomalies ?? []).map((texte) => ({ icone: 'alerte', texte: `Anomalie : ${texte}` }) as const),
  ];
}
