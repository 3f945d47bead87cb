import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormField, FormRoot, type TreeValidationResult, apply, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { nomComplet } from '../../../platform/libelles/decision';
import { ChampsMission } from '../../../platform/mission-previsionnelle/champs-mission';
import {
  MISSION_VIDE,
  type SaisieMission,
  missionSaisie,
  reglesMission,
  saisieDe,
} from '../../../platform/mission-previsionnelle/saisie-mission';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { CleEnvoi } from '../../../platform/saisie/cle-envoi';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { refusDesChamps } from '../../../platform/saisie/refus-champs';
import { ChoixField } from '../../../ui/choix-field/choix-field';
import { PageHeader } from '../../../ui/page-header/page-header';
import { MissionsApi } from '../missions.api';

interface Saisie {
  aesh: string | null;
  mission: SaisieMission;
}

/** « Ajouter une mission » to an AESH, or change a provisional one (guide §8.2). */
@Component({
  imports: [ChampsMission, ChoixField, FormField, FormRoot, MatButton, MatIcon, MatProgressBar, PageHeader, RouterLink],
  templateUrl: './saisie-mission.html',
  styleUrl: './saisie-mission.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class SaisieMissionPage implements PageDeSaisie {
  /** Mission to change; from the path. Without it, a new one. */
  readonly id = input<unknown>();
  /** AESH to whom it is added; from the address, else chosen on the page. */
  readonly aesh = input<unknown>();

  private readonly api = inject(MissionsApi);
  private readonly annuaire = inject(AnnuaireApi);
  private readonly router = inject(Router);
  private readonly annonces = inject(Annonces);
  private readonly cle = new CleEnvoi();

  protected readonly creation = computed(() => this.id() === undefined);
  private readonly aeshConnu = computed(() => (this.aesh() === undefined ? null : numeroDAdresse(this.aesh())));
  protected readonly mission = rxResource({
    params: () => numeroDAdresse(this.id()) ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly dossier = rxResource({
    params: () => this.aeshConnu() ?? undefined,
    stream: ({ params }) => this.api.aesh(params),
  });
  protected readonly lue = computed(() => (this.mission.hasValue() ? this.mission.value() : null));
  private readonly dossierLu = computed(() => (this.dossier.hasValue() ? this.dossier.value() : null));
  protected readonly probleme = computed(() => {
    if ((!this.creation() && numeroDAdresse(this.id()) === null) || (this.aesh() !== undefined && !this.aeshConnu())) {
      return {
        message: 'Cette adresse n’est pas celle d’une mission. Elle a peut-être été mal recopiée.',
        refus: true,
      };
    }
    const ressource = [this.mission, this.dossier].find((une) => une.status() === 'error');
    if (ressource) {
      return lireProbleme(ressource.error());
    }
    const lue = this.lue();
    return lue !== null && lue.etat !== 'PREVISIONNELLE'
      ? {
          message: `La mission ${lue.nature.code} de ${nomComplet(lue.aesh)} vient des bases RH ou a été remplacée : seules les missions prévisionnelles se modifient.`,
          refus: true,
        }
      : null;
  });
  protected readonly qui = computed(() => this.lue()?.aesh ?? this.dossierLu());
  protected readonly pret = computed(() => (this.creation() ? !this.dossier.isLoading() : this.lue() !== null));
  protected readonly inactif = computed(() => this.creation() && this.dossierLu()?.etat === 'INACTIF');

  private readonly saisie = signal<Saisie>({ aesh: null, mission: MISSION_VIDE });
  private readonly depart = signal('');
  private readonly enregistree = signal(false);
  protected readonly refus = signal<string | null>(null);
  protected readonly formulaire = form(
    this.saisie,
    (champ) => {
      required(champ.aesh, {
        message: 'Choisissez l’AESH.',
        when: () => this.creation() && this.aesh() === undefined,
      });
      apply(champ.mission, reglesMission);
    },
    {
      submission: {
        action: () => this.enregistrer(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  protected readonly employeur = computed(() => {
    const employeur = this.lue()?.employeur;
    return employeur ? { code: employeur.uai, libelle: employeur.nom } : null;
  });
  protected readonly payeur = computed(() => {
    const payeur = this.lue()?.payeur;
    return payeur ? { code: payeur.uai, libelle: payeur.nom } : null;
  });
  /** Where one goes without saving. */
  protected readonly retour = computed((): readonly (string | number)[] => {
    const [mission, aesh] = [this.lue(), this.aeshConnu()];
    return mission !== null ? ['/missions', mission.id] : aesh !== null ? ['/aesh', aesh] : ['/missions'];
  });
  protected readonly titre = computed(() =>
    this.creation() ? 'Ajouter une mission prévisionnelle' : 'Modifier la mission prévisionnelle',
  );
  protected readonly personnes = (mots: string) => this.annuaire.aesh(mots);
  protected readonly nomComplet = nomComplet;

  constructor() {
    this.depart.set(JSON.stringify(this.saisie()));
    effect(() => {
      const lue = this.lue();
      if (lue !== null) {
        untracked(() => {
          this.saisie.set({ aesh: null, mission: saisieDe(lue) });
          this.depart.set(JSON.stringify(this.saisie()));
          this.formulaire().reset();
        });
      }
    });
  }

  saisieEnCours(): boolean {
    return !this.enregistree() && JSON.stringify(this.saisie()) !== this.depart();
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.saisieEnCours()) {
      evenement.preventDefault();
    }
  }

  protected reessayer(): void {
    for (const ressource of [this.mission, this.dossier]) {
      if (ressource.status() === 'error') {
        ressource.reload();
      }
    }
  }

  private async enregistrer(): Promise<TreeValidationResult> {
    const { aesh, mission } = this.saisie();
    const corps = missionSaisie(mission);
    const aeshId = this.aeshConnu() ?? numeroDAdresse(aesh);
    const lue = this.lue();
    this.refus.set(null);
    if (corps === null || (lue === null && aeshId === null)) {
      return null;
    }
    let id: number;
    try {
      id =
        lue !== null
          ? (await firstValueFrom(this.api.modifier(lue, corps))).id
          : (await firstValueFrom(this.api.creer(aeshId ?? 0, corps, this.cle.pour({ aeshId, corps })))).id;
    } catch (erreur) {
      const { message, champs } = lireProbleme(erreur);
      this.refus.set(message);
      return refusDesChamps(champs, this.formulaire.mission);
    }
    this.enregistree.set(true);
    await this.router.navigate(['/missions', id]);
    await this.annonces.annoncer(lue !== null ? 'Mission modifiée.' : 'Mission prévisionnelle ajoutée.');
    return null;
  }
}
