import { HttpErrorResponse } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import { type Observable, firstValueFrom } from 'rxjs';
import { AuthApi, type Connexion, type Ouverture, type Profil } from './auth.api';
import { type NouvelleSession, Onglets } from './onglets';
import { Verrou } from './verrou';

/** A token this close to its end is renewed before it is used. */
const MARGE_MS = 30_000;

interface Ouverte {
  readonly ouverture: Ouverture;
  /** Clock of this machine, milliseconds. */
  readonly recueA: number;
  readonly expireA: number;
}

/**
 * Who is signed in, under which profile. The access token lives in this object only; what survives a reload is
 * the HttpOnly cookie, exchanged for a token at start, near the end of the token, and after a 401.
 */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(AuthApi);
  private readonly verrou = inject(Verrou);
  private readonly onglets = inject(Onglets);
  private readonly ouverte = signal<Ouverte | null>(null);
  private enCours: Promise<boolean> | null = null;

  readonly connectee = computed(() => this.ouverte() !== null);
  readonly compte = computed(() => this.ouverte()?.ouverture.compte ?? null);
  readonly profils = computed(() => this.ouverte()?.ouverture.profils ?? []);
  readonly profil = computed(() => this.ouverte()?.ouverture.profilCourant ?? null);
  /** When the server last saw this session alive, and when the token ends; null when closed. */
  readonly vueA = computed(() => this.ouverte()?.recueA ?? null);
  readonly expireA = computed(() => this.ouverte()?.expireA ?? null);

  constructor() {
    this.onglets.nouvelles.subscribe((nouvelle) => this.suivreAutreOnglet(nouvelle));
  }

  /** Once, before the first screen. Nobody signed in is not an error. */
  async demarrer(): Promise<void> {
    await this.rafraichir();
  }

  async connecter(identifiants: Connexion): Promise<void> {
    await this.ouvrir(this.api.connecter(identifiants));
    const [seul, autre] = this.profils();
    if (this.profil() === null && seul !== undefined && autre === undefined) {
      await this.choisirProfil(seul.id);
    }
  }

  async choisirProfil(profilId: Profil['id']): Promise<void> {
    await this.ouvrir(this.api.choisirProfil(profilId));
    this.onglets.annoncer('profil');
  }

  /** Closes here whatever the server answers: the user asked to leave. */
  async deconnecter(): Promise<void> {
    try {
      await firstValueFrom(this.api.deconnecter(), { defaultValue: undefined });
    } catch {
      // The cookie then dies of its own timeout.
    } finally {
      this.ouverte.set(null);
      this.onglets.annoncer('fermee');
    }
  }

  /** A token good for a request, renewed if it is about to end; null when nobody is signed in. */
  async jeton(): Promise<string | null> {
    const expireA = this.expireA();
    if (expireA !== null && expireA - Date.now() < MARGE_MS) {
      await this.rafraichir();
    }
    return this.ouverte()?.ouverture.jeton ?? null;
  }

  /** True when the session is open afterwards. Simultaneous calls share one exchange, tabs wait for one another. */
  rafraichir(): Promise<boolean> {
    this.enCours ??= this.verrou
      .executer('agesh-rafraichir', () => this.echanger())
      .finally(() => (this.enCours = null));
    return this.enCours;
  }

  private async echanger(): Promise<boolean> {
    try {
      await this.ouvrir(this.api.rafraichir());
      this.onglets.annoncer('rafraichie');
      return true;
    } catch (erreur) {
      // A server that does not answer closes nothing: only its refusal does.
      if (erreur instanceof HttpErrorResponse && erreur.status === 401) {
        this.ouverte.set(null);
      }
      return false;
    }
  }

  private async ouvrir(reponse: Observable<Ouverture>): Promise<void> {
    const ouverture = await firstValueFrom(reponse);
    const recueA = Date.now();
    this.ouverte.set({ ouverture, recueA, expireA: recueA + ouverture.expireDansSecondes * 1000 });
  }

  private suivreAutreOnglet(nouvelle: NouvelleSession): void {
    if (nouvelle === 'fermee') {
      this.ouverte.set(null);
    } else if (nouvelle === 'profil') {
      void this.rafraichir();
    } else {
      this.ouverte.update((ouverte) => ouverte && { ...ouverte, recueA: Date.now() });
    }
  }
}
