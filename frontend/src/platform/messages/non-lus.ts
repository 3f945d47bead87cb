import { Injectable, computed, inject, signal } from '@angular/core';
import { type CodeProfil } from '../session/auth.api';
import { Session } from '../session/session';
import { MessagesApi } from './messages.api';

export const PROFILS_A_MESSAGES: readonly CodeProfil[] = ['GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'ERSEH'];

/** How many messages this account has not read: the badge of the header, and what the page of messages changes. */
@Injectable({ providedIn: 'root' })
export class MessagesNonLus {
  private readonly api = inject(MessagesApi);
  private readonly session = inject(Session);
  private readonly lus = signal(0);

  readonly nombre = this.lus.asReadonly();
  readonly enMots = computed(() => (this.lus() > 99 ? '99+' : String(this.lus())));
  readonly concerne = computed(() => {
    const profil = this.session.profil()?.profil;
    return profil !== undefined && PROFILS_A_MESSAGES.includes(profil);
  });

  /** Without an answer the badge keeps what it last knew. */
  lire(): void {
    if (this.concerne() && this.session.connectee()) {
      this.api.compter().subscribe({ next: ({ nombre }) => this.lus.set(nombre), error: () => undefined });
    }
  }
}
