import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { authConnexion } from '../../api/fn/auth/auth-connexion';
import { authDeconnexion } from '../../api/fn/auth/auth-deconnexion';
import { authProfil } from '../../api/fn/auth/auth-profil';
import { authRafraichir } from '../../api/fn/auth/auth-rafraichir';
import { type Connexion, type Ouverture, type ProfilOuvert } from '../../api/models';

export type { Connexion, Ouverture, ProfilOuvert };
export type CodeProfil = ProfilOuvert['profil'];

@Injectable({ providedIn: 'root' })
export class AuthApi {
  private readonly api = inject(Api);

  connecter(identifiants: Connexion): Observable<Ouverture> {
    return this.api.invoke(authConnexion, { body: identifiants });
  }

  /** The cookie is the proof; the server rotates it. */
  rafraichir(): Observable<Ouverture> {
    return this.api.invoke(authRafraichir);
  }

  choisirProfil(profilId: ProfilOuvert['id']): Observable<Ouverture> {
    return this.api.invoke(authProfil, { body: { profilId } });
  }

  deconnecter(): Observable<void> {
    return this.api.invoke(authDeconnexion);
  }
}
