import { DestroyRef, Injectable, inject } from '@angular/core';
import { Subject } from 'rxjs';

/** What a tab tells the others. */
export type NouvelleSession = 'rafraichie' | 'profil' | 'fermee';

@Injectable({ providedIn: 'root' })
export class Onglets {
  private readonly canal = new BroadcastChannel('agesh-session');
  private readonly recues = new Subject<NouvelleSession>();
  readonly nouvelles = this.recues.asObservable();

  constructor() {
    this.canal.onmessage = ({ data }: MessageEvent<NouvelleSession>) => this.recues.next(data);
    inject(DestroyRef).onDestroy(() => this.canal.close());
  }

  annoncer(nouvelle: NouvelleSession): void {
    this.canal.postMessage(nouvelle);
  }
}
