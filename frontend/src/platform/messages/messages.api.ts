import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { messagesCompter } from '../../api/fn/messages/messages-compter';
import { messagesLister } from '../../api/fn/messages/messages-lister';
import { messagesMarquer } from '../../api/fn/messages/messages-marquer';
import { type MarquageMessages, type Message, type PageMessages } from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type { Message };
export type DemandeMessages = Pick<EtatListe, 'q' | 'tri' | 'page' | 'taille' | 'filtres'>;

@Injectable({ providedIn: 'root' })
export class MessagesApi {
  private readonly api = inject(Api);

  lister({ q, tri, page, taille, filtres }: DemandeMessages): Observable<PageMessages> {
    const { genre, lu, debut, fin } = filtres;
    return this.api.invoke(messagesLister, {
      q: q || undefined,
      sort: ecrireTri(tri) || undefined,
      page,
      size: taille,
      genre: genre || undefined,
      lu: lu === 'true' || lu === 'false' ? lu : undefined,
      debut: debut || undefined,
      fin: fin || undefined,
    });
  }

  compter(): Observable<{ nombre: number }> {
    return this.api.invoke(messagesCompter);
  }

  marquer(body: MarquageMessages): Observable<{ nombre: number }> {
    return this.api.invoke(messagesMarquer, { body });
  }
}
