import { DestroyRef, type Signal, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { forkJoin } from 'rxjs';
import { accorder } from '../formats/formats';
import { type Disposition, ordonner, visible } from '../data-table/colonnes';
import { type Selection } from '../data-table/data-table';
import { type EtatListe, type Filtres, ListeUrl, TAILLES, TAILLE_USUELLE } from '../data-table/etat-liste';
import { type ListeDistante, listeDistante } from '../data-table/liste-distante';
import { type Choisis, type DefinitionListe, PARAMETRE_SELECTION, SELECTION_MAX } from './definition';
import { type Filtre, actif, enMots, enToutesLettres, parametres, usuels, vide } from './filtres/filtre';
import { LibellesFiltres } from './filtres/libelles-filtres';
import { CarnetReglages, type ReglagesListe, basculerFiltre, lireReglages, propose } from './reglages';

/** A filter that acts, in words. */
export interface FiltreActif {
  readonly filtre: Filtre;
  readonly mots: string;
  readonly phrase: string;
}

/** One list at work: its address, its settings, its rows and what is chosen in it. Made in an injection context. */
export class ModeleListe<T extends object> {
  private readonly carnet = inject(CarnetReglages);
  private readonly fin = inject(DestroyRef);
  private readonly cle: string;

  readonly reglages: Signal<ReglagesListe>;
  readonly url: ListeUrl;
  readonly etat: Signal<EtatListe>;
  readonly donnees: ListeDistante<T>;
  readonly libelles = new LibellesFiltres();

  readonly selection = signal<Selection>({});
  readonly toutCoche = signal(false);

  constructor(readonly definition: DefinitionListe<T>) {
    this.cle = `liste-${definition.nom}`;
    this.reglages = computed(() => lireReglages(this.carnet.lire(this.cle)), {
      equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    });
    const { filtres } = definition;
    const usuelsDeTous = usuels(filtres);
    this.url = new ListeUrl({
      tri: definition.tri,
      filtres: filtres.flatMap(parametres),
      filtresUsuels: usuelsDeTous,
      // A filter that the user does not want is not put by itself (F4.3-2).
      filtresRetenus: () => usuels(filtres.filter((filtre) => propose(filtre, this.reglages()))),
      tailleRetenue: () => this.reglages().taille,
    });
    this.etat = this.url.etat;
    this.donnees = listeDistante(
      () => (this.carnet.prets() ? this.etat() : undefined),
      (etat) => definition.charger(etat),
    );
    const dite = effect(() => {
      if (this.carnet.prets()) {
        untracked(() => this.url.completerAdresse());
        dite.destroy();
      }
    });
    effect(() => {
      for (const filtre of this.filtresActifsBruts()) {
        untracked(() => this.libelles.charger(filtre, this.etat().filtres));
      }
    });
    // What was chosen among other results is not what is shown now.
    let criteres = '';
    effect(() => {
      const { q, filtres: valeurs } = this.etat();
      const suivants = JSON.stringify([q, valeurs]);
      if (criteres !== '' && criteres !== suivants && this.toutCoche()) {
        this.toutCoche.set(false);
      }
      criteres = suivants;
    });
  }

  readonly colonnes = computed(() => ordonner(this.definition.colonnes, this.reglages().disposition));
  readonly colonnesVisibles = computed(() =>
    this.colonnes().filter((colonne) => visible(colonne, this.reglages().disposition)),
  );
  readonly filtresProposes = computed(() =>
    this.definition.filtres.filter((filtre) => propose(filtre, this.reglages())),
  );
  private readonly filtresActifsBruts = computed(() =>
    this.definition.filtres.filter((filtre) => actif(filtre, this.etat().filtres)),
  );
  /** In the order of the declaration; also those that came with a link though they are not offered. */
  readonly filtresActifs = computed((): readonly FiltreActif[] =>
    this.filtresActifsBruts().map((filtre) => {
      const libelle = (code: string): string => this.libelles.de(filtre, code);
      return {
        filtre,
        mots: enMots(filtre, this.etat().filtres, libelle),
        phrase: enToutesLettres(filtre, this.etat().filtres, libelle),
      };
    }),
  );
  readonly resume = computed(() => (this.donnees.vierge() ? '' : this.compter(this.donnees.total())));
  readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : this.definition.expliquer(erreur);
  });

  readonly choisies = computed(() => Object.keys(this.selection()));
  readonly nombreChoisi = computed(() => (this.toutCoche() ? this.donnees.total() : this.choisies().length));
  readonly choix = computed((): Choisis =>
    this.toutCoche() ? { tous: true } : { tous: false, cles: this.choisies() },
  );

  compter(nombre: number): string {
    return accorder(nombre, ...this.definition.unite);
  }

  regler(changement: Partial<ReglagesListe>): void {
    this.carnet.garder(this.cle, { ...this.reglages(), ...changement });
  }

  disposer(disposition: Disposition): void {
    this.regler({ disposition });
  }

  changerTaille(taille: number): void {
    this.regler({ taille });
    this.url.changerTaille(taille);
  }

  /** The keyboard went past an end of the page. */
  allerVoisine(pas: -1 | 1): void {
    const { page, taille } = this.etat();
    const visee = page + pas;
    if (visee >= 1 && visee <= Math.ceil(this.donnees.total() / taille)) {
      this.url.allerPage(visee);
    }
  }

  filtrer(changement: Filtres): void {
    this.url.filtrer(changement);
  }

  effacer(filtre: Filtre): void {
    this.url.filtrer(vide(filtre));
  }

  /** Offers a filter, or takes it away: then it does not act either. */
  basculerFiltre(filtre: Filtre): void {
    const retire = propose(filtre, this.reglages());
    this.regler(basculerFiltre(filtre, this.reglages()));
    if (retire && actif(filtre, this.etat().filtres)) {
      this.effacer(filtre);
    }
  }

  deselectionner(): void {
    this.selection.set({});
    this.toutCoche.set(false);
  }

  /** Rows of every page: one by one while they are few, so that some can be dropped; else the whole of the results. */
  choisirTout(): void {
    const total = this.donnees.total();
    if (total > SELECTION_MAX) {
      this.toutCoche.set(true);
      return;
    }
    const taille = TAILLES[TAILLES.length - 1] ?? TAILLE_USUELLE;
    const pages = Array.from({ length: Math.ceil(total / taille) }, (_, rang) => rang + 1);
    const etat = this.etat();
    forkJoin(pages.map((page) => this.definition.charger({ ...etat, page, taille })))
      .pipe(takeUntilDestroyed(this.fin))
      .subscribe({
        next: (lues) => {
          const cles = lues.flatMap(({ items }) =>
            items.map((ligne) => [String(this.definition.cle(ligne)), true] as const),
          );
          this.selection.update((selection) => ({ ...selection, ...Object.fromEntries(cles) }));
        },
        error: () => this.toutCoche.set(true),
      });
  }

  get peutMontrerSelection(): boolean {
    const possible = this.definition.filtres.some(({ genre }) => genre === 'selection');
    return possible && !this.toutCoche() && this.choisies().length <= SELECTION_MAX;
  }

  /** The chosen rows and no others: the other filters and the search would hide some of them. */
  montrerSelection(): void {
    this.url.poser({ q: '', filtres: { [PARAMETRE_SELECTION]: this.choisies().join(',') } });
  }

  /** What the list asks for, narrowed to what is chosen. */
  demandeDuChoix(): EtatListe {
    const choix = this.choix();
    return choix.tous
      ? this.etat()
      : { ...this.etat(), q: '', filtres: { [PARAMETRE_SELECTION]: choix.cles.join(',') } };
  }
}
