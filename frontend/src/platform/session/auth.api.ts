import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { authConnexion } from '../../api/fn/connexion/auth-connexion';
import { authDeconnexion } from '../../api/fn/connexion/auth-deconnexion';
import { authProfil } from '../../api/fn/connexion/auth-profil';
import { authRafraichir } from '../../api/fn/connexion/auth-rafraichir';
import { type CodeProfil, type Connexion, type Ouverture, type Profil } from '../../api/models';

export type { CodeProfil, Connexion, Ouverture, Profil };

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

  choisirProfil(profilId: Profil['id']): Observable<Ouverture> {
    return this.api.invoke(authProfil, { body: { profilId } });
  }

  deconnecter(): Observable<void> {
    return this.api.invoke(authDeconnexion);
  }
}
