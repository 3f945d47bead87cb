import {
  Component,
  type ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormField, FormRoot, type TreeValidationResult, form, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { firstValueFrom, switchMap, timer } from 'rxjs';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { nomComplet } from '../../../platform/libelles/decision';
import { quotiteFr } from '../../../platform/libelles/mission';
import { refusDesChamps } from '../../../platform/saisie/refus-champs';
import { HeuresPipe, accorder } from '../../../ui/formats/formats';
import { HoursField } from '../../../ui/hours-field/hours-field';
import { TextField } from '../../../ui/text-field/text-field';
import { type ChangementReference, type ReferenceTempsTravail, ReferencesApi } from '../references.api';
import { HEURES_MAX, type SaisieReference, lireQuotiteReference } from './saisie-reference';

const ATTENTE_MS = 250;

/** A reference being added, changed or deleted: its two values, and what would change before it is saved. */
@Component({
  selector: 'app-changement-reference',
  imports: [FormField, FormRoot, HeuresPipe, HoursField, MatButton, MatIcon, TextField],
  templateUrl: './changement-reference.html',
  styleUrl: './changement-reference.scss',
})
export class ChangementReferencePanneau {
  readonly action = input.required<ChangementReference['action']>();
  readonly reference = input<ReferenceTempsTravail | null>(null);
  /** How many missions changed hours; null when nothing was saved. */
  readonly ferme = output<number | null>();
  /** Somebody else changed the reference: the list has to be read again. */
  readonly perimee = output();

  private readonly api = inject(ReferencesApi);
  private readonly titre = viewChild.required<ElementRef<HTMLElement>>('titre');

  private readonly numero = computed(() => this.reference()?.id);
  /** What is being typed outlives a fresh reading of the same reference. */
  private readonly saisie = linkedSignal<number | undefined, SaisieReference>({
    source: this.numero,
    computation: () => untracked(() => saisieDe(this.reference())),
  });
  protected readonly formulaire = form(
    this.saisie,
    (champ) => {
      required(champ.quotite, { message: 'Indiquez la quotité.' });
      validate(champ.quotite, ({ value }) => {
        const lue = lireQuotiteReference(value());
        return 'faute' in lue ? { kind: 'quotite', message: lue.faute } : null;
      });
      required(champ.heures, { message: 'Indiquez les heures.' });
      validate(champ.heures, ({ value }) => {
        const heures = value();
        return heures !== null && (heures <= 0 || heures > HEURES_MAX)
          ? { kind: 'heures', message: `Plus de 0 h, ${HEURES_MAX} h au plus.` }
          : null;
      });
    },
    {
      submission: {
        action: () => this.enregistrer(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );
  readonly modifie = computed(
    () => this.action() !== 'SUPPRIMER' && JSON.stringify(this.saisie()) !== JSON.stringify(saisieDe(this.reference())),
  );

  private readonly changement = computed<ChangementReference | undefined>(
    () => {
      const action = this.action();
      const id = this.reference()?.id ?? 0;
      if (action === 'SUPPRIMER') {
        return { action, id };
      }
      const { quotite, heures } = this.saisie();
      const lue = lireQuotiteReference(quotite);
      if (!('quotite' in lue) || heures === null || this.formulaire.heures().invalid()) {
        return undefined;
      }
      return action === 'CREER'
        ? { action, quotite: lue.quotite, heures }
        : { action, id, quotite: lue.quotite, heures };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly ressource = rxResource({
    params: () => this.changement(),
    stream: ({ params }) => timer(ATTENTE_MS).pipe(switchMap(() => this.api.apercevoir(params))),
  });
  protected readonly apercu = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly empechement = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  protected readonly refus = signal<string | null>(null);
  protected readonly envoi = signal(false);
  /** Nothing is saved that has not been shown. */
  protected readonly pret = computed(() => this.apercu() !== null && !this.envoi());
  protected readonly quoi = computed(() => {
    const quotite = quotiteFr(this.reference()?.quotite ?? null);
    return {
      CREER: 'Ajouter une référence',
      MODIFIER: `Modifier la référence de ${quotite}`,
      SUPPRIMER: `Supprimer la référence de ${quotite} ?`,
    }[this.action()];
  });
  protected readonly nombre = computed(() =>
    accorder(this.apercu()?.missions ?? 0, 'mission changera', 'missions changeront'),
  );
  protected readonly nomComplet = nomComplet;

  constructor() {
    afterNextRender(() => {
      if (this.action() === 'SUPPRIMER') {
        this.titre().nativeElement.focus();
      } else {
        (this.action() === 'CREER' ? this.formulaire.quotite : this.formulaire.heures)().focusBoundControl();
      }
    });
  }

  protected async supprimer(): Promise<void> {
    if (this.pret()) {
      await this.enregistrer();
    }
  }

  private async enregistrer(): Promise<TreeValidationResult> {
    const changement = this.changement();
    if (changement === undefined || !this.pret()) {
      return null;
    }
    this.refus.set(null);
    this.envoi.set(true);
    try {
      const { recalcul } = await firstValueFrom(this.api.changer(changement, this.reference()?.version ?? 0));
      this.saisie.set(saisieDe(this.reference()));
      this.ferme.emit(recalcul.missionsModifiees);
      return null;
    } catch (erreur) {
      const { statut, message, champs } = lireProbleme(erreur);
      // 412: its present hours come back with the list, above; saving again replaces them knowingly.
      if (statut === 412 || statut === 404) {
        this.perimee.emit();
        this.ressource.reload();
      }
      this.refus.set(statut === 412 ? `${message} Ses valeurs actuelles sont ci-dessus.` : message);
      return refusDesChamps(champs, this.formulaire);
    } finally {
      this.envoi.set(false);
    }
  }
}

function saisieDe(reference: ReferenceTempsTravail | null): SaisieReference {
  return reference === null
    ? { quotite: '', heures: null }
    : { quotite: String(reference.quotite).replace('.', ','), heures: reference.heures };
}
