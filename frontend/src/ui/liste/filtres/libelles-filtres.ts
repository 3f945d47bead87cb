import { DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { EMPTY, type Observable, catchError } from 'rxjs';
import { type Filtres } from '../../data-table/etat-liste';
import { type Filtre, type OptionFiltre, codes } from './filtre';

type Options = Readonly<Record<string, readonly OptionFiltre[]>>;

/** Options of the filters, read when they are needed, and the words behind the codes of an address. */
export class LibellesFiltres {
  private readonly fin = inject(DestroyRef);
  private readonly lues = signal<Options>({});
  private readonly demandees = new Set<string>();

  /** Undefined until they are read. */
  options(filtre: Filtre): readonly OptionFiltre[] | undefined {
    return filtre.genre === 'choix' && typeof filtre.options !== 'function' ? filtre.options : this.lues()[filtre.nom];
  }

  de(filtre: Filtre, code: string): string {
    return this.options(filtre)?.find((option) => option.code === code)?.libelle ?? code;
  }

  retenir(filtre: Filtre, options: readonly OptionFiltre[]): void {
    this.lues.update((lues) => {
      const neuves = options.filter(({ code }) => !lues[filtre.nom]?.some((connue) => connue.code === code));
      return { ...lues, [filtre.nom]: [...(lues[filtre.nom] ?? []), ...neuves] };
    });
  }

  charger(filtre: Filtre, valeurs: Filtres): void {
    if (filtre.genre === 'choix' && typeof filtre.options === 'function') {
      const { options } = filtre;
      this.uneFois(
        filtre.nom,
        () => options().pipe(catchError(() => this.oublier(filtre.nom))),
        (lues) => this.retenir(filtre, lues),
      );
    } else if (filtre.genre === 'recherche') {
      for (const code of codes(valeurs[filtre.nom])) {
        const cle = `${filtre.nom}/${code}`;
        if (!this.options(filtre)?.some((option) => option.code === code)) {
          this.uneFois(
            cle,
            () => filtre.trouver(code).pipe(catchError(() => this.oublier(cle))),
            (option) => this.retenir(filtre, option === null ? [] : [option]),
          );
        }
      }
    }
  }

  private uneFois<V>(cle: string, lire: () => Observable<V>, garder: (valeur: V) => void): void {
    if (!this.demandees.has(cle)) {
      this.demandees.add(cle);
      lire().pipe(takeUntilDestroyed(this.fin)).subscribe(garder);
    }
  }

  /** A failure is asked for again the next time; the codes stand for the words meanwhile. */
  private oublier(cle: string): typeof EMPTY {
    this.demandees.delete(cle);
    return EMPTY;
  }
}
