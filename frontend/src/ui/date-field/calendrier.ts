import { Component, Injectable, afterNextRender, input, output, viewChild } from '@angular/core';
import { DateAdapter, MAT_DATE_LOCALE, NativeDateAdapter, provideNativeDateAdapter } from '@angular/material/core';
import { MatCalendar } from '@angular/material/datepicker';
import { type JourIso, jourIso } from '../formats/jours';
import { EnteteCalendrier } from './entete-calendrier';
import { type LimitesJour } from './limites';

@Injectable()
class DatesFrancaises extends NativeDateAdapter {
  override getFirstDayOfWeek(): number {
    return 1;
  }
}

/** Month grid of the date field; loaded only when somebody opens it. */
@Component({
  selector: 'app-calendrier',
  imports: [MatCalendar],
  providers: [
    { provide: MAT_DATE_LOCALE, useValue: 'fr-FR' },
    provideNativeDateAdapter(),
    { provide: DateAdapter, useClass: DatesFrancaises },
  ],
  template: `
    <mat-calendar
      [headerComponent]="entete"
      [startAt]="date(jour()) ?? date(depart())"
      [selected]="date(jour())"
      [minDate]="date(limites().min?.jour)"
      [maxDate]="date(limites().max?.jour)"
      (selectedChange)="choisir($event)"
    />
    <ng-content />
  `,
  styles: `
    :host {
      display: block;
      width: 280px;
      border: 1px solid var(--trait-fort);
      border-radius: var(--rayon);
      background: var(--fond);
      box-shadow: var(--ombre);
    }
  `,
})
export class Calendrier {
  readonly jour = input.required<JourIso | null>();
  /** Month shown when no day is chosen. */
  readonly depart = input.required<JourIso>();
  readonly limites = input<LimitesJour>({});
  readonly choisi = output<JourIso>();

  protected readonly entete = EnteteCalendrier;
  private readonly grille = viewChild.required(MatCalendar);

  constructor() {
    afterNextRender(() => this.grille().focusActiveCell());
  }

  protected date(jour: JourIso | null | undefined): Date | null {
    return jour ? new Date(Number(jour.slice(0, 4)), Number(jour.slice(5, 7)) - 1, Number(jour.slice(8, 10))) : null;
  }

  protected choisir(date: Date | null): void {
    const jour = date && jourIso(date.getFullYear(), date.getMonth() + 1, date.getDate());
    if (jour) {
      this.choisi.emit(jour);
    }
  }
}
