import { Component, computed, inject, output } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { NombrePipe, PourcentPipe } from '../../../ui/formats/formats';
import { libelleAnnee } from '../../../ui/formats/jours';
import { Graphe } from '../../../ui/graphe/graphe';
import { type Compteur, type DetailIndicateur, compteurs, courbesEvolution } from './compteurs';
import { IndicateursApi } from './indicateurs.api';

/** « Indicateurs » of the current school year: three counters and their evolution (guide §4.1). */
@Component({
  selector: 'app-indicateurs',
  imports: [Graphe, MatButton, MatIcon, NombrePipe, PourcentPipe],
  templateUrl: './indicateurs.html',
  styleUrl: './indicateurs.scss',
})
export class Indicateurs {
  readonly voirDetail = output<DetailIndicateur>();

  private readonly api = inject(IndicateursApi);
  private readonly comptes = rxResource({ stream: () => this.api.compter() });
  private readonly evolution = rxResource({ stream: () => this.api.suivre() });

  protected readonly annee = computed(() => (this.comptes.hasValue() ? libelleAnnee(this.comptes.value().annee) : ''));
  protected readonly compteurs = computed((): readonly Compteur[] | null =>
    this.comptes.hasValue() ? compteurs(this.comptes.value()) : null,
  );
  protected readonly vide = computed(() => this.comptes.hasValue() && this.comptes.value().total === 0);
  protected readonly jours = computed(() =>
    this.evolution.hasValue() ? this.evolution.value().points.map(({ jour }) => jour) : null,
  );
  protected readonly courbes = computed(() =>
    this.evolution.hasValue() ? courbesEvolution(this.evolution.value()) : [],
  );
  protected readonly erreur = computed(() => {
    const fautive = [this.comptes, this.evolution].find((ressource) => ressource.status() === 'error');
    return fautive ? lireProbleme(fautive.error()).message : null;
  });

  protected recharger(): void {
    for (const ressource of [this.comptes, this.evolution]) {
      if (ressource.status() === 'error') {
        ressource.reload();
      }
    }
  }
}
