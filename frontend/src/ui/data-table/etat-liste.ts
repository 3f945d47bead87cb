import { type Signal, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, type ParamMap, Router } from '@angular/router';

export interface CleTri {
  readonly nom: string;
  readonly sens: 'asc' | 'desc';
}

/** What a list asks for; one contract for every list, on the screen, in the URL and in the API. */
export interface EtatListe {
  readonly q: string;
  readonly tri: readonly CleTri[];
  readonly page: number;
  readonly taille: number;
  readonly filtres: Readonly<Record<string, string>>;
}

export const TAILLES = [25, 50, 100, 200] as const;

/** '-priorite,nom' ↔ keys. */
export function lireTri(texte: string): CleTri[] {
  return texte
    .split(',')
    .map((cle) => cle.trim())
    .filter((cle) => cle.replace('-', '') !== '')
    .map((cle) => (cle.startsWith('-') ? { nom: cle.slice(1), sens: 'desc' } : { nom: cle, sens: 'asc' }));
}

export function ecrireTri(cles: readonly CleTri[]): string {
  return cles.map(({ nom, sens }) => (sens === 'desc' ? `-${nom}` : nom)).join(',');
}

/** Ascending, descending, unsorted; `cumul` (Maj) keeps the other columns. */
export function basculerTri(cles: readonly CleTri[], nom: string, cumul: boolean): CleTri[] {
  const actuelle = cles.find((cle) => cle.nom === nom);
  const suivante: CleTri[] =
    actuelle === undefined ? [{ nom, sens: 'asc' }] : actuelle.sens === 'asc' ? [{ nom, sens: 'desc' }] : [];
  if (!cumul) {
    return suivante;
  }
  return actuelle === undefined ? [...cles, ...suivante] : cles.flatMap((cle) => (cle.nom === nom ? suivante : [cle]));
}

export interface OptionsListe {
  /** Order when the user asked for none. */
  readonly tri: string;
  readonly taille?: number;
  readonly filtres?: readonly string[];
}

/** State of a list and the moves a user can make on it; a change of what is asked goes back to page 1. */
export abstract class ListeDemandee {
  abstract readonly etat: Signal<EtatListe>;
  /** Only the sort keys that the user chose. */
  protected abstract readonly triChoisi: Signal<readonly CleTri[]>;
  protected abstract appliquer(changement: Partial<EtatListe>): void;

  readonly filtree = computed(() => Object.keys(this.etat().filtres).length > 0);

  chercher(q: string): void {
    if (q.trim() !== this.etat().q) {
      this.appliquer({ q: q.trim(), page: 1 });
    }
  }

  trier(nom: string, cumul: boolean): void {
    this.appliquer({ tri: basculerTri(this.triChoisi(), nom, cumul), page: 1 });
  }

  filtrer(nom: string, valeur: string): void {
    const { [nom]: _, ...autres } = this.etat().filtres;
    this.appliquer({ filtres: valeur === '' ? autres : { ...autres, [nom]: valeur }, page: 1 });
  }

  reinitialiserFiltres(): void {
    this.appliquer({ filtres: {}, page: 1 });
  }

  allerPage(page: number): void {
    this.appliquer({ page });
  }

  changerTaille(taille: number): void {
    this.appliquer({ taille, page: 1 });
  }
}

/** The state is the query string: a list can be reloaded, shared and gone back to. */
export class ListeUrl extends ListeDemandee {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly requete = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });

  protected readonly triChoisi = computed(() => lireTri(this.requete().get('sort') ?? ''));
  readonly etat: Signal<EtatListe>;

  constructor(private readonly options: OptionsListe) {
    super();
    this.etat = computed(() => this.lire(this.requete()), {
      equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    });
  }

  protected appliquer(changement: Partial<EtatListe>): void {
    const parametres: Record<string, string | number | null> = {};
    if (changement.q !== undefined) {
      parametres['q'] = changement.q || null;
    }
    if (changement.tri !== undefined) {
      parametres['sort'] = ecrireTri(changement.tri) || null;
    }
    if (changement.page !== undefined) {
      parametres['page'] = changement.page === 1 ? null : changement.page;
    }
    if (changement.taille !== undefined) {
      parametres['size'] = changement.taille === this.tailleParDefaut ? null : changement.taille;
    }
    if (changement.filtres !== undefined) {
      for (const nom of this.options.filtres ?? []) {
        parametres[nom] = changement.filtres[nom] ?? null;
      }
    }
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: parametres,
      queryParamsHandling: 'merge',
      replaceUrl: changement.q !== undefined,
    });
  }

  private get tailleParDefaut(): number {
    return this.options.taille ?? 50;
  }

  private lire(requete: ParamMap): EtatListe {
    const choisi = this.triChoisi();
    const taille = Number(requete.get('size'));
    const filtres = (this.options.filtres ?? [])
      .map((nom) => [nom, requete.get(nom)] as const)
      .filter((paire): paire is readonly [string, string] => !!paire[1]);
    return {
      q: requete.get('q') ?? '',
      tri: choisi.length > 0 ? choisi : lireTri(this.options.tri),
      page: Math.max(1, Math.trunc(Number(requete.get('page'))) || 1),
      taille: TAILLES.some((possible) => possible === taille) ? taille : this.tailleParDefaut,
      filtres: Object.fromEntries(filtres),
    };
  }
}

/** The same for a list inside a form, which is not worth an address. */
export class ListeMemoire extends ListeDemandee {
  protected readonly triChoisi = signal<readonly CleTri[]>([]);
  private readonly memoire: ReturnType<typeof signal<EtatListe>>;
  readonly etat: Signal<EtatListe>;

  constructor(options: OptionsListe) {
    super();
    const tri = lireTri(options.tri);
    this.memoire = signal<EtatListe>({ q: '', tri, page: 1, taille: options.taille ?? 50, filtres: {} });
    this.etat = computed(() => ({ ...this.memoire(), tri: this.triChoisi().length > 0 ? this.triChoisi() : tri }));
  }

  protected appliquer(changement: Partial<EtatListe>): void {
    if (changement.tri !== undefined) {
      this.triChoisi.set(changement.tri);
    }
    this.memoire.update((etat) => ({ ...etat, ...changement }));
  }
}
