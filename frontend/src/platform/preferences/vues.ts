import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { vuesCreer } from '../../api/fn/mon-compte/vues-creer';
import { vuesLister } from '../../api/fn/mon-compte/vues-lister';
import { vuesModifier } from '../../api/fn/mon-compte/vues-modifier';
import { vuesSupprimer } from '../../api/fn/mon-compte/vues-supprimer';
import { CarnetVues, type VueADire, type VueListe } from '../../ui/liste/reglages';
import { lireProbleme } from '../erreurs/probleme';

/** Named views, mine and those shared in my département. */
@Injectable()
export class Vues extends CarnetVues {
  private readonly api = inject(Api);

  override lister(liste: string): Observable<readonly VueListe[]> {
    return this.api.invoke(vuesLister, { liste });
  }

  override creer(liste: string, { nom, partagee, etat }: VueADire): Observable<unknown> {
    return this.api.invoke(vuesCreer, { body: { liste, nom, partagee, etat } });
  }

  override modifier(id: number, version: number, { nom, partagee, etat }: VueADire): Observable<unknown> {
    return this.api.invoke(vuesModifier, { id, 'If-Match': `"${version}"`, body: { nom, partagee, etat } });
  }

  override supprimer(id: number, version: number): Observable<unknown> {
    return this.api.invoke(vuesSupprimer, { id, 'If-Match': `"${version}"` });
  }

  override expliquer(erreur: unknown): string {
    return lireProbleme(erreur).message;
  }
}
