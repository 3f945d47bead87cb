import { HttpClient, type HttpEvent } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { type Observable, map } from 'rxjs';
import { Api } from '../../api/api';
import { decisionsLire } from '../../api/fn/decisions/decisions-lire';
import { type DecisionsLister$Params, decisionsLister } from '../../api/fn/decisions/decisions-lister';
import { etablissementsLister } from '../../api/fn/etablissements/etablissements-lister';
import { tetesLister } from '../../api/fn/pial/tetes-lister';
import { secteursLister } from '../../api/fn/secteurs/secteurs-lister';
import { type DecisionDetail, type DecisionLigne, type EtablissementLigne, type PageDecisions } from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';
import { type FormatExport } from '../../ui/liste/definition';
import { type OptionFiltre } from '../../ui/liste/filtres/filtre';

export type { DecisionDetail, DecisionLigne };

const ECOLES_PROPOSEES = 20;

@Injectable({ providedIn: 'root' })
export class DecisionsApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  /** The names of the filters are those of the API: several values go as « A,B ». */
  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageDecisions> {
    const parametres = { q: q || undefined, sort: ecrireTri(tri), page, size: taille, ...filtres };
    return this.api.invoke(decisionsLister, parametres as DecisionsLister$Params);
  }

  lire(id: DecisionLigne['id']): Observable<DecisionDetail> {
    return this.api.invoke(decisionsLire, { id });
  }

  /** The file as it comes: its size is not known before its end. */
  exporter(
    format: FormatExport,
    colonnes: readonly string[],
    { q, tri, filtres }: EtatListe,
  ): Observable<HttpEvent<Blob>> {
    return this.http.get(`${this.api.rootUrl}/api/decisions/export`, {
      params: { format, colonnes: colonnes.join(','), sort: ecrireTri(tri), ...(q ? { q } : {}), ...filtres },
      responseType: 'blob',
      observe: 'events',
      reportProgress: true,
    });
  }

  secteurs(): Observable<readonly OptionFiltre[]> {
    return this.api
      .invoke(secteursLister)
      .pipe(map((secteurs) => secteurs.map(({ code, libelle }) => ({ code, libelle: sansSecteur(libelle) }))));
  }

  tetesDePial(): Observable<readonly OptionFiltre[]> {
    return this.api
      .invoke(tetesLister)
      .pipe(
        map((tetes) => tetes.map(({ uai, nom, commune }) => ({ code: uai, libelle: nom, detail: lieu(commune, uai) }))),
      );
  }

  /** By name, commune or UAI. */
  ecoles(mots: string): Observable<readonly OptionFiltre[]> {
    return this.api
      .invoke(etablissementsLister, { q: mots, size: ECOLES_PROPOSEES })
      .pipe(map(({ items }) => items.map(ecole)));
  }

  ecole(uai: string): Observable<OptionFiltre | null> {
    return this.ecoles(uai).pipe(map((options) => options.find(({ code }) => code === uai) ?? null));
  }
}

/** The filter and the column already say « Secteur ». */
export function sansSecteur(libelle: string): string {
  return libelle.replace(/^secteur (?=.)/i, '');
}

function ecole({ uai, nom, commune }: EtablissementLigne): OptionFiltre {
  return { code: uai, libelle: nom, detail: lieu(commune, uai) };
}

function lieu(commune: string | null, uai: string): string {
  return commune === null ? uai : `${commune}, ${uai}`;
}
