import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIconButton } from '@angular/material/button';
import { DateAdapter } from '@angular/material/core';
import { MatCalendar } from '@angular/material/datepicker';
import { MatIcon } from '@angular/material/icon';
import { startWith } from 'rxjs';

const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric' });

/** Month on show, with its neighbours: a school year is twelve months, no need of a choice of years. */
@Component({
  selector: 'app-entete-calendrier',
  imports: [MatIcon, MatIconButton],
  template: `
    <button mat-icon-button type="button" aria-label="Mois précédent" [disabled]="!precedent()" (click)="aller(-1)">
      <mat-icon svgIcon="precedent" />
    </button>
    <strong aria-live="polite">{{ mois() }}</strong>
    <button mat-icon-button type="button" aria-label="Mois suivant" [disabled]="!suivant()" (click)="aller(1)">
      <mat-icon svgIcon="suivant" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: 4px;
    }
  `,
})
export class EnteteCalendrier {
  private readonly calendrier = inject<MatCalendar<Date>>(MatCalendar);
  private readonly dates = inject<DateAdapter<Date>>(DateAdapter);
  protected readonly mois = signal('');
  protected readonly precedent = signal(true);
  protected readonly suivant = signal(true);

  constructor() {
    this.calendrier.stateChanges.pipe(startWith(undefined), takeUntilDestroyed()).subscribe(() => this.relire());
  }

  protected aller(mois: number): void {
    this.calendrier.activeDate = this.dates.addCalendarMonths(this.calendrier.activeDate, mois);
    this.relire();
  }

  private relire(): void {
    const { activeDate, minDate, maxDate } = this.calendrier;
    const premier = new Date(activeDate.getFullYear(), activeDate.getMonth(), 1);
    const prochain = new Date(activeDate.getFullYear(), activeDate.getMonth() + 1, 1);
    this.mois.set(MOIS.format(activeDate));
    this.precedent.set(minDate === null || minDate < premier);
    this.suivant.set(maxDate === null || maxDate >= prochain);
  }
}
