import { Component, DOCUMENT, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink, type UrlTree } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { LEGENDE_COUVERTURE, friseCouverture, phrasesAnomalies } from '../../../platform/libelles/couverture';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { listeDOrigine } from '../../../platform/retour/liste-d-origine';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { Session } from '../../../platform/session/session';
import { HeuresPipe, JourPipe, PourcentPipe } from '../../../ui/formats/formats';
import { JOUR_COURANT } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { type BarreChoisie, FriseVoies } from '../../../ui/frise/frise-voies';
import { Legende } from '../../../ui/frise/legende';
import { PageHeader } from '../../../ui/page-header/page-header';
import { ElevesApi } from '../eleves.api';
import { age, ancreDe, anomaliesParAccompagnement, titreDecision, voiesEleve } from './voies-eleve';

const DECISIONS = { chemin: '/decisions', libelle: 'Décisions' };
const MESSAGES = { chemin: '/messages', libelle: 'Mes messages' };

/** Whole file of a pupil: who, schooled where, decided what, accompanied by whom (guide §6). */
@Component({
  imports: [
    Frise,
    FriseVoies,
    HeuresPipe,
    JourPipe,
    Legende,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageHeader,
    PourcentPipe,
    RouterLink,
  ],
  templateUrl: './dossier-eleve.html',
  styleUrl: './dossier-eleve.scss',
})
export class DossierElevePage {
  readonly id = input.required<unknown>();

  private readonly api = inject(ElevesApi);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  private readonly jour = inject(JOUR_COURANT)();
  /** The ERSEH follows the PPS here, and has no list of decisions. */
  protected readonly referent = this.session.profil()?.profil === 'ERSEH';
  protected readonly origine = listeDOrigine(this.referent ? MESSAGES : DECISIONS, MESSAGES);

  protected readonly liste = this.avecDecision(null);
  /** null: not a number that a pupil can have. */
  private readonly numero = computed(() => numeroDAdresse(this.id()));
  protected readonly ressource = rxResource({
    params: () => this.numero() ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly dossier = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  /** Why there is nothing to show. */
  protected readonly introuvable = computed(() => {
    if (this.numero() === null) {
      return `« ${String(this.id())} » n’est pas un numéro d’élève. L’adresse a peut-être été mal recopiée.`;
    }
    const probleme = this.probleme();
    return probleme?.statut === 404 ? probleme.message : null;
  });
  protected readonly titre = computed(() => {
    const dossier = this.dossier();
    return dossier ? nomComplet(dossier) : this.introuvable() ? 'Élève introuvable' : 'Dossier de l’élève';
  });
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  protected readonly voies = computed(() => {
    const dossier = this.dossier();
    return dossier ? voiesEleve(dossier) : [];
  });
  private readonly anomalies = computed(() => {
    const dossier = this.dossier();
    return dossier ? anomaliesParAccompagnement(dossier) : new Map<number, readonly string[]>();
  });
  /** Accompaniments behind the segment that was clicked. */
  protected readonly designes = signal<readonly number[]>([]);

  protected readonly legende = LEGENDE_COUVERTURE;
  protected readonly frise = friseCouverture;
  protected readonly phrases = phrasesAnomalies;
  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;
  protected readonly titreDecision = titreDecision;

  protected ageDe(naissance: string): number {
    return age(naissance, this.jour);
  }

  protected anomaliesDe(accompagnement: number): readonly string[] {
    return this.anomalies().get(accompagnement) ?? [];
  }

  protected versDecision(id: number): UrlTree {
    return this.origine.chemin === DECISIONS.chemin
      ? this.avecDecision(id)
      : this.router.createUrlTree([DECISIONS.chemin], { queryParams: { decision: id } });
  }

  /** The list that one comes from, with the panel of a decision open, or closed. */
  private avecDecision(decision: number | null): UrlTree {
    const { decision: _, ...parametres } = this.origine.adresse.queryParams;
    return this.router.createUrlTree([this.origine.chemin], {
      queryParams: decision === null ? parametres : { ...parametres, decision },
    });
  }

  /** Decisions that an accompaniment serves, when the pupil has several. */
  protected decisionsDe(ids: readonly number[]): string {
    const decisions = this.dossier()?.decisions.filter(({ id }) => ids.includes(id)) ?? [];
    return decisions.map(titreDecision).join(' ; ');
  }

  protected enumerer(...morceaux: readonly (string | null)[]): string {
    return morceaux.filter((morceau) => morceau).join(', ');
  }

  protected designer(accompagnements: readonly number[]): void {
    this.designes.set(accompagnements);
    if (accompagnements[0] !== undefined) {
      this.allerA(`accompagnement-${accompagnements[0]}`);
    }
  }

  protected suivre({ barre }: BarreChoisie): void {
    const dossier = this.dossier();
    const ancre = dossier && ancreDe(barre.id, dossier);
    if (ancre) {
      this.allerA(ancre);
    }
  }

  protected imprimer(): void {
    this.document.defaultView?.print();
  }

  private allerA(ancre: string): void {
    const cible = this.document.getElementById(ancre);
    cible?.scrollIntoView({ block: 'center' });
    cible?.focus({ preventScroll: true });
  }
}
