import { A11yModule } from '@angular/cdk/a11y';
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
import { jourFr } from '../formats/formats';
import { JOUR_COURANT, type JourIso, anneeScolaire, dernierJourAnnee, premierJourAnnee } from '../formats/jours';
import { Calendrier } from './calendrier';
import { lireJour } from './lire-jour';
import { type LimitesJour } from './limites';

/**
 * A calendar day typed as dd/mm/yyyy (F4.3-3): `a` = first day of the school year, `z` = last day, `j` = today.
 * The value is ISO, null when the box is empty.
 */
@Component({
  selector: 'app-date-field',
  imports: [A11yModule, CdkConnectedOverlay, CdkOverlayOrigin, MatIconButton, MatIcon, Calendrier],
  templateUrl: './date-field.html',
  styleUrl: './date-field.scss',
  host: { class: 'champ' },
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
  protected readonly fautes = computed(() =>
    this.touched() ? [...new Set(this.errors().map((erreur) => erreur.message ?? 'Cette date est obligatoire.'))] : [],
  );
  protected readonly ouvert = signal(false);
  protected readonly depart = computed(() => this.limites().min?.jour ?? this.aujourdhui);

  private readonly champ = viewChild.required<ElementRef<HTMLInputElement>>('champ');
  private readonly bouton = viewChild.required('bouton', { read: ElementRef<HTMLElement> });

  focus(options?: FocusOptions): void {
    this.champ().nativeElement.focus(options);
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const raccourcis: Record<string, JourIso> = {
      a: premierJourAnnee(this.annee()),
      z: dernierJourAnnee(this.annee()),
      j: this.aujourdhui,
    };
    const jour = raccourcis[evenement.key.toLowerCase()];
    if (jour !== undefined && !evenement.ctrlKey && !evenement.metaKey && !evenement.altKey) {
      evenement.preventDefault();
      this.texte.set(jourFr(jour));
      this.touch.emit();
    }
  }

  protected quitter(): void {
    const lu = lireJour(this.texte());
    if ('jour' in lu) {
      this.texte.set(jourFr(lu.jour));
    }
    this.touch.emit();
  }

  protected choisir(jour: JourIso): void {
    this.texte.set(jourFr(jour));
    this.touch.emit();
    this.fermer();
  }

  protected fermer(): void {
    this.ouvert.set(false);
    this.bouton().nativeElement.focus();
  }
}
