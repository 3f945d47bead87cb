import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { HorodatagePipe, NombrePipe } from '../../../ui/formats/formats';
import { JobProgress, type Progression } from '../../../ui/job-progress/job-progress';
import { PageHeader } from '../../../ui/page-header/page-header';
import { gardeEnMots, lireBilan } from '../bilan';
import { DepotStore } from '../depot.store';
import { type ImportLance, ImportsApi } from '../imports.api';
import { ETATS, dureeFr, fini, titreImport } from '../libelles';
import { SuiviImport } from '../suivi-import';
import { DifferencesImport } from './differences';
import { LignesRejetees } from './lignes-rejetees';

const ENCODAGES: Readonly<Record<string, string>> = {
  'UTF-8': 'UTF-8',
  'WINDOWS-1252': 'Windows-1252',
  MIXTE: 'UTF-8 et Windows-1252',
};

/** One import: how far it is, what it did or would do, what it rejected, and the decision it waits for. */
@Component({
  imports: [
    DifferencesImport,
    HorodatagePipe,
    JobProgress,
    LignesRejetees,
    MatButton,
    MatIcon,
    MatProgressBar,
    NombrePipe,
    PageHeader,
    RouterLink,
  ],
  templateUrl: './detail-import.html',
  styleUrl: './detail-import.scss',
})
export class DetailImportPage {
  readonly id = input.required<string>();

  private readonly api = inject(ImportsApi);
  private readonly suivi = inject(SuiviImport);
  private readonly router = inject(Router);
  private readonly annonces = inject(Annonces);
  private readonly confirmation = inject(Confirmation);
  protected readonly depot = inject(DepotStore);

  protected readonly ressource = rxResource({
    params: () => this.id(),
    stream: ({ params }) => this.suivi.suivre(params),
  });
  private readonly etat = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly lu = computed(() => this.etat()?.lu ?? null);
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  protected readonly bilan = computed(() => {
    const lu = this.lu();
    return lu === null ? null : lireBilan(lu);
  });
  protected readonly progression = computed<Progression | null>(() => {
    const [lu, job] = [this.lu(), this.etat()?.job ?? null];
    if (lu === null || fini(lu)) {
      return null;
    }
    return (
      job ?? {
        libelle: titreImport(lu),
        etat: lu.etat === 'EN_ATTENTE' ? 'EN_ATTENTE' : 'EN_COURS',
        progression: 0,
        etape: null,
        erreur: null,
      }
    );
  });
  protected readonly titre = computed(() => {
    const lu = this.lu();
    return lu ? titreImport(lu) : this.probleme()?.refus ? 'Import introuvable' : 'Import';
  });
  /** The files of this dry run are still at hand. */
  protected readonly aLImport = computed(
    () => this.lu()?.etat === 'SIMULE' && this.depot.simulation() === this.id() && this.depot.fichiers().length > 0,
  );
  protected readonly occupe = signal(false);
  protected readonly refus = signal<string | null>(null);
  protected readonly etats = ETATS;
  protected readonly encodages = ENCODAGES;
  protected readonly duree = dureeFr;
  protected readonly garde = gardeEnMots;
  protected readonly fini = fini;

  protected async importer(): Promise<void> {
    await this.agir(async () => {
      const lance: ImportLance | null = await this.depot.envoyer(false);
      if (lance === null) {
        this.refus.set(this.depot.probleme()?.message ?? null);
      } else {
        await this.router.navigate(['/imports', lance.importId]);
      }
    });
  }

  protected async confirmer(): Promise<void> {
    const garde = this.bilan()?.garde;
    const accord = await this.confirmation.demander({
      titre: 'Confirmer cet import ?',
      texte: garde
        ? `${garde.desactivees} missions sur ${garde.actives} deviendront inactives. Elles ne sont pas effacées ; un import qui les contient les réactive.`
        : 'Les missions absentes du fichier deviendront inactives.',
      oui: 'Confirmer l’import',
      non: 'Revenir',
    });
    if (accord) {
      await this.agir(async () => {
        await firstValueFrom(this.api.confirmer(this.id()));
        this.ressource.reload();
      });
    }
  }

  protected async abandonner(): Promise<void> {
    const accord = await this.confirmation.demander({
      titre: 'Abandonner cet import ?',
      texte: 'Rien n’en est écrit et ses fichiers sont effacés du serveur.',
      oui: 'Abandonner',
      non: 'Revenir',
    });
    if (accord) {
      await this.agir(async () => {
        await firstValueFrom(this.api.abandonner(this.id()));
        this.ressource.reload();
        await this.annonces.annoncer('L’import est abandonné : rien n’en a été écrit.');
      });
    }
  }

  private async agir(action: () => Promise<void>): Promise<void> {
    this.occupe.set(true);
    this.refus.set(null);
    try {
      await action();
    } catch (erreur) {
      this.refus.set(lireProbleme(erreur).message);
    } finally {
      this.occupe.set(false);
    }
  }
}
