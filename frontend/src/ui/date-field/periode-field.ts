import {
  Component,
  booleanAttribute,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  untracked,
} from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import {
  JOUR_COURANT,
  type JourIso,
  anneeScolaire,
  dernierJourAnnee,
  libelleAnnee,
  premierJourAnnee,
} from '../formats/jours';
import { jourFr } from '../formats/formats';
import { DateField } from './date-field';
import { type LimitesJour } from './limites';

/** Both days included; null = without limit on that side. */
export interface PeriodeChoisie {
  readonly debut: JourIso | null;
  readonly fin: JourIso | null;
}

/**
 * Two days for a filter: « Actives du … au … ». `choisie` tells every period that makes sense: both days readable or
 * empty, the end not before the start; anything else is explained below and tells nothing.
 *
 * <app-periode-field libelle="Actives" [debut]="…" [fin]="…" (choisie)="filtrer($event.debut, $event.fin)" />
 */
@Component({
  selector: 'app-periode-field',
  imports: [DateField, FormField],
  template: `
    <fieldset>
      <legend>{{ libelle() }}</legend>
      <div class="jours">
        <span aria-hidden="true">du</span>
        <app-date-field
          compact
          [libelle]="libelle() + ' : du'"
          [annee]="annee()"
          [limites]="limitesDebut()"
          [formField]="formulaire.debut"
        />
        <span aria-hidden="true">au</span>
        <app-date-field
          compact
          [libelle]="libelle() + ' : au'"
          [annee]="annee()"
          [limites]="limitesFin()"
          [formField]="formulaire.fin"
        />
      </div>
      @if (faute(); as texte) {
        <p class="faute" aria-hidden="true">{{ texte }}</p>
      }
      @if (raccourcis()) {
        <div class="raccourcis">
          <button type="button" class="lien" (click)="poser(periodeAnnee())">
            Année scolaire {{ libelleAnnee(annee()) }}
          </button>
          <button type="button" class="lien" (click)="poser({ debut: aujourdhui, fin: aujourdhui })">
            Aujourd’hui
          </button>
          @if (debut() !== null || fin() !== null) {
            <button type="button" class="lien" (click)="poser({ debut: null, fin: null })">Toutes les dates</button>
          }
        </div>
      }
    </fieldset>
  `,
  styleUrl: './periode-field.scss',
})
export class PeriodeField {
  readonly debut = input<JourIso | null>(null);
  readonly fin = input<JourIso | null>(null);
  readonly libelle = input.required<string>();
  protected readonly aujourdhui = inject(JOUR_COURANT)();
  /** School year of the shortcuts and of the keys a and z. */
  readonly annee = input<number>(anneeScolaire(this.aujourdhui));
  readonly raccourcis = input(true, { transform: booleanAttribute });
  readonly choisie = output<PeriodeChoisie>();

  private readonly saisie = linkedSignal<PeriodeChoisie>(() => ({ debut: this.debut(), fin: this.fin() }));
  protected readonly formulaire = form(this.saisie, (champs) => {
    validate(champs.fin, ({ value, valueOf }) => {
      const debut = valueOf(champs.debut);
      const fin = value();
      return debut !== null && fin !== null && fin < debut
        ? { kind: 'ordre', message: `La fin (${jourFr(fin)}) précède le début (${jourFr(debut)}).` }
        : null;
    });
  });
  protected readonly faute = computed(() => {
    const champs = [this.formulaire.debut(), this.formulaire.fin()];
    const fautes = champs.filter((champ) => champ.touched()).flatMap((champ) => champ.errors());
    return fautes[0]?.message ?? null;
  });
  protected readonly periodeAnnee = computed(() => ({
    debut: premierJourAnnee(this.annee()),
    fin: dernierJourAnnee(this.annee()),
  }));
  /** Of the calendar only: typed days are judged together. */
  protected readonly limitesDebut = computed((): LimitesJour => {
    const fin = this.saisie().fin;
    return fin === null ? {} : { max: { jour: fin, raison: 'fin de la période' } };
  });
  protected readonly limitesFin = computed((): LimitesJour => {
    const debut = this.saisie().debut;
    return debut === null ? {} : { min: { jour: debut, raison: 'début de la période' } };
  });
  protected readonly libelleAnnee = libelleAnnee;

  constructor() {
    effect(() => {
      const { debut, fin } = this.saisie();
      if (this.formulaire().valid()) {
        untracked(() => this.dire({ debut, fin }));
      }
    });
  }

  protected poser(periode: PeriodeChoisie): void {
    this.saisie.set(periode);
  }

  private dire(periode: PeriodeChoisie): void {
    if (periode.debut !== this.debut() || periode.fin !== this.fin()) {
      this.choisie.emit(periode);
    }
  }
}
