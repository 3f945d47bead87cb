import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { type Probleme, lireProbleme } from '../../../platform/erreurs/probleme';
import { sourceEnMots } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { quotiteFr } from '../../../platform/libelles/mission';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { CleEnvoi } from '../../../platform/saisie/cle-envoi';
import { Session } from '../../../platform/session/session';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { HeuresPipe, accorder } from '../../../ui/formats/formats';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type CandidatFusion, type DemandeFusion, FusionsApi } from '../fusions.api';
import { missionEnMots, raisonsEnMots } from '../libelles';
import { bilan, lignesComparees } from './lignes-comparees';

/** A provisional record and the RH one side by side, their missions paired, and what the merge will keep (F8.3-1). */
@Component({
  imports: [HeuresPipe, MatButton, MatIcon, MatProgressBar, PageHeader, RouterLink],
  templateUrl: './comparaison.html',
  styleUrl: './comparaison.scss',
})
export class ComparaisonPage {
  readonly previsionnel = input.required<unknown>();
  readonly reel = input.required<unknown>();

  private readonly api = inject(FusionsApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly annonces = inject(Annonces);
  private readonly confirmation = inject(Confirmation);
  private readonly cle = new CleEnvoi();

  protected readonly ressource = rxResource({
    params: () => {
      const [previsionnel, reel] = [numeroDAdresse(this.previsionnel()), numeroDAdresse(this.reel())];
      return previsionnel === null || reel === null ? undefined : { previsionnel, reel };
    },
    stream: ({ params }) => this.api.comparer(params.previsionnel, params.reel),
  });
  protected readonly candidat = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() => {
    if (numeroDAdresse(this.previsionnel()) === null || numeroDAdresse(this.reel()) === null) {
      return { message: 'Cette adresse ne désigne pas deux AESH. Elle a peut-être été mal recopiée.', refus: true };
    }
    return this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null;
  });
  /** Only provisional missions of an AESH that is real already. */
  protected readonly memeAesh = computed(() => {
    const candidat = this.candidat();
    return candidat !== null && candidat.previsionnel.id === candidat.reel.id;
  });
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  protected readonly lignes = computed(() => {
    const candidat = this.candidat();
    return candidat ? lignesComparees(candidat) : [];
  });
  protected readonly reelles = computed(
    () => this.candidat()?.reel.missions.filter(({ etat }) => etat !== 'PREVISIONNELLE') ?? [],
  );
  protected readonly aPlacer = computed(
    () => this.candidat()?.previsionnel.missions.filter(({ etat }) => etat === 'PREVISIONNELLE') ?? [],
  );
  /** Real mission of each provisional one, null when it stays provisional; as proposed until somebody chooses. */
  protected readonly choix = linkedSignal<CandidatFusion | null, ReadonlyMap<number, number | null>>({
    source: this.candidat,
    computation: (candidat) =>
      new Map(candidat?.missions.map(({ previsionnelleId, reelleId }) => [previsionnelleId, reelleId])),
  });
  protected readonly bilan = computed(() => bilan(this.aPlacer(), this.choix(), this.memeAesh()));
  protected readonly refus = signal<Probleme | null>(null);
  protected readonly envoi = signal(false);
  protected readonly titre = computed(() => {
    const candidat = this.candidat();
    return candidat ? `Rapprocher ${nomComplet(candidat.previsionnel)}` : 'Comparer deux dossiers';
  });

  protected readonly nomComplet = nomComplet;
  protected readonly enMots = missionEnMots;
  protected readonly raisons = raisonsEnMots;
  protected readonly source = sourceEnMots;
  protected readonly quotite = quotiteFr;
  protected readonly accorder = accorder;

  protected raisonDe(previsionnelleId: number): string {
    const proposee = this.candidat()?.missions.find((mission) => mission.previsionnelleId === previsionnelleId);
    return proposee && this.choix().get(previsionnelleId) === proposee.reelleId ? proposee.raison : '';
  }

  /** What the server refused about this mission. */
  protected fautesDe(rang: number): readonly string[] {
    return (this.refus()?.champs ?? [])
      .filter(({ path }) => path.startsWith(`missions.${rang}.`))
      .map(({ message }) => message);
  }

  protected placer(previsionnelleId: number, evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      const reelleId = numeroDAdresse(evenement.target.value);
      this.choix.update((choix) => new Map(choix).set(previsionnelleId, reelleId));
      this.refus.set(null);
    }
  }

  protected async fusionner(): Promise<void> {
    const candidat = this.candidat();
    if (candidat === null || this.envoi()) {
      return;
    }
    const meme = this.memeAesh();
    const confirmee = await this.confirmation.demander({
      titre: meme ? 'Rattacher ces missions ?' : 'Fusionner ces deux dossiers ?',
      texte: `${this.bilan().join(' ')} La fusion peut être annulée tant que rien de ce qu’elle a déplacé n’a changé.`,
      oui: meme ? 'Rattacher' : 'Fusionner',
      non: 'Annuler',
    });
    if (!confirmee) {
      return;
    }
    const demande: DemandeFusion = {
      previsionnelId: candidat.previsionnel.id,
      reelId: candidat.reel.id,
      missions: this.aPlacer().map(({ id }) => ({ previsionnelleId: id, reelleId: this.choix().get(id) ?? null })),
    };
    this.envoi.set(true);
    this.refus.set(null);
    try {
      await firstValueFrom(this.api.fusionner(demande, this.cle.pour(demande)));
    } catch (erreur) {
      this.refus.set(lireProbleme(erreur));
      return;
    } finally {
      this.envoi.set(false);
    }
    await this.router.navigate(['/fusions'], { fragment: 'faites' });
    await this.annonces.annoncer(
      `${meme ? 'Missions rattachées' : 'Dossiers fusionnés'} : ${nomComplet(candidat.reel)}.`,
    );
  }
}
