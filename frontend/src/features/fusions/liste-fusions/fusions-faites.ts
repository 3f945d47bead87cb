import { Component, computed, inject, linkedSignal, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { nomComplet } from '../../../platform/libelles/decision';
import { Session } from '../../../platform/session/session';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { Pagination } from '../../../ui/data-table/pagination';
import { HorodatagePipe, NombrePipe } from '../../../ui/formats/formats';
import { type FusionLigne, FusionsApi } from '../fusions.api';

interface PageFaites {
  readonly items: FusionLigne[];
  readonly total: number;
}

/** Merges of the département, and the way back from each. */
@Component({
  selector: 'app-fusions-faites',
  imports: [HorodatagePipe, MatButton, MatIcon, MatProgressBar, NombrePipe, Pagination, RouterLink],
  templateUrl: './fusions-faites.html',
  styleUrl: './fusions-faites.scss',
})
export class FusionsFaites {
  readonly annulee = output();

  private readonly api = inject(FusionsApi);
  private readonly session = inject(Session);
  private readonly annonces = inject(Annonces);
  private readonly confirmation = inject(Confirmation);

  protected readonly page = signal(1);
  protected readonly taille = signal(25);
  protected readonly ressource = rxResource({
    params: () => ({ page: this.page(), taille: this.taille() }),
    stream: ({ params }) => this.api.lister(params.page, params.taille),
  });
  protected readonly recue = linkedSignal<PageFaites | null, PageFaites | null>({
    source: () => (this.ressource.hasValue() ? this.ressource.value() : null),
    computation: (recue, precedente) => recue ?? precedente?.value ?? null,
  });
  protected readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()).message : null,
  );
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  /** Merge being undone, and why one could not be. */
  protected readonly envoi = signal<FusionLigne['id'] | null>(null);
  protected readonly refus = signal<{ readonly id: FusionLigne['id']; readonly message: string } | null>(null);
  protected readonly nomComplet = nomComplet;

  protected meme({ previsionnel, reel }: FusionLigne): boolean {
    return previsionnel.id === reel.id;
  }

  protected rattachees({ missions }: FusionLigne): number {
    return missions.filter(({ reelleId }) => reelleId !== null).length;
  }

  protected async annuler(fusion: FusionLigne): Promise<void> {
    const confirmee = await this.confirmation.demander({
      titre: 'Annuler cette fusion ?',
      texte: `Le dossier prévisionnel de ${nomComplet(fusion.previsionnel)}, ses missions, ses accompagnements et ses affectations redeviennent exactement ce qu’ils étaient avant la fusion.`,
      oui: 'Annuler la fusion',
      non: 'Garder la fusion',
    });
    if (!confirmee) {
      return;
    }
    this.envoi.set(fusion.id);
    this.refus.set(null);
    try {
      await firstValueFrom(this.api.annuler(fusion.id));
    } catch (erreur) {
      this.refus.set({ id: fusion.id, message: lireProbleme(erreur).message });
      return;
    } finally {
      this.envoi.set(null);
      this.ressource.reload();
    }
    this.annulee.emit();
    await this.annonces.annoncer(`Fusion annulée : ${nomComplet(fusion.previsionnel)} est de nouveau prévisionnel.`);
  }
}
