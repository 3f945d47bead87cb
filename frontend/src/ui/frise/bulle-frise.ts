import {
  ApplicationRef,
  Component,
  type ComponentRef,
  DOCUMENT,
  DestroyRef,
  ElementRef,
  EnvironmentInjector,
  Injectable,
  createComponent,
  inject,
  signal,
} from '@angular/core';
import { MatIcon } from '@angular/material/icon';

export interface MarqueBulle {
  readonly icone: 'maintien' | 'previsionnel' | 'alerte';
  readonly texte: string;
}

export interface ContenuBulle {
  readonly titre: string;
  readonly lignes: readonly string[];
  readonly marques: readonly MarqueBulle[];
}

/** Where the tooltip stands, in the window. */
export type AncreBulle = Pick<DOMRect, 'left' | 'width' | 'top' | 'bottom'>;

/** Dates, hours and state behind a segment. The same words are in the text alternative, hence no part of the ARIA tree. */
@Component({
  selector: 'app-bulle-frise',
  imports: [MatIcon],
  host: { role: 'tooltip', popover: 'manual', 'aria-hidden': 'true' },
  template: `
    <strong class="chiffres">{{ contenu()?.titre }}</strong>
    @for (ligne of contenu()?.lignes; track $index) {
      <span class="chiffres">{{ ligne }}</span>
    }
    @for (marque of contenu()?.marques; track $index) {
      <span class="marque" [class.alerte]="marque.icone === 'alerte'">
        <mat-icon inline [svgIcon]="marque.icone" />{{ marque.texte }}
      </span>
    }
  `,
  styles: `
    :host {
      position: fixed;
      inset: auto;
      max-width: min(360px, 90vw);
      margin: 0;
      padding: 6px 10px;
      border: 1px solid #000;
      border-radius: var(--rayon);
      background: #1e1e1e;
      color: #fff;
      box-shadow: var(--ombre);
      font-size: 0.8125rem;
      line-height: 1.4;
      pointer-events: none;
    }

    :host > * {
      display: block;
    }

    strong::first-letter,
    span::first-letter {
      text-transform: uppercase;
    }

    :host .marque {
      display: flex;
      align-items: start;
      gap: 5px;
    }

    .alerte {
      color: #ffb86b;
    }
  `,
})
export class BulleFriseVue {
  readonly contenu = signal<ContenuBulle | null>(null);
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
}

/** One tooltip for all the timelines of the page, made the first time one is needed. */
@Injectable({ providedIn: 'root' })
export class BulleFrise {
  private readonly application = inject(ApplicationRef);
  private readonly injecteur = inject(EnvironmentInjector);
  private readonly document = inject(DOCUMENT);
  private vue: ComponentRef<BulleFriseVue> | null = null;
  private proprietaire: object | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.proprietaire !== null && this.cacher(this.proprietaire));
  }

  montrer(proprietaire: object, contenu: ContenuBulle, ancre: AncreBulle): void {
    const { instance, changeDetectorRef } = (this.vue ??= this.creer());
    this.proprietaire = proprietaire;
    instance.contenu.set(contenu);
    changeDetectorRef.detectChanges();
    if (!instance.element.matches(':popover-open')) {
      instance.element.showPopover();
      this.document.addEventListener('keydown', this.surEchap, true);
      this.document.addEventListener('scroll', this.surDefilement, { capture: true, passive: true });
    }
    placer(instance.element, ancre);
  }

  /** Only the one who opened it closes it; returns whether there was anything to close. */
  cacher(proprietaire: object): boolean {
    if (this.proprietaire !== proprietaire) {
      return false;
    }
    this.proprietaire = null;
    this.vue?.instance.element.hidePopover();
    this.document.removeEventListener('keydown', this.surEchap, true);
    this.document.removeEventListener('scroll', this.surDefilement, true);
    return true;
  }

  private readonly surEchap = (evenement: KeyboardEvent): void => {
    if (evenement.key === 'Escape' && this.proprietaire !== null) {
      evenement.stopPropagation();
      evenement.preventDefault();
      this.cacher(this.proprietaire);
    }
  };

  private readonly surDefilement = (): void => {
    if (this.proprietaire !== null) {
      this.cacher(this.proprietaire);
    }
  };

  private creer(): ComponentRef<BulleFriseVue> {
    const vue = createComponent(BulleFriseVue, { environmentInjector: this.injecteur });
    this.application.attachView(vue.hostView);
    this.document.body.append(vue.location.nativeElement as Node);
    return vue;
  }
}

/** Above, or below when there is no room; never out of the window. */
function placer(boite: HTMLElement, ancre: AncreBulle): void {
  const { offsetWidth: largeur, offsetHeight: hauteur } = boite;
  const gauche = ancre.left + ancre.width / 2 - largeur / 2;
  const dessus = ancre.top - hauteur - 6;
  boite.style.left = `${Math.max(4, Math.min(gauche, window.innerWidth - largeur - 4))}px`;
  boite.style.top = `${dessus >= 4 ? dessus : ancre.bottom + 6}px`;
}
