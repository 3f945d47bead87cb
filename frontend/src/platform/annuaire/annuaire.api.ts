import { Injectable, inject } from '@angular/core';
import { type Observable, map, shareReplay } from 'rxjs';
import { Api } from '../../api/api';
import { aeshLister } from '../../api/fn/aesh/aesh-lister';
import { etablissementsLister } from '../../api/fn/etablissements/etablissements-lister';
import { missionsNatures } from '../../api/fn/missions/missions-natures';
import { tetesLister } from '../../api/fn/pial/tetes-lister';
import { type NatureSupport } from '../../api/models';
import { type OptionFiltre } from '../../ui/liste/filtres/filtre';
import { marqueEtat } from '../libelles/aesh';
import { nomComplet } from '../libelles/decision';

const PROPOSES = 20;

/** Schools, têtes de PIAL, natures and AESH, as filters and fields offer them. */
@Injectable({ providedIn: 'root' })
export class AnnuaireApi {
  private readonly api = inject(Api);

  /** The nomenclature does not change while the application is open. */
  readonly natures: Observable<readonly NatureSupport[]> = this.api.invoke(missionsNatures).pipe(shareReplay(1));

  natureOptions(): Observable<readonly OptionFiltre[]> {
    return this.natures.pipe(
      map((natures) => natures.map(({ code, activite }) => ({ code, libelle: code, detail: activite }))),
    );
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
      .invoke(etablissementsLister, { q: mots, size: PROPOSES })
      .pipe(
        map(({ items }) =>
          items.map(({ uai, nom, commune }) => ({ code: uai, libelle: nom, detail: lieu(commune, uai) })),
        ),
      );
  }

  ecole(uai: string): Observable<OptionFiltre | null> {
    return this.ecoles(uai).pipe(map((options) => options.find(({ code }) => code === uai) ?? null));
  }

  /** AESH to whom a mission can be given: not the inactive ones. */
  aesh(mots: string): Observable<readonly OptionFiltre[]> {
    return this.api.invoke(aeshLister, { q: mots, size: PROPOSES, etat: 'ACTIF,PREVISIONNEL' }).pipe(
      map(({ items }) =>
        items.map(({ id, nom, prenom, commune, etat }) => ({
          code: String(id),
          libelle: nomComplet({ nom, prenom }),
          detail: [marqueEtat(etat)?.marque, commune].filter((mot) => mot).join(' '),
        })),
      ),
    );
  }
}

function lieu(commune: string | null, uai: string): string {
  return commune === null ? uai : `${commune}, ${uai}`;
}
