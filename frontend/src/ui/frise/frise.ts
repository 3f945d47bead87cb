import {
  Component,
  DestroyRef,
  ElementRef,
  booleanAttribute,
  computed,
  inject,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { jourFr, periodeFr } from '../formats/formats';
import { JOUR_COURANT, type JourIso } from '../formats/jours';
import { BulleFrise, type ContenuBulle } from './bulle-frise';
import { fondFrise } from './couches';
import { type SegmentFrise, type Troncon, abscisseJour, etirer, placer, tronconA, tronconDuJour } from './geometrie';

/** px under which a segment is hit as if it were that wide. */
const CIBLE_MINIMALE = 6;

/**
 * Timeline of a period (guide §5.5), drawn as the background of its own element: no node inside, hundreds fit on a
 * screen. One tab stop; the arrows go from segment to segment like a cursor over time, which screen readers tell, and
 * the shared tooltip follows the mouse or the focus.
 */
@Component({
  selector: 'app-frise',
  template: `
    @if (grande()) {
      <div class="bornes chiffres" aria-hidden="true">
        <span>{{ jourFr(echelle().debut) }}</span>
        <span>{{ jourFr(echelle().fin) }}</span>
      </div>
    }
  `,
  styleUrl: './frise.scss',
  host: {
    role: 'slider',
    tabindex: '0',
    'aria-orientation': 'horizontal',
    'aria-roledescription': 'frise chronologique',
    'aria-valuemin': '1',
    '[attr.aria-label]': 'alternative()',
    '[attr.aria-valuemax]': 'troncons().length || 1',
    '[attr.aria-valuenow]': 'actif() + 1',
    '[attr.aria-valuetext]': 'valeur()',
    '[attr.aria-description]': "cliquable() ? 'Entrée : voir les accompagnements' : null",
    '[attr.data-etats]': 'etats()',
    '[style.background]': 'fond()',
    '[class.grande]': 'grande()',
    '[class.cliquable]': 'cliquable()',
    '[class.anomalie]': 'anomalies().length > 0',
    '(focus)': 'prendreFocus()',
    '(blur)': 'fermer()',
    '(click)': 'cliquer($event)',
    '(keydown)': 'auClavier($event)',
  },
})
export class Frise {
  readonly debut = input.required<JourIso>();
  readonly fin = input.required<JourIso>();
  readonly segments = input.required<readonly SegmentFrise[]>();
  /** What is drawn, for those who do not see it: « Mise en œuvre de DUPONT Léa ». */
  readonly libelle = input.required<string>();
  /** Why the accompaniments behind are not right (F5-6): one sentence each; an orange frame and a sign say it. */
  readonly anomalies = input<readonly string[]>([]);
  readonly jour = input<JourIso>(inject(JOUR_COURANT)());
  readonly grande = input(false, { transform: booleanAttribute });
  /** The scale is exactly the period: what lies outside is not drawn. */
  readonly cadree = input(false, { transform: booleanAttribute });
  /** A click or Enter on a segment does something: `choisi` tells which one. */
  readonly cliquable = input(false, { transform: booleanAttribute });
  readonly choisi = output<SegmentFrise>();

  protected readonly echelle = computed(() =>
    this.cadree() ? { debut: this.debut(), fin: this.fin() } : etirer(this.debut(), this.fin(), this.segments()),
  );
  protected readonly troncons = computed(() => placer(this.segments(), this.echelle()));
  protected readonly fond = computed(() => fondFrise(this.troncons(), abscisseJour(this.jour(), this.echelle())));
  /** States in order, for styles and specs. */
  protected readonly etats = computed(() =>
    this.troncons()
      .map(({ segment }) => segment.apparence)
      .join(' '),
  );
  /** The segment under the cursor of the keyboard: first today's. */
  protected readonly actif = linkedSignal(() => tronconDuJour(this.troncons(), this.jour()));
  protected readonly valeur = computed(() => {
    const troncon = this.troncons()[this.actif()];
    return troncon ? decrire(troncon) : 'aucune période';
  });
  protected readonly jourFr = jourFr;

  /** The whole timeline in one sentence (F5-7). */
  readonly alternative = computed(() => {
    const morceaux = this.troncons().map(decrire);
    const suite = morceaux.length > 0 ? morceaux.join(' ; ') : 'aucune période';
    const anomalies = this.anomalies().map((anomalie) => ` Anomalie : ${anomalie}`);
    return `${this.libelle()}, ${periodeFr(this.echelle().debut, this.echelle().fin)} : ${suite}.${anomalies.join('')}`;
  });

  private readonly bulle = inject(BulleFrise);
  private survole: number | null = null;
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // Straight on the element: a mouse over a list must not run change detection.
    this.hote.addEventListener('pointermove', (evenement) => this.survoler(evenement), { passive: true });
    this.hote.addEventListener('pointerleave', () => this.fermer(), { passive: true });
    inject(DestroyRef).onDestroy(() => this.bulle.cacher(this));
  }

  protected prendreFocus(): void {
    if (this.hote.matches(':focus-visible')) {
      this.designer(this.actif());
    }
  }

  protected fermer(): void {
    this.survole = null;
    this.bulle.cacher(this);
    this.hote.classList.remove('designee');
  }

  protected cliquer(evenement: MouseEvent): void {
    const index = this.sous(evenement.clientX);
    if (index < 0) {
      return;
    }
    this.actif.set(index);
    this.choisir(index);
    if (this.cliquable()) {
      evenement.stopPropagation();
    }
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const dernier = this.troncons().length - 1;
    const cibles: Record<string, number> = {
      ArrowRight: Math.min(this.actif() + 1, dernier),
      ArrowLeft: Math.max(this.actif() - 1, 0),
      Home: 0,
      End: dernier,
    };
    const cible = cibles[evenement.key];
    if (cible !== undefined && cible >= 0) {
      this.actif.set(cible);
      this.designer(cible);
    } else if (evenement.key === 'Enter' || evenement.key === ' ') {
      this.choisir(this.actif());
    } else {
      return;
    }
    // The arrows and Enter of the list around belong to its rows.
    evenement.preventDefault();
    evenement.stopPropagation();
  }

  private choisir(index: number): void {
    const troncon = this.troncons()[index];
    if (troncon && this.cliquable()) {
      this.fermer();
      this.choisi.emit(troncon.segment);
    } else {
      this.designer(index);
    }
  }

  private survoler({ clientX }: PointerEvent): void {
    const index = this.sous(clientX);
    if (index === this.survole) {
      return;
    }
    this.fermer();
    this.survole = index;
    if (index >= 0) {
      this.designer(index);
    } else if (this.anomalies().length > 0) {
      this.bulle.montrer(this, direAnomalies(this.anomalies()), this.hote.getBoundingClientRect());
    }
  }

  /** Rank of the segment under a point of the window, −1 beside the bar. */
  private sous(clientX: number): number {
    const { left, width } = this.barre();
    const pourcent = ((clientX - left) * 100) / width;
    return tronconA(this.troncons(), pourcent, (CIBLE_MINIMALE * 100) / width);
  }

  /** Outlines the segment and tells it in the tooltip. */
  private designer(index: number): void {
    const troncon = this.troncons()[index];
    if (!troncon) {
      return;
    }
    const { left, width, top, bottom } = this.barre();
    this.hote.style.setProperty('--x', String(troncon.x / 100));
    this.hote.style.setProperty('--l', String(troncon.largeur / 100));
    this.hote.classList.add('designee');
    this.bulle.montrer(this, raconter(troncon, this.anomalies()), {
      left: left + (width * troncon.x) / 100,
      width: (width * troncon.largeur) / 100,
      top,
      bottom,
    });
  }

  /** The bar in the window, without its frame and its sign. */
  private barre(): Pick<DOMRect, 'left' | 'width' | 'top' | 'bottom'> {
    const { left, top, bottom } = this.hote.getBoundingClientRect();
    const style = getComputedStyle(this.hote);
    const marge = parseFloat(style.paddingLeft);
    return {
      left: left + this.hote.clientLeft + marge,
      width: this.hote.clientWidth - marge - parseFloat(style.paddingRight),
      top,
      bottom,
    };
  }
}

function decrire({ segment, debut, fin }: Troncon): string {
  const detail = segment.detail ? `, ${segment.detail}` : '';
  const marque = segment.hachure ? ' (prévisionnel)' : '';
  return `${periodeFr(debut, fin)}, ${segment.etat.toLowerCase()}${detail}${marque}`;
}

function raconter({ segment, debut, fin }: Troncon, anomalies: readonly string[]): ContenuBulle {
  return {
    titre: periodeFr(debut, fin),
    lignes: [segment.etat, segment.detail].filter((ligne) => ligne !== ''),
    marques: [
      ...(segment.apparence === 'violet' ? [{ icone: 'maintien', texte: 'Maintien' } as const] : []),
      ...(segment.hachure ? [{ icone: 'previsionnel', texte: 'Prévisionnel' } as const] : []),
      ...direAnomalies(anomalies).marques,
    ],
  };
}

function direAnomalies(anomalies: readonly string[]): ContenuBulle {
  return {
    titre: anomalies.length > 1 ? 'Anomalies' : 'Anomalie',
    lignes: [],
    marques: anomalies.map((texte) => ({ icone: 'alerte', texte })),
  };
}
