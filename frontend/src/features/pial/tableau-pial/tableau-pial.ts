import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { EnteteTri, ariaTri } from '../../../ui/data-table/entete-tri';
import { type CleTri, basculerTri } from '../../../ui/data-table/etat-liste';
import { HeuresPipe, NombrePipe, accorder, horodatageFr } from '../../../ui/formats/formats';
import { libelleAnnee } from '../../../ui/formats/jours';
import { JobProgress } from '../../../ui/job-progress/job-progress';
import { PageHeader } from '../../../ui/page-header/page-header';
import { BarreCouverture } from '../barre-couverture';
import { type PialLigne } from '../pial.api';
import { SyntheseStore } from '../synthese.store';
import { LignePial } from './ligne-pial';
import { trierPials } from './tri-pial';

interface ColonnePial {
  readonly nom: keyof PialLigne;
  readonly libelle: string;
}

/** Needs, means and coverage of each PIAL for a school year (guide §9). */
@Component({
  imports: [
    BarreCouverture,
    EnteteTri,
    HeuresPipe,
    JobProgress,
    LignePial,
    MatButton,
    MatIcon,
    MatProgressBar,
    NgTemplateOutlet,
    NombrePipe,
    PageHeader,
  ],
  providers: [SyntheseStore],
  templateUrl: './tableau-pial.html',
  styleUrl: './tableau-pial.scss',
})
export class TableauPialPage {
  protected readonly store = inject(SyntheseStore);
  protected readonly tri = signal<readonly CleTri[]>([]);
  protected readonly lignes = computed(() =>
    trierPials(this.store.synthese()?.lignes ?? [], this.tri().length > 0 ? this.tri() : [{ nom: 'nom', sens: 'asc' }]),
  );
  protected readonly resume = computed(() => {
    const synthese = this.store.synthese();
    if (synthese === null) {
      return '';
    }
    const { calcul } = synthese;
    const date = calcul
      ? `agrégats calculés le ${horodatageFr(calcul.termineLe)} par ${calcul.auteur}`
      : 'agrégats jamais calculés pour cette année';
    return `${accorder(synthese.lignes.length, 'PIAL', 'PIAL')} – ${date}`;
  });

  protected readonly besoins: readonly ColonnePial[] = [
    { nom: 'decisionsIndividuelles', libelle: 'Décisions individuelles' },
    { nom: 'decisionsMutualisees', libelle: 'Décisions mutualisées' },
    { nom: 'besoinHeures', libelle: 'Besoin hebdo' },
  ];
  protected readonly moyens: readonly ColonnePial[] = [
    { nom: 'missions', libelle: 'Missions' },
    { nom: 'moyensHeures', libelle: 'Moyens hebdo' },
    { nom: 'moyensCollectifHeures', libelle: 'Collectif (ULIS)' },
    { nom: 'moyensReferentHeures', libelle: 'AESH référents' },
  ];
  protected readonly ariaTri = ariaTri;
  protected readonly libelleAnnee = libelleAnnee;

  protected trier(nom: string, cumul: boolean): void {
    this.tri.update((cles) => basculerTri(cles, nom, cumul));
  }

  protected choisirAnnee(evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      this.store.choisirAnnee(Number(evenement.target.value));
    }
  }
}
