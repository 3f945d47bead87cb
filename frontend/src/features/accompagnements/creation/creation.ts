import {
  Component,
  type ResourceStatus,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
  signal,
  untracked,
} from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import {
  FormField,
  FormRoot,
  type TreeValidationResult,
  debounce,
  form,
  required,
  validate,
} from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { catchError, firstValueFrom, map, of } from 'rxjs';
import { AnneesApi } from '../../../platform/annees/annees.api';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { friseCouverture } from '../../../platform/libelles/couverture';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { DateField } from '../../../ui/date-field/date-field';
import { horsLimites } from '../../../ui/date-field/limites';
import { HeuresPipe, JourPipe, heuresFr, periodeFr } from '../../../ui/formats/formats';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee, libelleAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { HoursField } from '../../../ui/hours-field/hours-field';
import { PageHeader } from '../../../ui/page-header/page-header';
import {
  AccompagnementsApi,
  type DemandeAccompagnement,
  type MissionCandidate,
  type MissionDetail,
  type Proposition,
} from '../accompagnements.api';
import { apercu } from './apercu';
import { Candidates } from './candidates';
import { CleEnvoi } from '../../../platform/saisie/cle-envoi';
import { anneesPossibles, limitesPeriode } from './periode';

/** The missions are asked for again once the typing of the hours rests. */
const ATTENTE_MS = 300;

interface Saisie {
  debut: string | null;
  fin: string | null;
  heures: number | null;
  uai: string;
  heuresRepas: number | null;
  heuresMeridienne: number | null;
}

const VIDE: Saisie = { debut: null, fin: null, heures: null, uai: '', heuresRepas: null, heuresMeridienne: null };

/** What the page says of the mission that is chosen, wherever it was. */
type MissionChoisie = Pick<MissionCandidate, 'missionId' | 'previsionnelle'> & {
  readonly aesh: Pick<MissionCandidate['aesh'], 'nom' | 'prenom'>;
};

