import {
  Component,
  ElementRef,
  afterRenderEffect,
  booleanAttribute,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { jourFr, periodeFr } from '../formats/formats';
import { JOUR_COURANT, type JourIso } from '../formats/jours';
import { type SegmentFrise, type Troncon, abscisseJour, etirer, placer } from './geometrie';
import { MotifsFrise, motifs } from './motifs';

interface Bulle {
  readonly troncon: Troncon;
  readonly ancre: Element;
}

/**
 * Timeline of a period (guide §5.5): one inline SVG, a pattern with each colour, the black line of today.
 * One tab stop; the arrows go from segment to segment, and the tooltip follows the mouse or the focus.
 */
@Component({
  selector: 'app-frise',
  imports: [MatIcon],
  templateUrl: './frise.html',
  styleUrl: './frise.scss',
  host: { '[class.grande]': 'grande()' },
})
export class Frise {
  readonly debut = input.required<JourIso>();
  readonly fin = input.required<JourIso>();
  readonly segments = input.required<readonly SegmentFrise[]>();
  /** What is drawn, for those who do not see it: « Mise en œuvre de DUPONT Léa ». */
  readonly libelle = input.required<string>();
  readonly jour = input<JourIso>(inject(JOUR_COURANT)());
  readonly grande = input(false, { transform: booleanAttribute });
  /** The scale is exactly the period: what lies outside is not drawn. */
  readonly cadree = input(false, { transform: booleanAttribute });
  /** The segments are buttons, and `choisi` tells which one was pressed. */
  readonly cliquable = input(false, { transform: booleanAttribute });
  readonly choisi = output<SegmentFrise>();

  protected readonly echelle = computed(() =>
    this.cadree() ? { debut: this.debut(), fin: this.fin() } : etirer(this.debut(), this.fin(), this.segments()),
  );
  protected readonly troncons = computed(() =>
    placer(this.segments(), this.echelle()).map((troncon) => ({
      ...troncon,
      motifs: motifs(troncon.segment.apparence, troncon.segment.hachure),
      description: decrire(troncon),
    })),
  );
  protected readonly trait = computed(() => abscisseJour(this.jour(), this.echelle()));
  protected readonly actif = signal(0);
  protected readonly arret = computed(() => Math.min(this.actif(), Math.max(0, this.troncons().length - 1)));
  protected readonly bulle = signal<Bulle | null>(null);
  protected readonly jourFr = jourFr;
  protected readonly periodeFr = periodeFr;

  /** The whole timeline in one sentence (F5-7). */
  readonly alternative = computed(() => {
    const morceaux = this.troncons().map((troncon) => troncon.description);
    const suite = morceaux.length > 0 ? morceaux.join(' ; ') : 'aucune période';
    return `${this.libelle()}, ${periodeFr(this.echelle().debut, this.echelle().fin)} : ${suite}.`;
  });

  private readonly boite = viewChild<ElementRef<HTMLElement>>('boite');
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef);

  constructor() {
    inject(MotifsFrise);
    afterRenderEffect(() => {
      const boite = this.boite()?.nativeElement;
      const bulle = this.bulle();
      if (boite && bulle) {
        montrer(boite, bulle.ancre);
      }
    });
  }

  protected ouvrir(troncon: Troncon, cible: EventTarget | null): void {
    if (cible instanceof Element) {
      this.bulle.set({ troncon, ancre: cible });
    }
  }

  protected fermer(): void {
    this.bulle.set(null);
  }

  protected choisir(troncon: Troncon, index: number): void {
    this.actif.set(index);
    if (this.cliquable()) {
      this.fermer();
      this.choisi.emit(troncon.segment);
    }
  }

  protected auClavier(evenement: KeyboardEvent, index: number): void {
    const dernier = this.troncons().length - 1;
    const cibles: Record<string, number> = {
      ArrowRight: Math.min(index + 1, dernier),
      ArrowLeft: Math.max(index - 1, 0),
      Home: 0,
      End: dernier,
    };
    const cible = cibles[evenement.key];
    const troncon = this.troncons()[index];
    if (cible !== undefined) {
      evenement.preventDefault();
      this.actif.set(cible);
      this.hote.nativeElement.querySelectorAll<SVGElement>('.cible')[cible]?.focus();
    } else if (troncon && (evenement.key === 'Enter' || evenement.key === ' ')) {
      evenement.preventDefault();
      evenement.stopPropagation();
      this.choisir(troncon, index);
    } else if (evenement.key === 'Escape' && this.bulle()) {
      evenement.stopPropagation();
      this.fermer();
    }
  }
}

function decrire({ segment, debut, fin }: Troncon): string {
  const detail = segment.detail ? `, ${segment.detail}` : '';
  const marque = segment.hachure ? ' (prévisionnel)' : '';
  return `${periodeFr(debut, fin)}, ${segment.etat.toLowerCase()}${detail}${marque}`;
}

/** Above the segment, or below when there is no room; never out of the window. */
function montrer(boite: HTMLElement, ancre: Element): void {
  if (!boite.matches(':popover-open')) {
    boite.showPopover();
  }
  const cible = ancre.getBoundingClientRect();
  const { offsetWidth: largeur, offsetHeight: hauteur } = boite;
  const gauche = cible.left + cible.width / 2 - largeur / 2;
  const dessus = cible.top - hauteur - 6;
  boite.style.left = `${Math.max(4, Math.min(gauche, window.innerWidth - largeur - 4))}px`;
  boite.style.top = `${dessus >= 4 ? dessus : cible.bottom + 6}px`;
}
