import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
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
import { firstValueFrom } from 'rxjs';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { LEGENDE_COUVERTURE, friseCouverture } from '../../../platform/libelles/couverture';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { LEGENDE_OCCUPATION, friseOccupation } from '../../../platform/libelles/occupation';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { CleEnvoi } from '../../../platform/saisie/cle-envoi';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { refusDesChamps } from '../../../platform/saisie/refus-champs';
import { DateField } from '../../../ui/date-field/date-field';
import { HeuresPipe, JourPipe, pourcentFr } from '../../../ui/formats/formats';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { HoursField } from '../../../ui/hours-field/hours-field';
import { PageHeader } from '../../../ui/page-header/page-header';
import {
  type AccompagnementDetail,
  AccompagnementsApi,
  type ApercuOperation,
  type MissionCandidate,
} from '../accompagnements.api';
import { Candidates } from '../creation/candidates';
import { ecoleEnMots } from '../liste-accompagnements/colonnes';
import { Reprise } from '../operations/reprise';
import { Suppression } from '../operations/suppression';
import { type Dates, type Operation, type Saisie, VIDE, changements, datesMaintien, saisieDe } from './saisie';

const ATTENTE_MS = 300;

const OPERATIONS: readonly { readonly code: Operation; readonly libelle: string; readonly aide: string }[] = [
  { code: 'MODIFIER', libelle: 'Modifier', aide: 'L’accompagnement prend ces dates, ces heures et cet AESH.' },
  {
    code: 'INSERER',
    libelle: 'Insérer',
    aide: 'Un nouvel accompagnement remplace l’actuel sur les jours communs ; le reste de l’actuel ne change pas.',
  },
  {
    code: 'MAINTENIR',
    libelle: 'Maintenir',
    aide: 'L’accompagnement continue après la fin de la décision, en violet, jusqu’à la fin indiquée.',
  },
];
const FAITS: Readonly<Record<Operation, string>> = {
  MODIFIER: 'est modifié',
  INSERER: 'est inséré',
  MAINTENIR: 'est maintenu',
};

