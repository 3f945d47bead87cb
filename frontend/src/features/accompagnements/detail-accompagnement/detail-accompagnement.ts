import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat } from '../../../platform/libelles/aesh';
import { LEGENDE_COUVERTURE, friseCouverture } from '../../../platform/libelles/couverture';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { LEGENDE_OCCUPATION, friseOccupation } from '../../../platform/libelles/occupation';
import { listeDOrigine } from '../../../platform/retour/liste-d-origine';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { Session } from '../../../platform/session/session';
import { HeuresPipe, JourPipe, horodatageFr, periodeFr, pourcentFr } from '../../../ui/formats/formats';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type AccompagnementDetail, AccompagnementsApi } from '../accompagnements.api';
import { ecoleEnMots } from '../liste-accompagnements/colonnes';
import { Reprise } from '../operations/reprise';
import { Suppression } from '../operations/suppression';

const GENRES = {
  CREER: 'Création',
  MODIFIER: 'Modification',
  INSERER: 'Insertion',
  MAINTENIR: 'Maintien',
  SUPPRIMER: 'Suppression',
} as const;

/** One accompaniment: the mission that does it, the decisions that it serves (guide §10.1, F10.1-2). */
@Component({
  imports: [Frise, HeuresPipe, JourPipe, Legende, MatButton, MatIcon, MatProgressBar, PageHeader, RouterLink],
  templateUrl: './detail-accompagnement.html',
  styleUrl: './detail-accompagnement.scss',
})
export class DetailAccompagnementPage {
  readonly id = input.required<unknown>();

  private readonly api = inject(AccompagnementsApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly reprise = inject(Reprise);
  private readonly suppression = inject(Suppression);
  private readonly aujourdhui = inject(JOUR_COURANT)();
  protected readonly origine = listeDOrigine(
    { chemin: '/accompagnements', libelle: 'Accompagnements' },
    { chemin: '/decisions', libelle: 'Décisions' },
    { chemin: '/missions', libelle: 'Missions' },
    { chemin: '/aesh', libelle: 'AESH' },
  );

  protected readonly numero = computed(() => numeroDAdresse(this.id()));
  protected readonly ressource = rxResource({
    params: () => this.numero() ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly detail = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  protected readonly introuvable = computed(() => {
    if (this.numero() === null) {
      return `« ${String(this.id())} » n’est pas un numéro d’accompagnement. L’adresse a peut-être été mal recopiée.`;
    }
    const probleme = this.probleme();
    return probleme?.statut === 404 ? probleme.message : null;
  });
  protected readonly titre = computed(() => {
    const detail = this.detail();
    return detail
      ? `Accompagnement par ${nomComplet(detail.aesh)}`
      : this.introuvable()
        ? 'Accompagnement introuvable'
        : 'Détail de l’accompagnement';
  });
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  protected readonly occupation = computed(() => {
    const mission = this.detail()?.mission;
    return mission ? friseOccupation({ ...mission, previsionnelle: mission.etat === 'PREVISIONNELLE' }) : [];
  });
  protected readonly finMission = computed(() => {
    const detail = this.detail();
    const depuis = detail && detail.fin > this.aujourdhui ? detail.fin : this.aujourdhui;
    return detail?.mission.fin ?? dernierJourAnnee(anneeScolaire(depuis));
  });
  /** The last operation, as long as it can be taken back. */
  protected readonly annulable = computed(() => {
    const operation = this.detail()?.derniereOperation;
    return this.gestionnaire() && operation?.annulable ? operation : null;
  });
  protected readonly refus = signal<string | null>(null);
  protected readonly enCours = signal(false);

  protected readonly legendeOccupation = LEGENDE_OCCUPATION;
  protected readonly legendeCouverture = LEGENDE_COUVERTURE;
  protected readonly couverture = friseCouverture;
  protected readonly marque = marqueEtat;
  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;
  protected readonly ecole = ecoleEnMots;
  protected readonly periode = periodeFr;
  protected readonly pourcent = pourcentFr;
  protected readonly instant = horodatageFr;
  protected readonly genres = GENRES;

  protected async annulerOperation(operationId: number): Promise<void> {
    this.enCours.set(true);
    const reprise = await this.reprise.annuler(operationId);
    this.enCours.set(false);
    if (reprise) {
      this.ressource.reload();
    }
  }

  protected async supprimer(un: AccompagnementDetail): Promise<void> {
    if (!(await this.suppression.confirmer(un))) {
      return;
    }
    this.refus.set(null);
    this.enCours.set(true);
    try {
      const operationId = await this.suppression.supprimer(un);
      await this.router.navigateByUrl(this.origine.adresse);
      await this.reprise.proposer(
        `L’accompagnement de ${un.eleves.map(nomComplet).join(', ')} est supprimé.`,
        operationId,
        () => void this.router.navigate(['/accompagnements', un.id]),
      );
    } catch (erreur) {
      this.refus.set(lireProbleme(erreur).message);
    } finally {
      this.enCours.set(false);
    }
  }
}
