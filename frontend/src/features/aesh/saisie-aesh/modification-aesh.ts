import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormRoot, type TreeValidationResult, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { refusDesChamps } from '../../../platform/saisie/refus-champs';
import { PageHeader } from '../../../ui/page-header/page-header';
import { AeshApi } from '../aesh.api';
import { ChampsAesh } from './champs-aesh';
import { AESH_VIDE, type SaisieAesh, champsModifies, reglesAesh, saisieDe } from './saisie-aesh';

/** « Modifier cet AESH »: ours always; état civil, address and RQTH of a provisional one only (F7.1-2). */
@Component({
  imports: [ChampsAesh, FormRoot, MatButton, MatIcon, MatProgressBar, PageHeader, RouterLink],
  templateUrl: './modification-aesh.html',
  styleUrl: './saisie-aesh.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class ModificationAeshPage implements PageDeSaisie {
  readonly id = input.required<unknown>();

  private readonly api = inject(AeshApi);
  private readonly router = inject(Router);
  private readonly annonces = inject(Annonces);

  private readonly numero = computed(() => numeroDAdresse(this.id()));
  protected readonly ressource = rxResource({
    params: () => this.numero() ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly dossier = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() => {
    if (this.numero() === null) {
      return { message: `« ${String(this.id())} » n’est pas un numéro d’AESH.`, refus: true };
    }
    return this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null;
  });
  protected readonly verrouille = computed(() => (this.dossier()?.verrouilles.length ?? 0) > 0);

  private readonly saisie = signal<SaisieAesh>(AESH_VIDE);
  private readonly depart = signal<SaisieAesh>(AESH_VIDE);
  private readonly enregistree = signal(false);
  protected readonly refus = signal<string | null>(null);
  /** Somebody else changed the file in between. */
  protected readonly depassee = signal(false);
  protected readonly formulaire = form(
    this.saisie,
    reglesAesh((champ) => this.dossier()?.verrouilles.some((verrouille) => verrouille === champ) ?? false),
    {
      submission: {
        action: () => this.enregistrer(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );
  protected readonly nomComplet = nomComplet;
  protected readonly marque = marqueEtat;

  constructor() {
    effect(() => {
      const dossier = this.dossier();
      if (dossier !== null) {
        untracked(() => {
          this.saisie.set(saisieDe(dossier));
          this.depart.set(this.saisie());
          this.formulaire().reset();
        });
      }
    });
  }

  saisieEnCours(): boolean {
    return !this.enregistree() && JSON.stringify(this.saisie()) !== JSON.stringify(this.depart());
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.saisieEnCours()) {
      evenement.preventDefault();
    }
  }

  protected relire(): void {
    this.refus.set(null);
    this.depassee.set(false);
    this.ressource.reload();
  }

  private async enregistrer(): Promise<TreeValidationResult> {
    const dossier = this.dossier();
    if (dossier === null) {
      return null;
    }
    this.refus.set(null);
    try {
      await firstValueFrom(this.api.modifier(dossier, champsModifies(this.depart(), this.saisie())));
    } catch (erreur) {
      const { message, champs, statut } = lireProbleme(erreur);
      this.refus.set(message);
      this.depassee.set(statut === 412);
      return refusDesChamps(champs, this.formulaire);
    }
    this.enregistree.set(true);
    await this.router.navigate(['/aesh', dossier.id]);
    await this.annonces.annoncer(`Dossier de ${nomComplet(dossier)} modifié.`);
    return null;
  }
}