/** « Modifier l’accompagnement » : Modifier, Insérer, Maintenir, Annuler, Supprimer (guide §10.2). */
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
    Legende,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageHeader,
    RouterLink,
  ],
  templateUrl: './modification.html',
  styleUrl: './modification.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class ModificationAccompagnementPage implements PageDeSaisie {
  readonly id = input.required<unknown>();

  private readonly api = inject(AccompagnementsApi);
  private readonly router = inject(Router);
  private readonly reprise = inject(Reprise);
  private readonly suppression = inject(Suppression);
  private readonly cle = new CleEnvoi();
  private readonly aujourdhui = inject(JOUR_COURANT)();

  protected readonly ressource = rxResource({
    params: () => numeroDAdresse(this.id()) ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error'
      ? lireProbleme(this.ressource.error()).message
      : numeroDAdresse(this.id()) === null
        ? 'Cette adresse n’est pas celle d’un accompagnement.'
        : null,
  );
  /** What the changes are measured against: the version that was read, or the other one's after a conflict. */
  protected readonly base = signal<AccompagnementDetail | null>(null);
  /** The version of somebody else, met while saving (412). */
  protected readonly conflit = signal<AccompagnementDetail | null>(null);

  private readonly saisie = signal<Saisie>(VIDE);
  /** The dates typed for a maintien, while another operation is chosen; and the other way round. */
  private autresDates: Dates | null = null;
  protected readonly operation = signal<Operation>('MODIFIER');
  protected readonly autre = signal<MissionCandidate | null>(null);
  protected readonly choixAesh = signal(false);
  protected readonly ecartees = signal<ReadonlySet<number>>(new Set());
  protected readonly refus = signal<string | null>(null);
  private readonly termine = signal(false);

  protected readonly formulaire = form(
    this.saisie,
    (champ) => {
      debounce(champ.heures, ATTENTE_MS);
      required(champ.debut, { message: 'Indiquez la date de début.' });
      required(champ.fin, { message: 'Indiquez la date de fin.' });
      required(champ.heures, { message: 'Indiquez les heures hebdomadaires.' });
      validate(champ.fin, ({ value, valueOf }) => {
        const debut = valueOf(champ.debut);
        const fin = value();
        return debut !== null && fin !== null && fin < debut
          ? { kind: 'ordre', message: 'La fin précède le début.' }
          : null;
      });
      validate(champ.heures, ({ value }) =>
        value() === 0 ? { kind: 'nulles', message: 'Les heures doivent dépasser zéro.' } : null,
      );
    },
    {
      submission: {
        action: () => this.enregistrer(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  private readonly missionId = computed(() => this.autre()?.missionId ?? this.base()?.missionId ?? 0);
  private readonly decisionIds = computed(() =>
    (this.base()?.decisions ?? []).map(({ id }) => id).filter((id) => !this.ecartees().has(id)),
  );
  protected readonly change = computed(() => {
    const base = this.base();
    return base ? changements(base, this.saisie(), this.missionId(), this.decisionIds()) : {};
  });
  protected readonly annee = computed(() =>
    anneeScolaire(
      (this.operation() === 'MAINTENIR' ? this.saisie().debut : null) ?? this.base()?.debut ?? this.aujourdhui,
    ),
  );
  protected readonly recherche = computed(() => {
    const base = this.base();
    const { debut, fin, heures } = this.saisie();
    return base && this.choixAesh() && debut && fin && debut <= fin
      ? { decisionIds: this.decisionIds(), debut, fin, uai: base.etablissement.uai, heures: heures || undefined }
      : undefined;
  });
  protected readonly toleres = computed(() =>
    this.operation() === 'MAINTENIR' ? ['ACCOMPAGNEMENT_HORS_DECISION'] : [],
  );

  protected readonly apercu = rxResource<ApercuOperation, ReturnType<ModificationAccompagnementPage['demande']>>({
    params: () => this.demande(),
    stream: ({ params }) => this.api.apercevoir(params as NonNullable<typeof params>),
  });
  protected readonly vue = computed(() => (this.apercu.hasValue() ? this.apercu.value() : null));
  protected readonly erreurApercu = computed(() =>
    this.apercu.status() === 'error' ? lireProbleme(this.apercu.error()).message : null,
  );
  protected readonly aesh = computed(() => this.autre()?.aesh ?? this.base()?.aesh ?? null);

  protected readonly operations = OPERATIONS;
  protected readonly moments = ['avant', 'apres'] as const;
  protected readonly aide = computed(() => OPERATIONS.find(({ code }) => code === this.operation())?.aide ?? '');
  protected readonly bouton = computed(() =>
    this.operation() === 'MODIFIER'
      ? 'Enregistrer'
      : (OPERATIONS.find(({ code }) => code === this.operation())?.libelle ?? ''),
  );
  protected readonly couverture = friseCouverture;
  protected readonly occupation = friseOccupation;
  protected readonly legendeCouverture = LEGENDE_COUVERTURE;
  protected readonly legendeOccupation = LEGENDE_OCCUPATION;
  protected readonly pourcent = pourcentFr;
  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;
  protected readonly ecole = ecoleEnMots;

  constructor() {
    effect(() => {
      const lu = this.ressource.hasValue() ? this.ressource.value() : null;
      if (lu !== null) {
        untracked(() => this.prendre(lu));
      }
    });
  }

  saisieEnCours(): boolean {
    return !this.termine() && Object.keys(this.change()).length > 0;
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.saisieEnCours()) {
      evenement.preventDefault();
    }
  }

  /** A maintien has dates of its own, after the decisions: each operation finds again what was typed for it. */
  protected choisirOperation(operation: Operation): void {
    const base = this.base();
    const passe = (operation === 'MAINTENIR') !== (this.operation() === 'MAINTENIR');
    this.operation.set(operation);
    this.refus.set(null);
    if (passe && base !== null) {
      const { debut, fin } = this.saisie();
      const dates = this.autresDates ?? datesMaintien(base);
      this.autresDates = { debut, fin };
      this.saisie.update((saisie) => ({ ...saisie, ...dates }));
    }
  }

  protected garder(id: number, oui: boolean): void {
    this.ecartees.update((ids) => new Set(oui ? [...ids].filter((un) => un !== id) : [...ids, id]));
  }

  /** After a conflict: my changes on top of the other one's version. */
  protected garderMaSaisie(actuel: AccompagnementDetail): void {
    this.base.set(actuel);
    this.conflit.set(null);
    this.refus.set(null);
  }

  protected prendreSaVersion(actuel: AccompagnementDetail): void {
    this.prendre(actuel);
    this.conflit.set(null);
    this.refus.set(null);
  }

  /** One scale for both timelines: a maintien goes beyond the decision. */
  protected finDecision({ fin, segmentsAvant, segmentsApres }: ApercuOperation['decisions'][number]): string {
    return [...segmentsAvant, ...segmentsApres].reduce((max, segment) => (segment.fin > max ? segment.fin : max), fin);
  }

  protected finMission(fin: string | null): string {
    return fin ?? dernierJourAnnee(anneeScolaire(this.saisie().fin ?? this.base()?.fin ?? this.aujourdhui));
  }

  protected async supprimer(un: AccompagnementDetail): Promise<void> {
    if (!(await this.suppression.confirmer(un))) {
      return;
    }
    try {
      const operationId = await this.suppression.supprimer(un);
      this.termine.set(true);
      await this.router.navigate(['/accompagnements']);
      await this.reprise.proposer(
        `L’accompagnement de ${un.eleves.map(nomComplet).join(', ')} est supprimé.`,
        operationId,
        () => void this.router.navigate(['/accompagnements', un.id]),
      );
    } catch (erreur) {
      await this.expliquer(erreur, un);
    }
  }

  private prendre(un: AccompagnementDetail): void {
    this.base.set(un);
    this.saisie.set(saisieDe(un));
    this.operation.set('MODIFIER');
    this.autresDates = null;
    this.autre.set(null);
    this.ecartees.set(new Set());
    this.formulaire().reset();
  }

  private demande(): { id: number; operation: Operation; saisie: object } | undefined {
    const base = this.base();
    const saisie = this.envoi();
    return base !== null && saisie !== null && Object.keys(this.change()).length > 0
      ? { id: base.id, operation: this.operation(), saisie }
      : undefined;
  }

  /** What is sent for the chosen operation; null while the dates are not whole. */
  private envoi(): { debut: string; fin: string; heures?: number; missionId?: number } | null {
    const { debut, fin } = this.saisie();
    if (debut === null || fin === null || fin < debut) {
      return null;
    }
    const { heures, missionId } = this.change();
    return this.operation() === 'MAINTENIR'
      ? { debut, fin, ...(heures === undefined ? {} : { heures }), ...(missionId === undefined ? {} : { missionId }) }
      : { ...this.change(), debut, fin };
  }

  private async enregistrer(): Promise<TreeValidationResult> {
    const base = this.base();
    const saisie = this.envoi();
    if (base === null || saisie === null) {
      return null;
    }
    if (Object.keys(this.change()).length === 0) {
      this.refus.set('Rien n’a changé : modifiez une date, des heures, les élèves ou l’AESH.');
      return null;
    }
    this.refus.set(null);
    const operation = this.operation();
    try {
      const fait = await firstValueFrom(this.envoyer(operation, base, saisie));
      this.termine.set(true);
      await this.router.navigate(['/accompagnements', fait.id]);
      const detail = ['/accompagnements', base.id];
      await this.reprise.proposer(
        `L’accompagnement de ${base.eleves.map(nomComplet).join(', ')} ${FAITS[operation]}.`,
        fait.operationId,
        () => void this.router.navigate(['/accompagnements']).then(() => this.router.navigate(detail)),
      );
      return null;
    } catch (erreur) {
      return this.expliquer(erreur, base);
    }
  }

  private envoyer(
    operation: Operation,
    base: AccompagnementDetail,
    saisie: NonNullable<ReturnType<ModificationAccompagnementPage['envoi']>>,
  ): ReturnType<AccompagnementsApi['inserer']> {
    const cle = this.cle.pour({ operation, saisie, version: base.version });
    return operation === 'INSERER'
      ? this.api.inserer(base, saisie, cle)
      : operation === 'MAINTENIR'
        ? this.api.maintenir(base, saisie, cle)
        : this.api.modifier(base, saisie);
  }

  private async expliquer(erreur: unknown, base: AccompagnementDetail): Promise<TreeValidationResult> {
    const { statut, message, champs } = lireProbleme(erreur);
    this.refus.set(message);
    if (statut === 412) {
      const actuel = await firstValueFrom(this.api.lire(base.id)).catch((faute: unknown) => {
        this.refus.set(lireProbleme(faute).message);
        return null;
      });
      this.conflit.set(actuel);
    }
    return refusDesChamps(champs, this.formulaire);
  }
}
