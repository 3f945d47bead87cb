import {
  DOCUMENT,
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  linkedSignal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';
import { Confirmation } from '../../ui/confirm-dialog/confirm-dialog';
import { accueil, entreesDuMenu } from '../profil/menu';
import { MesSecteurs } from '../profil/mes-secteurs';
import { Session } from '../session/session';
import { Veille } from '../session/veille';
import { AccesMessages } from './acces-messages';
import { MenuCompte } from './menu-compte';
import { Perimetre } from './perimetre';

const HEURE = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short' });

/** What surrounds every screen: skip link, main menu of the profile, account, warning before an idle closure. */
@Component({
  selector: 'app-coquille',
  imports: [AccesMessages, MatIcon, MatIconButton, MenuCompte, Perimetre, RouterLink, RouterLinkActive, RouterOutlet],
  templateUrl: './coquille.html',
  styleUrl: './coquille.scss',
})
export class Coquille {
  protected readonly session = inject(Session);
  private readonly veille = inject(Veille);
  private readonly router = inject(Router);
  private readonly confirmation = inject(Confirmation);
  private readonly dialogues = inject(MatDialog);
  private readonly document = inject(DOCUMENT);
  private readonly principal = viewChild.required<ElementRef<HTMLElement>>('principal');
  private readonly sortie = viewChild(RouterOutlet);

  /** Straight to it: « / » would redirect there, and a page with unsaved input would be asked twice. */
  protected readonly accueil = computed(() => accueil(this.session.profil()?.profil ?? null));
  protected readonly entrees = computed(() => entreesDuMenu(this.session.profil()?.profil ?? null));
  /** The page is made anew when the sectors change, so that every list follows; never one that holds what was typed. */
  protected readonly lecture = linkedSignal<number, number>({
    source: inject(MesSecteurs).version,
    computation: (version, avant) => (avant !== undefined && untracked(() => this.saisie()) ? avant.value : version),
  });
  private readonly profilInitial = untracked(this.session.profil)?.id;

  constructor() {
    this.focaliserTitre();
    effect(() => {
      if (!this.session.connectee()) {
        untracked(() => this.sortir());
      } else if (this.session.profil()?.id !== this.profilInitial) {
        // Another tab changed the profile: nothing on this page belongs to it any more.
        this.document.location.assign('/');
      }
    });
    effect(() => {
      const fermetureA = this.veille.fermetureA();
      if (fermetureA !== null) {
        untracked(() => void this.prevenir(fermetureA));
      }
    });
  }

  protected allerAuContenu(): void {
    this.principal().nativeElement.focus();
  }

  private saisie(): boolean {
    const sortie = this.sortie();
    return sortie !== undefined && sortie.isActivated && 'saisieEnCours' in sortie.component;
  }

  private sortir(): void {
    this.dialogues.closeAll();
    const retour = this.router.url === '/' ? null : this.router.url;
    void this.router.navigate(['/connexion'], { queryParams: { retour } });
  }

  private async prevenir(fermetureA: number): Promise<void> {
    const reste = await this.confirmation.demander({
      titre: 'Votre session va se fermer',
      texte: `Sans action de votre part, elle se fermera à ${HEURE.format(fermetureA)} et les saisies non enregistrées seront perdues.`,
      oui: 'Rester connecté',
      non: 'Se déconnecter',
    });
    if (this.session.connectee()) {
      await (reste ? this.veille.rester() : this.session.deconnecter());
    }
  }

  /** After a change of page, screen readers and keyboards start from its title. */
  private focaliserTitre(): void {
    this.router.events
      .pipe(
        filter((evenement) => evenement instanceof NavigationEnd),
        map(({ urlAfterRedirects }) => urlAfterRedirects.split('?')[0]),
        pairwise(),
        filter(([avant, apres]) => avant !== apres),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.principal().nativeElement.querySelector('h1')?.focus());
  }
}