/** « Créer un accompagnement » from an individual decision, with or without a mission (guide §10.3.1 a and b). */
@Component({
  imports: [
    Candidates,
    DateField,
    FormField,
    FormRoot,
    Frise,
    HeuresPipe,
    HoursField,
    JourPipe,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageHeader,
    RouterLink,
  ],
  templateUrl: './creation.html',
  styleUrl: './creation.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class CreationPage implements PageDeSaisie {
  /** Decision to implement; from the path. */
  readonly id = input.required({ transform: numberAttribute });
  /** Mission that it comes from, which is chosen to begin with; from the query. */
  readonly mission = input<unknown>();

  private readonly api = inject(AccompagnementsApi);
  private readonly router = inject(Router);
  private readonly annonces = inject(Annonces);
  private readonly anneeCourante = anneeScolaire(inject(JOUR_COURANT)());
  private readonly cle = new CleEnvoi();

  protected readonly decision = rxResource({
    params: () => this.id(),
    stream: ({ params }) => this.api.decision(params),
  });
  protected readonly depuis = computed(() => numeroDAdresse(this.mission()));
  private readonly missionDeDepart = rxResource({
    params: () => this.depuis() ?? undefined,
    stream: ({ params }) => this.api.mission(params),
  });
  protected readonly depart = computed(() => (this.missionDeDepart.hasValue() ? this.missionDeDepart.value() : null));
  private readonly anneesConnues = toSignal(
    inject(AnneesApi)
      .lire()
      .pipe(catchError(() => of({ courante: this.anneeCourante, annees: [this.anneeCourante] }))),
  );
  protected readonly detail = computed(() =>
    this.decision.hasValue() && (this.depuis() === null || this.depart() !== null) ? this.decision.value() : null,
  );
  protected readonly annees = computed(() => {
    const detail = this.detail();
    return detail === null ? [] : anneesPossibles(detail, this.anneesConnues()?.annees ?? [], this.depart());
  });
  /** School year of the accompaniment: the current one if it is possible, else the nearest. */
  protected readonly annee = linkedSignal(() => {
    const annees = this.annees();
    const courante = this.anneesConnues()?.courante ?? this.anneeCourante;
    return annees.includes(courante) ? courante : (annees.find((annee) => annee > courante) ?? annees.at(-1));
  });
  protected readonly proposition = rxResource({
    params: () => {
      const annee = this.annee();
      return annee === undefined ? undefined : { id: this.id(), annee, missionId: this.depart()?.id };
    },
    stream: ({ params }) => this.api.proposition(params.id, params.annee, params.missionId),
  });
  protected readonly proposee = computed(() => (this.proposition.hasValue() ? this.proposition.value() : null));
  protected readonly erreur = computed(() => {
    const ressource = this.ressources().find((candidate) => candidate.status() === 'error');
    return ressource ? lireProbleme(ressource.error()) : null;
  });

  private readonly saisie = signal<Saisie>(VIDE);
  private readonly intacte = signal<Saisie>(VIDE);
  protected readonly choisie = signal<MissionChoisie | null>(null);
  protected readonly refus = signal<string | null>(null);
  private readonly enregistre = signal(false);

  /** The mission that it comes from, as long as no other is preferred. */
  private readonly borne = computed(() => {
    const depart = this.depart();
    return depart?.id === this.choisie()?.missionId ? depart : null;
  });
  protected readonly limites = computed(() => {
    const detail = this.detail();
    const annee = this.annee();
    return detail === null || annee === undefined ? {} : limitesPeriode(detail, annee, this.borne());
  });
  protected readonly formulaire = form(
    this.saisie,
    (champ) => {
      debounce(champ.heures, ATTENTE_MS);
      required(champ.debut, { message: 'Indiquez la date de début.' });
      required(champ.fin, { message: 'Indiquez la date de fin.' });
      required(champ.heures, { message: 'Indiquez les heures hebdomadaires.' });
      required(champ.uai, { message: 'Choisissez l’établissement.' });
      for (const jour of [champ.debut, champ.fin]) {
        validate(jour, ({ value }) => faute('limites', value() && horsLimites(value() ?? '', this.limites())));
      }
      validate(champ.fin, ({ value, valueOf }) => {
        const debut = valueOf(champ.debut);
        const fin = value();
        return faute('ordre', debut !== null && fin !== null && fin < debut && 'La fin précède le début.');
      });
      validate(champ.heures, ({ value }) => faute('nulles', value() === 0 && 'Les heures doivent dépasser zéro.'));
    },
    {
      submission: {
        action: () => this.enregistrer(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  protected readonly etablissements = computed(() => {
    const ecoles = new Map(
      this.detail()?.scolarites.map((s) => [s.uai, [s.etablissement, s.commune].filter(Boolean).join(' – ')]),
    );
    const proposee = this.proposee();
    if (proposee !== null && !ecoles.has(proposee.uai)) {
      ecoles.set(proposee.uai, proposee.etablissement);
    }
    return [...ecoles].map(([uai, libelle]) => ({ uai, libelle }));
  });
  protected readonly recherche = computed(() => {
    const { debut, fin, uai, heures } = this.saisie();
    const juste = this.formulaire.debut().valid() && this.formulaire.fin().valid();
    return juste && debut !== null && fin !== null && uai !== ''
      ? { decisionIds: [this.id()], debut, fin, uai, heures: heures || undefined }
      : undefined;
  });
  private readonly examen = rxResource({
    params: () => {
      const recherche = this.recherche();
      const mission = this.borne();
      return recherche && mission ? { recherche, mission } : undefined;
    },
    stream: ({ params: { recherche, mission } }) => {
      const { nom, prenom } = mission.aesh;
      return this.api
        .candidates(recherche, { q: `${nom} ${prenom}`, tri: [], page: 1, taille: 200, filtres: {} })
        .pipe(map(({ items }) => items.find(({ missionId }) => missionId === mission.id)));
    },
  });
  /** What the mission that it comes from has left on these days, and why it cannot serve: it may be far in the list. */
  protected readonly examinee = computed(() => (this.examen.hasValue() ? this.examen.value() : null));
  protected readonly avant = computed(() => {
    const detail = this.detail();
    return detail === null ? [] : friseCouverture(detail.segments, detail);
  });
  protected readonly apres = computed(() => {
    const detail = this.detail();
    const { debut, fin, heures } = this.saisie();
    const mission = this.choisie();
    if (detail === null || mission === null || !this.recherche() || debut === null || fin === null || !heures) {
      return null;
    }
    const previsionnel = mission.previsionnelle || debut > dernierJourAnnee(this.anneeCourante);
    return friseCouverture(apercu(detail.segments, { debut, fin, heures, previsionnel }, detail), detail);
  });
  protected readonly phrase = computed(() => {
    const detail = this.detail();
    const mission = this.choisie();
    const { debut, fin, heures } = this.saisie();
    return detail && mission && debut && heures
      ? `${nomComplet(mission.aesh)} accompagnera ${nomComplet(detail.eleve)} ${heuresFr(heures)} par semaine ${periodeFr(debut, fin)}.`
      : 'Choisissez l’AESH dans la liste.';
  });

  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;
  protected readonly libelleAnnee = libelleAnnee;

  constructor() {
    effect(() => {
      const depart = this.depart();
      untracked(() => this.choisie.set(depart && enChoix(depart)));
    });
    effect(() => {
      const proposee = this.proposee();
      if (proposee !== null) {
        untracked(() => this.preremplir(proposee));
      }
    });
  }

  saisieEnCours(): boolean {
    const autre = this.choisie()?.missionId !== this.depart()?.id;
    const touchee = autre || JSON.stringify(this.saisie()) !== JSON.stringify(this.intacte());
    return touchee && !this.enregistre();
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.saisieEnCours()) {
      evenement.preventDefault();
    }
  }

  protected changerAnnee(evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      this.annee.set(Number(evenement.target.value));
    }
  }

  protected reessayer(): void {
    for (const ressource of this.ressources()) {
      if (ressource.status() === 'error') {
        ressource.reload();
      }
    }
  }

  private ressources(): readonly { status(): ResourceStatus; error(): Error | undefined; reload(): boolean }[] {
    return [this.decision, this.missionDeDepart, this.proposition];
  }

  private preremplir({ debut, fin, heures, uai }: Proposition): void {
    this.saisie.update((saisie) => ({ ...saisie, debut, fin, heures: saisie.heures ?? heures, uai }));
    this.intacte.set(this.saisie());
    this.formulaire().reset();
  }

  private async enregistrer(): Promise<TreeValidationResult> {
    const mission = this.choisie();
    const { debut, fin, heures, uai, heuresRepas, heuresMeridienne } = this.saisie();
    this.refus.set(null);
    if (mission === null || debut === null || fin === null || heures === null) {
      this.refus.set('Choisissez l’AESH dans la liste des missions avant d’enregistrer.');
      return null;
    }
    const corps: DemandeAccompagnement = {
      decisionIds: [this.id()],
      missionId: mission.missionId,
      uai,
      debut,
      fin,
      heures,
      heuresRepas: heuresRepas ?? 0,
      heuresMeridienne: heuresMeridienne ?? 0,
    };
    try {
      await firstValueFrom(this.api.creer(corps, this.cle.pour(corps)));
    } catch (erreur) {
      const { message, champs } = lireProbleme(erreur);
      this.refus.set(message);
      return champs.flatMap(({ path, message: faute }) =>
        estChamp(path) ? [{ kind: 'serveur', message: faute, fieldTree: this.formulaire[path] }] : [],
      );
    }
    this.enregistre.set(true);
    await this.revenir(mission);
    return null;
  }

  /** To the mission or to the list of decisions that it came from. */
  private async revenir(mission: MissionChoisie): Promise<void> {
    const detail = this.detail();
    const depuis = this.depuis();
    await (depuis === null
      ? this.router.navigate(['/decisions'], { queryParams: { decision: this.id() }, queryParamsHandling: 'merge' })
      : this.router.navigate(['/missions', depuis]));
    if (detail !== null) {
      await this.annonces.annoncer(
        `Accompagnement enregistré : ${nomComplet(mission.aesh)} accompagne ${nomComplet(detail.eleve)}.`,
      );
    }
  }
}

function enChoix({ id: missionId, aesh, etat }: MissionDetail): MissionChoisie {
  return { missionId, aesh, previsionnelle: etat === 'PREVISIONNELLE' };
}

function estChamp(nom: string): nom is keyof Saisie {
  return nom in VIDE;
}

function faute(kind: string, message: string | false | null | undefined): { kind: string; message: string } | null {
  return message ? { kind, message } : null;
}
