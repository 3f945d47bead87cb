import { Component, DOCUMENT, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { NavigationEnd, Router, RouterLink } from '@angular/router';
import { distinctUntilChanged, filter, fromEvent, interval, map, merge } from 'rxjs';
import { MessagesNonLus } from '../messages/non-lus';

const RELANCE_MS = 60_000;

/** Way to « Mes messages », with the number of those that are not read. */
@Component({
  selector: 'app-acces-messages',
  imports: [MatIcon, RouterLink],
  template: `
    @if (messages.concerne()) {
      <a routerLink="/messages" class="acces" data-testid="acces-messages" [attr.aria-label]="nom()" [title]="nom()">
        <mat-icon svgIcon="messages" />
        @if (messages.nombre() > 0) {
          <span class="pastille chiffres" data-testid="messages-non-lus" aria-hidden="true">{{
            messages.enMots()
          }}</span>
        }
      </a>
    }
  `,
  styles: `
    .acces {
      position: relative;
      display: grid;
      place-items: center;
      width: 40px;
      height: 40px;
      border-radius: 8px;
      color: inherit;
    }

    .pastille {
      position: absolute;
      inset: 0 0 auto auto;
      min-width: 18px;
      padding: 0 4px;
      border-radius: 9px;
      background: #b3261e;
      color: #fff;
      font-size: 0.6875rem;
      line-height: 18px;
      text-align: center;
    }
  `,
})
export class AccesMessages {
  protected readonly messages = inject(MessagesNonLus);
  protected readonly nom = computed(() => {
    const nombre = this.messages.nombre();
    return `Mes messages : ${nombre === 0 ? 'aucun non lu' : `${nombre} non lu${nombre > 1 ? 's' : ''}`}`;
  });

  constructor() {
    const document = inject(DOCUMENT);
    const pages = inject(Router).events.pipe(
      filter((evenement) => evenement instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects.split('?')[0]),
      distinctUntilChanged(),
    );
    this.messages.lire();
    merge(pages, fromEvent(document, 'visibilitychange'), interval(RELANCE_MS))
      .pipe(
        filter(() => document.visibilityState === 'visible'),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.messages.lire());
  }
}
