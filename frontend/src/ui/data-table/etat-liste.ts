import { type Signal, type WritableSignal, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
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
export const TAILLE_USUELLE = 50;

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

export type Filtres = Readonly<Record<string, string>>;

export interface OptionsListe {
  /** Order when the user asked for none. */
  readonly tri: string;
  /** Parameters of the filters. */
  readonly filtres?: readonly string[];
  /** Filters of an address that says nothing: the same for everybody, so that an address means the same for all. */
  readonly filtresUsuels?: Filtres;
  /** Those that this user keeps of them; the others are written as empty in the address. */
  readonly filtresRetenus?: () => Filtres;
  readonly taille?: number;
  /** Page size that this user prefers. */
  readonly tailleRetenue?: () => number;
}

/** State of a list and the moves a user can make on it; a change of what is asked goes back to page 1. */
export abstract class ListeDemandee {
  abstract readonly etat: Signal<EtatListe>;
  /** Only the sort keys that the user chose. */
  abstract readonly triChoisi: Signal<readonly CleTri[]>;
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

  /** An empty value drops the filter. */
  filtrer(changement: Filtres): void {
    this.appliquer({ filtres: sansVides({ ...this.etat().filtres, ...changement }), page: 1 });
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

  /** Everything at once: a view, or the way back from one. */
  poser(etat: Partial<EtatListe>): void {
    this.appliquer({ page: 1, ...etat });
  }
}

/** What the address says; a filter said to be empty is not a filter left unsaid. */
interface Dit {
  readonly q: string;
  readonly tri: readonly CleTri[];
  readonly page: number;
  readonly taille: number | null;
  readonly filtres: Filtres;
}

/** The state is the query string: a list can be reloaded, shared and gone back to. The screen does not wait for it. */
export class ListeUrl extends ListeDemandee {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly dit: WritableSignal<Dit>;
  /** One burst of typing is one step of the history. */
  private enFrappe = false;

  override readonly triChoisi = computed(() => this.dit().tri);
  override readonly etat: Signal<EtatListe> = computed(
    () => {
      const { q, tri, page, taille, filtres } = this.dit();
      return {
        q,
        tri: tri.length > 0 ? tri : lireTri(this.options.tri),
        page,
        taille: taille ?? this.options.tailleRetenue?.() ?? this.tailleUsuelle,
        filtres: sansVides({ ...(this.options.filtresRetenus?.() ?? this.options.filtresUsuels), ...filtres }),
      };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  constructor(private readonly options: OptionsListe) {
    super();
    this.dit = signal(this.lire(this.route.snapshot.queryParamMap));
    this.route.queryParamMap.pipe(takeUntilDestroyed()).subscribe((requete) => {
      if (this.router.currentNavigation()?.extras.info !== this) {
        this.enFrappe = false;
        this.dit.set(this.lire(requete));
      }
    });
  }

  /** Says in the address what it leaves to the habits of this user, without a step of history. */
  completerAdresse(): void {
    this.ecrire(this.etat(), true);
  }

  protected override appliquer(changement: Partial<EtatListe>): void {
    const { tri: _, ...actuel } = this.etat();
    const voulu = { ...actuel, tri: this.triChoisi(), ...changement };
    const frappe = changement.q !== undefined && changement.filtres === undefined;
    this.dit.set({ ...voulu, filtres: { ...this.tousVides(), ...voulu.filtres } });
    this.ecrire(voulu, frappe && this.enFrappe);
    this.enFrappe = frappe;
  }

  private ecrire({ q, page, taille, filtres }: EtatListe, replaceUrl: boolean): void {
    const usuels = this.options.filtresUsuels ?? {};
    const parametres: Record<string, string | number | null> = {
      q: q || null,
      sort: ecrireTri(this.triChoisi()) || null,
      page: page === 1 ? null : page,
      size: taille === this.tailleUsuelle ? null : taille,
    };
    for (const nom of this.options.filtres ?? []) {
      const valeur = filtres[nom] ?? '';
      parametres[nom] = valeur === (usuels[nom] ?? '') ? null : valeur;
    }
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: parametres,
      queryParamsHandling: 'merge',
      replaceUrl,
      info: this,
    });
  }

  private get tailleUsuelle(): number {
    return this.options.taille ?? TAILLE_USUELLE;
  }

  private tousVides(): Filtres {
    return Object.fromEntries((this.options.filtres ?? []).map((nom) => [nom, '']));
  }

  private lire(requete: ParamMap): Dit {
    const taille = Number(requete.get('size'));
    const noms = this.options.filtres ?? [];
    return {
      q: requete.get('q') ?? '',
      tri: lireTri(requete.get('sort') ?? ''),
      page: Math.max(1, Math.trunc(Number(requete.get('page'))) || 1),
      taille: TAILLES.some((possible) => possible === taille) ? taille : null,
      filtres: Object.fromEntries(noms.filter((nom) => requete.has(nom)).map((nom) => [nom, requete.get(nom) ?? ''])),
    };
  }
}

/** The same for a list inside a form, which is not worth an address. */
export class ListeMemoire extends ListeDemandee {
  override readonly triChoisi = signal<readonly CleTri[]>([]);
  private readonly memoire: ReturnType<typeof signal<EtatListe>>;
  override readonly etat: Signal<EtatListe>;

  constructor(options: OptionsListe) {
    super();
    const tri = lireTri(options.tri);
    this.memoire = signal<EtatListe>({ q: '', tri, page: 1, taille: options.taille ?? TAILLE_USUELLE, filtres: {} });
    this.etat = computed(() => ({ ...this.memoire(), tri: this.triChoisi().length > 0 ? this.triChoisi() : tri }));
  }

  protected override appliquer(changement: Partial<EtatListe>): void {
    if (changement.tri !== undefined) {
      this.triChoisi.set(changement.tri);
    }
    this.memoire.update((etat) => ({ ...etat, ...changement }));
  }
}

function sansVides(filtres: Filtres): Filtres {
  return Object.fromEntries(Object.entries(filtres).filter(([, valeur]) => valeur !== ''));
}
