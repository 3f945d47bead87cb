import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat } from '../../../platform/libelles/aesh';
import { LEGENDE_COUVERTURE, friseCouverture, phrasesAnomalies } from '../../../platform/libelles/couverture';
import { nomComplet } from '../../../platform/libelles/decision';
import { friseMission } from '../../../platform/libelles/mission';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { Cellule } from '../../../ui/data-table/cellule';
import { type Colonne, DataTable } from '../../../ui/data-table/data-table';
import { ListeUrl } from '../../../ui/data-table/etat-liste';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { Recherche } from '../../../ui/data-table/recherche';
import { HeuresPipe, JourPipe, accorder, jourFr, kilometresFr } from '../../../ui/formats/formats';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { PageHeader } from '../../../ui/page-header/page-header';
import { AccompagnementsApi, type DecisionCandidate } from '../accompagnements.api';
import { resteAPlacer } from './reste';

const COLONNES: readonly Colonne<DecisionCandidate>[] = [
  { nom: 'choix', libelle: 'Choix', largeur: 84 },
  { nom: 'nom', libelle: 'Élève', tri: 'nom', collante: true, largeur: 230 },
  { nom: 'etablissement', libelle: 'Établissement', tri: 'etablissement', largeur: 180 },
  {
    nom: 'distance',
    libelle: 'Distance',
    tri: 'distanceKm',
    nombre: true,
    largeur: 76,
    texte: (d) => kilometresFr(d.distanceKm),
  },
  { nom: 'reste', libelle: 'Heures à placer', tri: 'heures', nombre: true, largeur: 104 },
  { nom: 'place', libelle: 'Place avec cette mission', largeur: 150 },
  { nom: 'periode', libelle: 'Décision', tri: 'debut', largeur: 150 },
  { nom: 'frise', libelle: 'Mise en œuvre', tri: 'priorite', largeur: 150 },
];

/** « Décisions disponibles »: the individual decisions among which a mission chooses (guide §10.3.1 b). */
@Component({
  imports: [
    Cellule,
    DataTable,
    Frise,
    HeuresPipe,
    JourPipe,
    Legende,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageHeader,
    Pagination,
    Recherche,
    RouterLink,
  ],
  templateUrl: './depuis-mission.html',
  styleUrl: './depuis-mission.scss',
})
export class DepuisMissionPage {
  /** Mission that looks for a pupil; from the path. */
  readonly id = input.required<unknown>();

  private readonly api = inject(AccompagnementsApi);
  private readonly router = inject(Router);
  private readonly aujourdhui = inject(JOUR_COURANT)();
  private readonly numero = computed(() => numeroDAdresse(this.id()));
  protected readonly ressource = rxResource({
    params: () => this.numero() ?? undefined,
    stream: ({ params }) => this.api.mission(params),
  });
  protected readonly mission = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  /** Why there is nothing to show. */
  protected readonly introuvable = computed(() => {
    if (this.numero() === null) {
      return `« ${String(this.id())} » n’est pas un numéro de mission. L’adresse a peut-être été mal recopiée.`;
    }
    const probleme = this.probleme();
    return probleme?.statut === 404 ? probleme.message : null;
  });
  /** Last day of the frise of a mission without end. */
  protected readonly fin = computed(() => {
    const mission = this.mission();
    const depuis = mission && mission.debut > this.aujourdhui ? mission.debut : this.aujourdhui;
    return mission?.fin ?? dernierJourAnnee(anneeScolaire(depuis));
  });

  protected readonly liste = new ListeUrl({ tri: '', taille: 25 });
  protected readonly donnees = listeDistante(
    () => {
      const mission = this.mission();
      return mission === null ? undefined : { missionId: mission.id, etat: this.liste.etat() };
    },
    ({ missionId, etat }) => this.api.decisionsCandidates(missionId, etat),
  );
  protected readonly resume = computed(() =>
    this.donnees.vierge() ? '' : accorder(this.donnees.total(), 'décision individuelle', 'décisions individuelles'),
  );
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });

  protected readonly colonnes = COLONNES;
  protected readonly legende = LEGENDE_COUVERTURE;
  protected readonly marque = marqueEtat;
  protected readonly occupation = friseMission;
  protected readonly frise = friseCouverture;
  protected readonly anomalies = phrasesAnomalies;
  protected readonly reste = resteAPlacer;
  protected readonly nomComplet = nomComplet;
  protected readonly cle = ({ id }: DecisionCandidate): unknown => id;
  protected readonly inerte = ({ empechement }: DecisionCandidate): boolean => empechement !== null;

  protected jours({ debut, fin }: { readonly debut: string; readonly fin: string }): string {
    return `${jourFr(debut)} – ${jourFr(fin)}`;
  }

  protected ecole({ place, etablissements: [premier] }: DecisionCandidate): string {
    return place?.etablissement ?? premier?.nom ?? 'sans scolarité';
  }

  protected choisir({ id }: DecisionCandidate, missionId: number): void {
    void this.router.navigate(['/decisions', id, 'accompagnement'], {
      queryParams: { mission: missionId },
      queryParamsHandling: 'merge',
    });
  }
}
