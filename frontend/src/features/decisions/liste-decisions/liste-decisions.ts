import { Component, DOCUMENT, computed, inject, input, numberAttribute, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { LEGENDE_COUVERTURE, friseCouverture, phrasesAnomalies } from '../../../platform/libelles/couverture';
import { nomComplet } from '../../../platform/libelles/decision';
import { ExportListeApi } from '../../../platform/listes/export-liste.api';
import { Session } from '../../../platform/session/session';
import { Cellule } from '../../../ui/data-table/cellule';
import { JOUR_COURANT } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { Liste } from '../../../ui/liste/liste';
import { ModeleListe } from '../../../ui/liste/modele-liste';
import { CarnetReglages } from '../../../ui/liste/reglages';
import { type DecisionLigne, DecisionsApi } from '../decisions.api';
import { DetailDecision } from '../detail-decision/detail-decision';
import { type DetailIndicateur } from '../indicateurs/compteurs';
import { Indicateurs } from '../indicateurs/indicateurs';
import { COLONNES, COLONNE_ACTIONS } from './colonnes';
import { filtresDecisions } from './filtres';

const CLE_INDICATEURS = 'decisions-indicateurs';

/** Home page: the decisions of the perimeter, what most needs an accompaniment first (guide §6.1). */
@Component({
  imports: [Cellule, DetailDecision, Frise, Indicateurs, Legende, Liste, RouterLink],
  templateUrl: './liste-decisions.html',
  styleUrl: './liste-decisions.scss',
})
export class ListeDecisionsPage {
  /** Decision open in the side panel; part of the address. */
  readonly decision = input(undefined, { transform: (id: unknown) => (id ? numberAttribute(id) : undefined) });

  private readonly api = inject(DecisionsApi);
  private readonly fichiers = inject(ExportListeApi);
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  private readonly session = inject(Session);
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');

  protected readonly liste = new ModeleListe<DecisionLigne>({
    nom: 'decisions',
    titre: 'Décisions',
    unite: ['décision', 'décisions'],
    feminin: true,
    cle: ({ id }) => id,
    nommer: ({ eleve }) => nomComplet(eleve),
    colonnes: this.gestionnaire() ? [...COLONNES, COLONNE_ACTIONS] : COLONNES,
    filtres: filtresDecisions(this.api, inject(AnnuaireApi), inject(JOUR_COURANT)()),
    tri: '-priorite,nom',
    exemple: 'Nom, école, secteur, type…',
    messageVide: 'Aucune décision dans votre périmètre.',
    charger: (demande) => this.api.lister(demande),
    exporter: (format, colonnes, demande) => this.fichiers.exporter('decisions', format, colonnes, demande),
    expliquer: (erreur) => lireProbleme(erreur).message,
  });

  private readonly carnet = inject(CarnetReglages);
  /** « Indicateurs » open; kept for the user like the rest of the page. */
  protected readonly indicateurs = computed(() => this.carnet.lire(CLE_INDICATEURS) === true);

  /** Accompaniments behind the segment that was clicked, to point at in the panel. */
  private readonly designation = signal<{ decision: number; accompagnements: readonly number[] } | null>(null);
  protected readonly designes = computed(() => {
    const designation = this.designation();
    return designation !== null && designation.decision === this.decision() ? designation.accompagnements : [];
  });

  protected readonly legende = LEGENDE_COUVERTURE;
  protected readonly frise = friseCouverture;
  protected readonly anomalies = phrasesAnomalies;
  protected readonly nomComplet = nomComplet;
  protected readonly estOuverte = computed(() => {
    const ouverte = this.decision();
    return ({ id }: DecisionLigne): boolean => id === ouverte;
  });

  protected basculerIndicateurs(): void {
    this.carnet.garder(CLE_INDICATEURS, !this.indicateurs());
  }

  /** F4.1-2: these decisions and no others, whatever was searched or filtered before. */
  protected voirDetail(detail: DetailIndicateur): void {
    this.liste.url.poser({ q: '', filtres: { ...detail } });
  }

  protected ouvrir(id: DecisionLigne['id'], accompagnements: readonly number[] = []): void {
    this.designer(id, accompagnements);
    void this.allerA(id);
  }

  protected designer(decision: DecisionLigne['id'], accompagnements: readonly number[]): void {
    this.designation.set({ decision, accompagnements });
  }

  /** The focus goes back to the row it came from. */
  protected async fermer(): Promise<void> {
    const id = this.decision();
    await this.allerA(null);
    this.document.getElementById(`decision-${id}`)?.closest('tr')?.focus();
  }

  private async allerA(decision: DecisionLigne['id'] | null): Promise<void> {
    await this.router.navigate([], { queryParams: { decision }, queryParamsHandling: 'merge' });
  }
}
