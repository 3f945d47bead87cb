import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { MessagesNonLus } from '../messages/non-lus';
import { PROFILS_A_SECTEURS } from '../profil/mes-secteurs';
import { Session } from '../session/session';

/** Who is signed in, as what; change of profile and sign-out. */
@Component({
  selector: 'app-menu-compte',
  imports: [MatButton, MatIcon, RouterLink],
  templateUrl: './menu-compte.html',
  styleUrl: './menu-compte.scss',
})
export class MenuCompte {
  protected readonly session = inject(Session);
  protected readonly messages = inject(MessagesNonLus);
  protected readonly aSecteurs = computed(() => {
    const profil = this.session.profil()?.profil;
    return profil !== undefined && PROFILS_A_SECTEURS.includes(profil);
  });
}
