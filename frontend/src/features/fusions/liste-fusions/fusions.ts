import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { sourceEnMots } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { listeDOrigine } from '../../../platform/retour/liste-d-origine';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { ChoixField } from '../../../ui/choix-field/choix-field';
import { Pagination } from '../../../ui/data-table/pagination';
import { Recherche } from '../../../ui/data-table/recherche';
import { JourPipe, accorder } from '../../../ui/formats/formats';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type CandidatFusion, FusionsApi } from '../fusions.api';
import { raisonsEnMots } from '../libelles';
import { FusionsFaites } from './fusions-faites';

const TAILLE = 25;

/** Provisional records that seem to have come from RH, and the merges already made (F8.3-1). */
@Component({
  imports: [
    ChoixField,
    FusionsFaites,
    JourPipe,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageHeader,
    Pagination,
    Recherche,
    RouterLink,
  ],
  templateUrl: './fusions.html',
  styleUrl: './fusions.scss',
})
export class FusionsPage {
  /** From the address: words, page, taille, and the provisional AESH that one comes from. */
  readonly q = input<unknown>();
  readonly page = input<unknown>();
  readonly taille = input<unknown>();
  readonly aesh = input<unknown>();

  private readonly api = inject(FusionsApi);
  private readonly annuaire = inject(AnnuaireApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly origine = listeDOrigine({ chemin: '/aesh', libelle: 'AESH' });

  protected readonly mots = computed(() => (typeof this.q() === 'string' ? String(this.q()) : ''));
  protected readonly numero = computed(() => numeroDAdresse(this.page()) ?? 1);
  protected readonly parPage = computed(() => Math.min(numeroDAdresse(this.taille()) ?? TAILLE, 200));
  protected readonly seul = computed(() => numeroDAdresse(this.aesh()));
  protected readonly ressource = rxResource({
    params: () => ({
      q: this.mots() || undefined,
      aesh: this.seul() ?? undefined,
      page: this.numero(),
      size: this.parPage(),
    }),
    stream: ({ params }) => this.api.candidats(params),
  });
  protected readonly recue = linkedSignal<
    { items: CandidatFusion[]; total: number } | null,
    { items: CandidatFusion[]; total: number } | null
  >({
    source: () => (this.ressource.hasValue() ? this.ressource.value() : null),
    computation: (recue, precedente) => recue ?? precedente?.value ?? null,
  });
  protected readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()).message : null,
  );
  protected readonly resume = computed(() => {
    const recue = this.recue();
    return recue ? accorder(recue.total, 'rapprochement proposé', 'rapprochements proposés') : '';
  });

  protected readonly nomComplet = nomComplet;
  protected readonly raisons = raisonsEnMots;
  protected readonly source = sourceEnMots;
  protected readonly accorder = accorder;
  protected readonly personnes = (mots: string) => this.annuaire.aesh(mots);

  /** Of the merge: what stands on the provisional missions. */
  protected poses({ previsionnel }: CandidatFusion): string {
    const missions = previsionnel.missions.filter(({ etat }) => etat === 'PREVISIONNELLE');
    const accompagnements = missions.reduce((somme, mission) => somme + mission.accompagnements, 0);
    return `${accorder(missions.length, 'mission prévisionnelle', 'missions prévisionnelles')}, ${accorder(accompagnements, 'accompagnement')}`;
  }

  protected chercher(q: string): void {
    this.aller({ q: q || null, page: null });
  }

  protected aller(parametres: Record<string, string | number | null>): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: parametres,
      queryParamsHandling: 'merge',
      replaceUrl: 'q' in parametres,
    });
  }

  protected comparerAvec(code: string): void {
    void this.router.navigate(['/fusions', this.seul(), code]);
  }
}
