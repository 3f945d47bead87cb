import { HttpClient, type HttpEvent } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';
import { type FormatExport } from '../../ui/liste/definition';

/** The whole of a list in a file (`GET …/export`), the same for every list. */
@Injectable({ providedIn: 'root' })
export class ExportListeApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  /** The file as it comes: its size is not known before its end. @param liste path of the list, « decisions » */
  exporter(
    liste: string,
    format: FormatExport,
    colonnes: readonly string[],
    { q, tri, filtres }: EtatListe,
  ): Observable<HttpEvent<Blob>> {
    return this.http.get(`${this.api.rootUrl}/api/${liste}/export`, {
      params: { format, colonnes: colonnes.join(','), sort: ecrireTri(tri), ...(q ? { q } : {}), ...filtres },
      responseType: 'blob',
      observe: 'events',
      reportProgress: true,
    });
  }
}
