import { Component, input } from '@angular/core';

/** The one h1 of a page, what it counts, and its actions. */
@Component({
  selector: 'app-page-header',
  template: `
    <div>
      <h1 tabindex="-1">{{ titre() }}</h1>
      <p class="resume" role="status"><ng-content select="[resume]" /></p>
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      justify-content: space-between;
      gap: 6px 16px;
      padding: 12px 16px 8px;
    }

    .resume {
      min-height: 1.2em;
      color: var(--texte-second);
      font-size: 0.8125rem;
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      gap: 8px;
    }
  `,
})
export class PageHeader {
  readonly titre = input.required<string>();
}
