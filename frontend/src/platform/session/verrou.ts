import { Injectable } from '@angular/core';

/** One at a time among all the tabs of the browser: a rotated cookie presented twice would close the session. */
@Injectable({ providedIn: 'root' })
export class Verrou {
  async executer<T>(nom: string, action: () => Promise<T>): Promise<T> {
    return 'locks' in navigator ? await navigator.locks.request(nom, action) : action();
  }
}
