import { Component, DOCUMENT, computed, inject, input, numberAttribute, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { catchError, of } from 'rxjs';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { MISES_EN_OEUVRE, LEGENDE_COUVERTURE, friseCouverture } from '../../../platform/libelles/couverture';
import { TYPES_DECISION, nomComplet } from '../../../platform/libelles/decision';
import { Session } from '../../../platform/session/session';
import { Cellule } from '../../../ui/data-table/cellule';
import { DataTable } from '../../../ui/data-table/data-table';
import { ListeUrl } from '../../../ui/data-table/etat-liste';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { Recherche } from '../../../ui/data-table/recherche';
import { accorder } from '../../../ui/formats/formats';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type DecisionLigne, DecisionsApi, FILTRES_DECISIONS } from '../decisions.api';
import { DetailDecision } from '../detail-decision/detail-decision';
import { COLONNES, COLONNE_ACTIONS } from './colonnes';

/** Home page: the decisions of the perimeter, what most needs an accompaniment first (guide §6.1). */
@Component({
  imports: [Cellule, DataTable, DetailDecision, Frise, Legende, MatIcon, PageHeader, Pagination, Recherche, RouterLink],
  templateUrl: './liste-decisions.html',
  styleUrl: './liste-decisions.scss',
})
export class ListeDecisionsPage {
  /** Decision open in the side panel; part of the address. */
  readonly decision = input(undefined, { transform: (id: unknown) => (id ? numberAttribute(id) : undefined) });

  private readonly api = inject(DecisionsApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);

  protected readonly liste = new ListeUrl({ tri: '-priorite,nom', filtres: FILTRES_DECISIONS });
  protected readonly donnees = listeDistante(this.liste.etat, (etat) => this.api.lister(etat));
  protected readonly secteurs = toSignal(this.api.secteurs().pipe(catchError(() => of([]))), { initialValue: [] });
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  protected readonly colonnes = computed(() => (this.gestionnaire() ? [...COLONNES, COLONNE_ACTIONS] : COLONNES));
  protected readonly resume = computed(() => (this.donnees.vierge() ? '' : accorder(this.donnees.total(), 'décision')));
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });
  /** Accompaniments behind the segment that was clicked, to point at in the panel. */
  private readonly designation = signal<{ decision: number; accompagnements: readonly number[] } | null>(null);
  protected readonly designes = computed(() => {
    const designation = this.designation();
    return designation !== null && designation.decision === this.decision() ? designation.accompagnements : [];
  });

  protected readonly types = TYPES_DECISION;
  protected readonly etats = MISES_EN_OEUVRE;
  protected readonly legende = LEGENDE_COUVERTURE;
  protected readonly frise = friseCouverture;
  protected readonly nomComplet = nomComplet;
  protected readonly cle = ({ id }: DecisionLigne): number => id;
  protected readonly estOuverte = computed(() => {
    const ouverte = this.decision();
    return ({ id }: DecisionLigne): boolean => id === ouverte;
  });

  protected ouvrir(id: DecisionLigne['id'], accompagnements: readonly number[] = []): void {
    this.designer(id, accompagnements);
    void this.allerA(id);
  }

  protected designer(decision: DecisionLigne['id'], accompagnements: readonly number[]): void {
    this.designation.set({ decision, accompagnements });
  }

  /** The focus goes back to the name it came from. */
  protected async fermer(): Promise<void> {
    const id = this.decision();
    await this.allerA(null);
    this.document.getElementById(`decision-${id}`)?.focus();
  }

  private async allerA(decision: DecisionLigne['id'] | null): Promise<void> {
    await this.router.navigate([], { queryParams: { decision }, queryParamsHandling: 'merge' });
  }

  protected filtrer(nom: string, evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      this.liste.filtrer(nom, evenement.target.value);
    }
  }

  /** The column already says « Secteur ». */
  protected secteur({ secteur: { libelle } }: DecisionLigne): string {
    return libelle.replace(/^secteur (?=.)/i, '');
  }

  protected ecoles(ligne: DecisionLigne): string {
    return ligne.etablissements.map(({ nom, commune }) => (commune === null ? nom : `${nom} (${commune})`)).join(' ; ');
  }
}
