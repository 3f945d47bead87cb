import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../platform/erreurs/annonces';
import { lireProbleme } from '../../platform/erreurs/probleme';
import { type Message, MessagesApi } from '../../platform/messages/messages.api';
import { MessagesNonLus } from '../../platform/messages/non-lus';
import { Session } from '../../platform/session/session';
import { Cellule } from '../../ui/data-table/cellule';
import { type Colonne, DataTable } from '../../ui/data-table/data-table';
import { ListeUrl } from '../../ui/data-table/etat-liste';
import { listeDistante } from '../../ui/data-table/liste-distante';
import { Pagination } from '../../ui/data-table/pagination';
import { Recherche } from '../../ui/data-table/recherche';
import { DateField } from '../../ui/date-field/date-field';
import { accorder, horodatageFr } from '../../ui/formats/formats';
import { PageHeader } from '../../ui/page-header/page-header';
import { GENRES, genresDe } from './libelles';

/** « Mes messages » (guide §2.2): what happened in the perimeter, the newest first. */
@Component({
  imports: [Cellule, DataTable, DateField, MatButton, MatIcon, PageHeader, Pagination, Recherche],
  templateUrl: './messages.html',
  styleUrl: './messages.scss',
})
export class MessagesPage {
  private readonly api = inject(MessagesApi);
  private readonly annonces = inject(Annonces);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly nonLus = inject(MessagesNonLus);
  protected readonly liste = new ListeUrl({ tri: '-le', filtres: ['genre', 'lu', 'debut', 'fin'] });
  protected readonly donnees = listeDistante(this.liste.etat, (etat) => this.api.lister(etat));
  protected readonly resume = computed(() => (this.donnees.vierge() ? '' : accorder(this.donnees.total(), 'message')));
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });
  protected readonly enCours = signal(false);
  protected readonly codes = computed(() => genresDe(this.session.profil()?.profil));

  protected readonly colonnes: readonly Colonne<Message>[] = [
    { nom: 'le', libelle: 'Le', largeur: 125, tri: 'le', texte: ({ le }) => horodatageFr(le) },
    { nom: 'genre', libelle: 'Message', largeur: 165 },
    { nom: 'texte', libelle: 'Ce qui a changé', largeur: 280 },
    { nom: 'auteur', libelle: 'Par', largeur: 110, texte: ({ auteur }) => auteur },
    { nom: 'lu', libelle: 'Lecture', largeur: 160 },
  ];
  protected readonly genres = GENRES;
  protected readonly cle = ({ id }: Message): unknown => id;

  constructor() {
    this.nonLus.lire();
  }

  /** Opening what a message tells is reading it. */
  protected async ouvrir(message: Message, evenement: Event): Promise<void> {
    evenement.preventDefault();
    if (!message.lu) {
      await this.envoyer({ ids: [message.id], lu: true });
    }
    if (message.lien !== null) {
      await this.router.navigateByUrl(message.lien);
    }
  }

  protected async basculer({ id, lu }: Message): Promise<void> {
    await this.envoyer({ ids: [id], lu: !lu });
    this.donnees.recharger();
  }

  protected async toutLire(): Promise<void> {
    const nombre = await this.envoyer({ tous: true, lu: true });
    if (nombre !== null) {
      void this.annonces.annoncer(
        nombre === 0 ? 'Tous vos messages étaient déjà lus.' : `${accorder(nombre, 'message')} marqués comme lus.`,
      );
      this.donnees.recharger();
    }
  }

  private async envoyer(marquage: { ids?: number[]; tous?: true; lu: boolean }): Promise<number | null> {
    this.enCours.set(true);
    try {
      const { nombre } = await firstValueFrom(this.api.marquer(marquage));
      this.nonLus.lire();
      return nombre;
    } catch (erreur) {
      void this.annonces.signaler(erreur);
      return null;
    } finally {
      this.enCours.set(false);
    }
  }
}
