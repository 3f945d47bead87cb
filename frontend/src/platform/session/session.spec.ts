import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, type TestRequest, provideHttpClientTesting } from '@angular/common/http/testing';
import { EnvironmentInjector, createEnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { GESTIONNAIRE, SUPERVISEUR, jusqua, ouverture } from '../essais/ouvertures';
import { jetonInterceptor } from './jeton.interceptor';
import { Onglets } from './onglets';
import { Session } from './session';

const RAFRAICHIR = '/api/auth/rafraichir';

describe('Session', () => {
  let serveur: HttpTestingController;
  let session: Session;

  const demandes: TestRequest[] = [];
  /** Requests to this address not answered yet. */
  const recues = (url: string): TestRequest[] => {
    demandes.push(...serveur.match(url));
    return demandes.filter((demande) => demande.request.url === url && !demande.cancelled);
  };
  const repondre = async (url: string, corps: object, statut = 200): Promise<TestRequest> => {
    await jusqua(() => recues(url).length > 0);
    const demande = recues(url)[0] as TestRequest;
    demandes.splice(demandes.indexOf(demande), 1);
    demande.flush(corps, { status: statut, statusText: statut === 200 ? 'OK' : 'Refus' });
    return demande;
  };
  const ouvrir = async (expireDansSecondes = 600): Promise<void> => {
    const demarrage = session.demarrer();
    await repondre(RAFRAICHIR, { ...ouverture('un', [GESTIONNAIRE], GESTIONNAIRE), expireDansSecondes });
    await demarrage;
  };

  beforeEach(() => {
    demandes.length = 0;
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([jetonInterceptor])), provideHttpClientTesting()],
    });
    serveur = TestBed.inject(HttpTestingController);
    session = TestBed.inject(Session);
  });

  afterEach(() => serveur.verify());

  it('opens from the cookie at start, without any other proof', async () => {
    await ouvrir();
    expect(session.connectee()).toBeTrue();
    expect(await session.jeton()).toBe('un');
    expect(session.profil()).toEqual(GESTIONNAIRE);
  });

  it('stays closed when the cookie is refused', async () => {
    const demarrage = session.demarrer();
    await repondre(RAFRAICHIR, { code: 'SESSION_EXPIREE' }, 401);
    await demarrage;
    expect(session.connectee()).toBeFalse();
    expect(await session.jeton()).toBeNull();
  });

  it('does not close because the server does not answer', async () => {
    await ouvrir();
    const essai = session.rafraichir();
    await repondre(RAFRAICHIR, {}, 503);
    expect(await essai).toBeFalse();
    expect(session.connectee()).toBeTrue();
  });

  it('exchanges the cookie once for simultaneous needs', async () => {
    const essais = [session.rafraichir(), session.rafraichir(), session.rafraichir()];
    await jusqua(() => recues(RAFRAICHIR).length > 0);
    expect(recues(RAFRAICHIR).length).toBe(1);
    await repondre(RAFRAICHIR, ouverture('un', [GESTIONNAIRE], GESTIONNAIRE));
    expect(await Promise.all(essais)).toEqual([true, true, true]);
  });

  it('lets one tab at a time exchange the cookie', async () => {
    const parent = TestBed.inject(EnvironmentInjector);
    const autreOnglet = createEnvironmentInjector([Session, Onglets], parent);
    const autre = autreOnglet.get(Session);
    const [ici, la] = [session.rafraichir(), autre.rafraichir()];
    await jusqua(() => recues(RAFRAICHIR).length > 0);
    await new Promise((suite) => setTimeout(suite, 50));
    expect(recues(RAFRAICHIR).length).toBe(1);
    await repondre(RAFRAICHIR, ouverture('un', [GESTIONNAIRE], GESTIONNAIRE));
    await repondre(RAFRAICHIR, ouverture('deux', [GESTIONNAIRE], GESTIONNAIRE));
    expect(await Promise.all([ici, la])).toEqual([true, true]);
    expect([await session.jeton(), await autre.jeton()].sort()).toEqual(['deux', 'un']);
    autreOnglet.destroy();
  });

  it('closes in every tab when one signs out', async () => {
    await ouvrir();
    const autreOnglet = createEnvironmentInjector([Session, Onglets], TestBed.inject(EnvironmentInjector));
    const autre = autreOnglet.get(Session);
    const sortie = autre.deconnecter();
    await repondre('/api/auth/deconnexion', {}, 200);
    await sortie;
    await jusqua(() => !session.connectee());
    expect(session.connectee()).toBeFalse();
    autreOnglet.destroy();
  });

  it('F1.3-5 takes the only profile of an account without asking', async () => {
    const connexion = session.connecter({ identifiant: 'mgestion', pin: '1234', otp: '123456' });
    await repondre('/api/auth/connexion', ouverture('un', [GESTIONNAIRE], null));
    const choix = await repondre('/api/auth/profil', ouverture('deux', [GESTIONNAIRE], GESTIONNAIRE));
    await connexion;
    expect(choix.request.body).toEqual({ profilId: GESTIONNAIRE.id });
    expect(session.profil()).toEqual(GESTIONNAIRE);
  });

  it('F1.3-4 leaves the choice to an account with several profiles, and changes it later', async () => {
    const deux = [GESTIONNAIRE, SUPERVISEUR];
    const connexion = session.connecter({ identifiant: 'pmulti', pin: '1234', otp: '123456' });
    await repondre('/api/auth/connexion', ouverture('un', deux, null));
    await connexion;
    expect(session.profil()).toBeNull();
    const choix = session.choisirProfil(SUPERVISEUR.id);
    await repondre('/api/auth/profil', ouverture('deux', deux, SUPERVISEUR));
    await choix;
    expect(session.profil()).toEqual(SUPERVISEUR);
    expect(await session.jeton()).toBe('deux');
  });

  it('renews a token that is about to end before it serves', async () => {
    await ouvrir(10);
    const reponse = firstValueFrom(TestBed.inject(HttpClient).get('/api/decisions'));
    await repondre(RAFRAICHIR, ouverture('deux', [GESTIONNAIRE], GESTIONNAIRE));
    const appel = await repondre('/api/decisions', {});
    await reponse;
    expect(appel.request.headers.get('Authorization')).toBe('Bearer deux');
  });

  it('tries again, once, after a 401 that a renewed token mends', async () => {
    await ouvrir();
    const reponse = firstValueFrom(TestBed.inject(HttpClient).get('/api/decisions'));
    const premier = await repondre('/api/decisions', {}, 401);
    await repondre(RAFRAICHIR, ouverture('deux', [GESTIONNAIRE], GESTIONNAIRE));
    const second = await repondre('/api/decisions', { total: 1 });
    expect(await reponse).toEqual({ total: 1 });
    expect(premier.request.headers.get('Authorization')).toBe('Bearer un');
    expect(second.request.headers.get('Authorization')).toBe('Bearer deux');
  });

  it('gives the 401 back when the session is over', async () => {
    await ouvrir();
    const reponse = firstValueFrom(TestBed.inject(HttpClient).get('/api/decisions'));
    await repondre('/api/decisions', {}, 401);
    await repondre(RAFRAICHIR, { code: 'SESSION_REVOQUEE' }, 401);
    await expectAsync(reponse).toBeRejected();
    expect(session.connectee()).toBeFalse();
  });

  it('sends its token to the API alone', async () => {
    await ouvrir();
    const reponse = firstValueFrom(TestBed.inject(HttpClient).get('https://ailleurs.example/donnees'));
    const appel = await repondre('https://ailleurs.example/donnees', {});
    await reponse;
    expect(appel.request.headers.has('Authorization')).toBeFalse();
  });
});
