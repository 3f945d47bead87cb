import { A11yModule, LiveAnnouncer } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import {
  Component,
  ElementRef,
  booleanAttribute,
  computed,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { type FormValueControl, type ValidationError, transformedValue } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { jourEnLettres, jourFr } from '../formats/formats';
import {
  JOUR_COURANT,
  type JourIso,
  anneeScolaire,
  dernierJourAnnee,
  plusJours,
  plusMois,
  premierJourAnnee,
} from '../formats/jours';
import { Calendrier } from './calendrier';
import { enToutesLettres, lireJour } from './lire-jour';
import { type LimitesJour, direLimites, horsLimites } from './limites';

/** Keys that step from the day in the box. */
const PAS: Readonly<Record<string, (jour: JourIso) => JourIso>> = {
  ArrowUp: (jour) => plusJours(jour, 1),
  ArrowDown: (jour) => plusJours(jour, -1),
  PageUp: (jour) => plusMois(jour, 1),
  PageDown: (jour) => plusMois(jour, -1),
};

/**
 * A calendar day typed as dd/mm/yyyy (F4.3-3): `a` = first day of the school year, `z` = last day, `j` = today,
 * arrows ± 1 day, Page up and down ± 1 month, Alt + ↓ the calendar. The value is ISO, null when the box is empty.
 */
@Component({
  selector: 'app-date-field',
  imports: [A11yModule, CdkConnectedOverlay, CdkOverlayOrigin, MatIconButton, MatIcon, Calendrier],
  templateUrl: './date-field.html',
  styleUrl: './date-field.scss',
  host: { class: 'champ', '[class.compact]': 'compact()' },
})
export class DateField implements FormValueControl<JourIso | null> {
  private static nombre = 0;

  readonly value = model<JourIso | null>(null);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly required = input(false, { transform: booleanAttribute });
  readonly touch = output();

  readonly libelle = input.required<string>();
  readonly limites = input<LimitesJour>({});
  /** For filter bars: narrow, the label is for the ear, the faults are said by the caller. */
  readonly compact = input(false, { transform: booleanAttribute });
  private readonly aujourdhui = inject(JOUR_COURANT)();
  /** School year of the shortcuts. */
  readonly annee = input<number>(anneeScolaire(this.aujourdhui));

  protected readonly identifiant = `jour-${++DateField.nombre}`;
  protected readonly texte = transformedValue<JourIso | null, string>(this.value, {
    parse: (saisie) => {
      if (saisie.trim() === '') {
        return { value: null };
      }
      const lu = lireJour(saisie);
      return 'jour' in lu ? { value: lu.jour } : { error: { kind: 'jour', message: lu.faute } };
    },
    format: jourFr,
  });
  /** Used without a form, the field says by itself what it cannot read. */
  private readonly quittee = signal(false);
  readonly fautes = computed(() => {
    const fautes = this.touched() ? this.errors() : this.quittee() ? this.texte.parseErrors() : [];
    return [...new Set(fautes.map((faute) => faute.message ?? 'Cette date est obligatoire.'))];
  });
  protected readonly ouvert = signal(false);
  protected readonly depart = computed(() => this.limites().min?.jour ?? this.aujourdhui);
  protected readonly bornes = computed(() => direLimites(this.limites()));

  private readonly annonces = inject(LiveAnnouncer);
  private readonly champ = viewChild.required<ElementRef<HTMLInputElement>>('champ');
  private readonly bouton = viewChild.required('bouton', { read: ElementRef<HTMLElement> });

  focus(options?: FocusOptions): void {
    this.champ().nativeElement.focus(options);
  }

  protected saisir(texte: string): void {
    this.quittee.set(false);
    this.texte.set(texte);
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const { key, altKey, ctrlKey, metaKey } = evenement;
    if (key === 'Enter') {
      this.ranger();
    } else if (altKey && key === 'ArrowDown') {
      evenement.preventDefault();
      this.ouvert.set(true);
    } else if (!ctrlKey && !metaKey && !altKey && (this.raccourcir(key.toLowerCase()) || this.avancer(key))) {
      evenement.preventDefault();
    }
  }

  protected quitter(): void {
    this.ranger();
    this.touch.emit();
    this.quittee.set(true);
  }

  protected choisir(jour: JourIso): void {
    this.poser(jour);
    this.fermer();
  }

  protected fermer(): void {
    this.ouvert.set(false);
    this.bouton().nativeElement.focus();
  }

  /** What was typed, as dd/mm/yyyy. */
  private ranger(): void {
    const lu = lireJour(this.texte(), true);
    if ('jour' in lu) {
      this.texte.set(jourFr(lu.jour));
    }
  }

  /** A screen reader does not tell by itself that a script has changed the box. */
  private poser(jour: JourIso, refus = horsLimites(jour, this.limites())): void {
    this.texte.set(jourFr(jour));
    this.touch.emit();
    void this.annonces.announce([jourEnLettres(jour), ...(refus === null ? [] : [refus])].join('. '));
  }

  private raccourcir(touche: string): boolean {
    const { selectionStart, selectionEnd } = this.champ().nativeElement;
    const toutPris = selectionStart === 0 && selectionEnd === this.texte().length;
    const raccourcis: Record<string, JourIso> = {
      a: premierJourAnnee(this.annee()),
      z: dernierJourAnnee(this.annee()),
      j: this.aujourdhui,
    };
    const jour = raccourcis[touche];
    if (jour === undefined || (enToutesLettres(this.texte()) && !toutPris)) {
      return false;
    }
    this.poser(jour);
    return true;
  }

  /** Stops at a limit and says its reason; an empty box starts from the first possible day, or today. */
  private avancer(touche: string): boolean {
    const pas = PAS[touche];
    const lu = lireJour(this.texte(), true);
    if (!pas || (!('jour' in lu) && this.texte().trim() !== '')) {
      return false;
    }
    if (!('jour' in lu)) {
      this.poser(this.depart());
      return true;
    }
    const jour = pas(lu.jour);
    const { min, max } = this.limites();
    const borne = jour < lu.jour ? min : max;
    const refus = horsLimites(lu.jour, this.limites()) === null ? horsLimites(jour, this.limites()) : null;
    this.poser(borne && refus !== null ? borne.jour : jour, refus ?? undefined);
    return true;
  }
}
