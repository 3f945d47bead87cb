import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { jourEnLettres, jourFr, nombreFr } from '../formats/formats';
import { JOUR_COURANT, type JourIso } from '../formats/jours';
import { type Courbe, dernierAvant, graduations, marges, place, plusProche, sommet } from './courbes';
import { CleCourbe } from './cle-courbe';
import type * as DuMoteur from './moteur';

type Moteur = typeof DuMoteur;
type ECharts = DuMoteur.ECharts;

interface Curseur {
  readonly x: number;
  readonly jour: JourIso;
  readonly points: readonly { readonly courbe: Courbe; readonly valeur: number; readonly y: number | null }[];
}

/**
 * Lines and areas over days, drawn by ECharts (a chunk of its own, loaded with the first graph). One tab stop: the
 * arrows go from point to point and screen readers tell each; the same figures as a table for whoever prefers to read.
 *
 * <app-graphe libelle="Évolution des décisions" [jours]="jours()" [courbes]="courbes()" />
 */
@Component({
  selector: 'app-graphe',
  imports: [CleCourbe],
  templateUrl: './graphe.html',
  styleUrl: './graphe.scss',
})
export class Graphe {
  /** What is drawn, for those who do not see it. */
  readonly libelle = input.required<string>();
  readonly jours = input.required<readonly JourIso[]>();
  /** Each has a value for every day. */
  readonly courbes = input.required<readonly Courbe[]>();
  readonly jour = input<JourIso>(inject(JOUR_COURANT)());

  protected readonly tableau = signal(false);
  protected readonly echec = signal(false);
  protected readonly enTableau = computed(() => this.tableau() || this.echec());
  private readonly plafond = computed(() => graduations(sommet(this.courbes())).plafond);
  protected readonly marges = computed(() => marges(this.plafond()));
  protected readonly aujourdhui = computed(() => place(this.jour(), this.jours()));

  /** The point under the keyboard's cursor: first today's. */
  protected readonly actif = linkedSignal(() => dernierAvant(this.jour(), this.jours()));
  protected readonly montre = signal(false);
  protected readonly curseur = computed((): Curseur | null => {
    const rang = this.actif();
    const jour = this.jours()[rang];
    if (!this.montre() || jour === undefined) {
      return null;
    }
    const points = this.courbes().map((courbe) => {
      const valeur = courbe.valeurs[rang] ?? 0;
      return { courbe, valeur, y: courbe.genre === 'ligne' ? valeur / this.plafond() : null };
    });
    return { jour, points, x: place(jour, this.jours()) ?? 0 };
  });
  /** The point in words. */
  protected readonly valeur = computed(() => {
    const jour = this.jours()[this.actif()];
    return jour === undefined
      ? 'aucune donnée'
      : `${jourEnLettres(jour)} : ${this.courbes()
          .map(({ nom, valeurs }) => `${nom} ${nombreFr(valeurs[this.actif()] ?? 0)}`)
          .join(', ')}`;
  });
  protected readonly jourFr = jourFr;
  protected readonly nombreFr = nombreFr;

  private readonly toile = viewChild<ElementRef<HTMLElement>>('toile');
  private readonly cadre = viewChild<ElementRef<HTMLElement>>('cadre');
  private readonly moteur = signal<Moteur | null>(null);
  private readonly dessin = signal<ECharts | null>(null);

  constructor() {
    import('./moteur').then(
      (moteur) => this.moteur.set(moteur),
      // The figures are there all the same.
      () => this.echec.set(true),
    );
    effect((auNettoyage) => {
      const hote = this.toile()?.nativeElement;
      const dessin = hote ? this.moteur()?.dessiner(hote) : undefined;
      this.dessin.set(dessin ?? null);
      if (hote && dessin) {
        const taille = new ResizeObserver(() => dessin.resize());
        taille.observe(hote);
        auNettoyage(() => {
          taille.disconnect();
          dessin.dispose();
        });
      }
    });
    effect(() => {
      const mouvement = !matchMedia('(prefers-reduced-motion: reduce)').matches;
      const options = this.moteur()?.options(this.jours(), this.courbes(), mouvement);
      if (options) {
        this.dessin()?.setOption(options, { notMerge: true });
      }
    });
    // Straight on the element: a mouse over a graph must not run change detection at each move.
    effect((auNettoyage) => {
      const cadre = this.cadre()?.nativeElement;
      if (cadre) {
        const bouger = (evenement: PointerEvent): void => this.survoler(evenement.clientX);
        const quitter = (): void => this.montre.set(false);
        cadre.addEventListener('pointermove', bouger, { passive: true });
        cadre.addEventListener('pointerdown', bouger, { passive: true });
        cadre.addEventListener('pointerleave', quitter, { passive: true });
        auNettoyage(() => {
          cadre.removeEventListener('pointermove', bouger);
          cadre.removeEventListener('pointerdown', bouger);
          cadre.removeEventListener('pointerleave', quitter);
        });
      }
    });
  }

  protected basculer(): void {
    this.tableau.update((avant) => !avant);
    this.montre.set(false);
  }

  protected prendreFocus(): void {
    if (this.cadre()?.nativeElement.matches(':focus-visible')) {
      this.montre.set(true);
    }
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const dernier = this.jours().length - 1;
    const actif = this.actif();
    // Points are weeks: page up and down go by four of them, about a month.
    const cibles: Record<string, number> = {
      ArrowRight: actif + 1,
      ArrowUp: actif + 1,
      ArrowLeft: actif - 1,
      ArrowDown: actif - 1,
      PageUp: actif + 4,
      PageDown: actif - 4,
      Home: 0,
      End: dernier,
    };
    const cible = cibles[evenement.key];
    if (cible !== undefined) {
      evenement.preventDefault();
      this.actif.set(Math.max(0, Math.min(dernier, cible)));
      this.montre.set(true);
    } else if (evenement.key === 'Escape' && this.montre()) {
      evenement.stopPropagation();
      this.montre.set(false);
    }
  }

  private survoler(clientX: number): void {
    const cadre = this.cadre()?.nativeElement.getBoundingClientRect();
    if (!cadre || this.jours().length === 0) {
      return;
    }
    const { gauche, droite } = this.marges();
    const fraction = (clientX - cadre.left - gauche) / (cadre.width - gauche - droite);
    this.actif.set(plusProche(Math.max(0, Math.min(1, fraction)), this.jours()));
    this.montre.set(true);
  }
}
