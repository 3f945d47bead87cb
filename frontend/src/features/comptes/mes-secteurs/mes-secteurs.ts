import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { MesSecteurs, nomCourt, resumer } from '../../../platform/profil/mes-secteurs';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { Session } from '../../../platform/session/session';
import { Recherche } from '../../../ui/data-table/recherche';
import { PageHeader } from '../../../ui/page-header/page-header';
import { basculer, chercherSecteurs, codesRetenus, memes } from './choix-secteurs';

/** « Mes secteurs » (guide §2.4): narrows every list of the profile to the sectors that are checked. */
@Component({
  imports: [MatButton, MatIcon, PageHeader, Recherche],
  templateUrl: './mes-secteurs.html',
  styleUrl: './mes-secteurs.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class MesSecteursPage implements PageDeSaisie {
  private readonly mesSecteurs = inject(MesSecteurs);
  private readonly annonces = inject(Annonces);
  private readonly session = inject(Session);

  /** Read again at each visit: another session may have changed the choice. */
  protected readonly lecture = rxResource({ stream: () => this.mesSecteurs.lire() });
  protected readonly secteurs = computed(() => this.mesSecteurs.secteurs() ?? []);
  protected readonly departement = computed(() => this.session.profil()?.perimetre ?? '');
  protected readonly q = signal('');
  protected readonly trouves = computed(() => chercherSecteurs(this.secteurs(), this.q()));

  /** Compared by content: the same choice read again takes nothing away from what is being checked. */
  private readonly depart = computed(() => codesRetenus(this.secteurs()), { equal: memes });
  protected readonly retenus = linkedSignal(() => this.depart());
  protected readonly change = computed(() => !memes(this.retenus(), this.depart()));
  protected readonly resume = computed(() => {
    const [choisis, total] = [this.retenus().size, this.secteurs().length];
    return choisis === total
      ? `${total} secteurs sur ${total} : tout le département`
      : resumer(choisis, total) || `aucun secteur sur ${total}`;
  });
  protected readonly nomCourt = nomCourt;
  protected readonly enCours = signal(false);
  protected readonly refus = signal<string | null>(null);
  protected readonly erreur = computed(() =>
    this.lecture.status() === 'error' && this.mesSecteurs.secteurs() === null
      ? lireProbleme(this.lecture.error()).message
      : null,
  );

  saisieEnCours(): boolean {
    return this.change();
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.change()) {
      evenement.preventDefault();
    }
  }

  protected cocher(code: string, evenement: Event): void {
    if (evenement.target instanceof HTMLInputElement) {
      this.retenus.set(basculer(this.retenus(), [code], evenement.target.checked));
      this.refus.set(null);
    }
  }

  /** The sectors on show: all of them, or those that the search found. */
  protected tout(dedans: boolean): void {
    const codes = this.trouves().map(({ code }) => code);
    this.retenus.set(basculer(this.retenus(), codes, dedans));
    this.refus.set(null);
  }

  protected annuler(): void {
    this.retenus.set(this.depart());
    this.refus.set(null);
  }

  protected async enregistrer(): Promise<void> {
    if (this.retenus().size === 0) {
      this.refus.set('Cochez au moins un secteur, ou cochez-les tous pour voir tout le département.');
      return;
    }
    this.enCours.set(true);
    this.refus.set(null);
    try {
      await this.mesSecteurs.garder([...this.retenus()]);
      const resume = this.mesSecteurs.resume();
      void this.annonces.annoncer(`Vos listes montrent maintenant ${resume || 'tout le département'}.`);
    } catch (erreur) {
      this.refus.set(lireProbleme(erreur).message);
    } finally {
      this.enCours.set(false);
    }
  }
}
