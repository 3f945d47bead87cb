import { Component, ElementRef, computed, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Annonces } from '../../../platform/erreurs/annonces';
import { quotiteFr } from '../../../platform/libelles/mission';
import { OngletsParametres } from '../../../platform/parametres/onglets-parametres';
import { type PageDeSaisie } from '../../../platform/saisie/garde-saisie';
import { Session } from '../../../platform/session/session';
import { HeuresPipe, NombrePipe, accorder } from '../../../ui/formats/formats';
import { JobProgress } from '../../../ui/job-progress/job-progress';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type ReferenceTempsTravail } from '../references.api';
import { ChangementReferencePanneau } from './changement-reference';
import { TempsTravailStore } from './temps-travail.store';

/** What is open: nothing, a new reference, or one that is being changed or deleted. */
type Ouverture =
  { readonly action: 'CREER'; readonly id: null } | { readonly action: 'MODIFIER' | 'SUPPRIMER'; readonly id: number };

/** Quotité → weekly hours, for the missions whose hours RH does not give (guide §3.1). */
@Component({
  imports: [
    ChangementReferencePanneau,
    HeuresPipe,
    JobProgress,
    MatButton,
    MatIcon,
    MatProgressBar,
    NombrePipe,
    OngletsParametres,
    PageHeader,
  ],
  providers: [TempsTravailStore],
  templateUrl: './temps-travail.html',
  styleUrl: './temps-travail.scss',
  host: { '(window:beforeunload)': 'retenir($event)' },
})
export class TempsTravailPage implements PageDeSaisie {
  protected readonly store = inject(TempsTravailStore);
  private readonly annonces = inject(Annonces);
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly session = inject(Session);

  protected readonly superviseur = computed(() => this.session.profil()?.profil === 'SUPERVISEUR_AESH');
  protected readonly ouverture = signal<Ouverture | null>(null);
  private readonly panneau = viewChild(ChangementReferencePanneau);
  protected readonly resume = computed(() => {
    const references = this.store.references();
    if (references === null) {
      return '';
    }
    const missions = references.reduce((somme, reference) => somme + reference.missions, 0);
    return `${accorder(references.length, 'référence')}, dont ${accorder(missions, 'mission tire ses heures', 'missions tirent leurs heures')}`;
  });
  protected readonly quotite = quotiteFr;

  saisieEnCours(): boolean {
    return this.panneau()?.modifie() ?? false;
  }

  protected retenir(evenement: BeforeUnloadEvent): void {
    if (this.saisieEnCours()) {
      evenement.preventDefault();
    }
  }

  protected ouvre(action: Ouverture['action'], { id }: ReferenceTempsTravail): boolean {
    const ouverture = this.ouverture();
    return ouverture?.action === action && ouverture.id === id;
  }

  protected async fermer(missionsModifiees: number | null): Promise<void> {
    const ouverture = this.ouverture();
    this.ouverture.set(null);
    if (ouverture === null) {
      return;
    }
    this.store.recharger();
    this.rendreLeFocus(ouverture);
    if (missionsModifiees !== null) {
      const fait = { CREER: 'Référence ajoutée', MODIFIER: 'Référence modifiée', SUPPRIMER: 'Référence supprimée' };
      await this.annonces.annoncer(
        `${fait[ouverture.action]} : ${accorder(missionsModifiees, 'mission a', 'missions ont')} changé d’heures.`,
      );
    }
  }

  /** Back to the button that opened it, or to the first one when the row is gone. */
  private rendreLeFocus({ action, id }: Ouverture): void {
    setTimeout(() => {
      const cible = `[data-ouvre="${action}-${id ?? ''}"], [data-ouvre="CREER-"]`;
      this.hote.nativeElement.querySelector<HTMLElement>(cible)?.focus();
    });
  }
}
