import { Component, inject, signal } from '@angular/core';
import { FormRoot, type TreeValidationResult, apply, applyEach, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { nomComplet } from '../../../platform/libelles/decision';
import { ChampsMission } from '../../../platform/mission-previsionnelle/champs-mission';
import {
  MISSION_VIDE,
  type SaisieMission,
  missionSaisie,
  reglesMission,
} from '../../../platform/mission-previsionnelle/saisie-mission';
import { CleEnvoi } from '../../../platform/saisie/cle-envoi';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { refusDesChamps } from '../../../platform/saisie/refus-champs';
import { PageHeader } from '../../../ui/page-header/page-header';
import { AeshApi } from '../aesh.api';
import { ChampsAesh } from './champs-aesh';
import { Doublons } from './doublons';
import { AESH_VIDE, type SaisieAesh, champsSaisis, reglesAesh } from './saisie-aesh';

interface Saisie {
  aesh: SaisieAesh;
  missions: SaisieMission[];
}

const VIDE: Saisie = { aesh: AESH_VIDE, missions: [] };
const MISSIONS_MAX = 20;

/** « Ajouter un AESH » who is not in RH yet, with his provisional missions in the same form (guide §7.2, F7.0-3). */
@Component({
  imports: [ChampsAesh, ChampsMission, Doublons, FormRoot, MatButton, MatIcon, PageHeader, RouterLink],
  templateUrl: './ajout-aesh.html',
  styleUrl: './saisie-aesh.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class AjoutAeshPage implements PageDeSaisie {
  private readonly api = inject(AeshApi);
  private readonly router = inject(Router);
  private readonly annonces = inject(Annonces);
  private readonly cle = new CleEnvoi();

  protected readonly saisie = signal<Saisie>(VIDE);
  private readonly enregistree = signal(false);
  protected readonly refus = signal<string | null>(null);
  protected readonly missionsMax = MISSIONS_MAX;
  protected readonly formulaire = form(
    this.saisie,
    (champ) => {
      apply(
        champ.aesh,
        reglesAesh(() => false),
      );
      applyEach(champ.missions, reglesMission);
    },
    {
      submission: {
        action: () => this.enregistrer(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  saisieEnCours(): boolean {
    return !this.enregistree() && JSON.stringify(this.saisie()) !== JSON.stringify(VIDE);
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.saisieEnCours()) {
      evenement.preventDefault();
    }
  }

  protected ajouterMission(): void {
    this.saisie.update((saisie) => ({ ...saisie, missions: [...saisie.missions, { ...MISSION_VIDE }] }));
  }

  protected retirerMission(rang: number): void {
    this.saisie.update((saisie) => ({ ...saisie, missions: saisie.missions.filter((_, autre) => autre !== rang) }));
  }

  private async enregistrer(): Promise<TreeValidationResult> {
    const { aesh, missions } = this.saisie();
    const corps = { ...champsSaisis(aesh), missions: missions.flatMap((mission) => missionSaisie(mission) ?? []) };
    this.refus.set(null);
    let id: number;
    try {
      id = (await firstValueFrom(this.api.creer(corps, this.cle.pour(corps)))).id;
    } catch (erreur) {
      const { message, champs } = lireProbleme(erreur);
      this.refus.set(message);
      return [
        ...refusDesChamps(champs, this.formulaire.aesh),
        ...refusDesChamps(
          champs.filter(({ path }) => path.startsWith('missions.')),
          this.formulaire,
        ),
      ];
    }
    this.enregistree.set(true);
    await this.router.navigate(['/aesh', id]);
    await this.annonces.annoncer(`${nomComplet(aesh)} est ajouté en prévisionnel.`);
    return null;
  }
}
