import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { of } from 'rxjs';
import { GESTIONNAIRE, SUPERVISEUR } from '../../../platform/essais/ouvertures';
import { type Profil } from '../../../platform/session/auth.api';
import { versAccueil } from '../../../platform/session/gardes';
import { Session } from '../../../platform/session/session';
import { provideIcones } from '../../../ui/icones/icones';
import { DemoApi } from '../demo.api';
import { SelectionProfilPage } from '../selection-profil/selection-profil';
import { ConnexionPage } from './connexion';

@Component({ selector: 'app-ecran-essai', template: 'écran' })
class Ecran {}

describe('ConnexionPage', () => {
  let harness: RouterTestingHarness;
  let connecter: jasmine.Spy;
  let profils: Profil[];
  const profil = signal<Profil | null>(null);
  const utilisableDans = signal(0);
  const comptesDemo = signal<{ identifiant: string; nomComplet: string; pin: string; profils: string[] }[]>([]);

  const element = (): HTMLElement => harness.fixture.nativeElement;
  const url = (): string => TestBed.inject(Router).url;
  const saisir = (id: string, valeur: string): void => {
    const champ = element().querySelector<HTMLInputElement>(`#${id}`);
    if (champ) {
      champ.value = valeur;
      champ.dispatchEvent(new Event('input'));
    }
  };
  const valider = async (): Promise<void> => {
    element().querySelector<HTMLElement>('button[type=submit]')?.click();
    await harness.fixture.whenStable();
  };
  const seConnecter = async (): Promise<void> => {
    saisir('identifiant', ' mgestion ');
    saisir('pin', '1234');
    saisir('otp', '123 456');
    await valider();
  };

  beforeEach(async () => {
    profil.set(null);
    comptesDemo.set([]);
    utilisableDans.set(0);
    profils = [GESTIONNAIRE];
    connecter = jasmine.createSpy().and.callFake(async () => profil.set(profils.length === 1 ? GESTIONNAIRE : null));
    TestBed.configureTestingModule({
      providers: [
        provideIcones(),
        provideRouter(
          [
            { path: 'connexion', component: ConnexionPage },
            { path: 'profil', component: SelectionProfilPage },
            { path: '', pathMatch: 'full', canActivate: [versAccueil], children: [] },
            { path: '**', component: Ecran },
          ],
          withComponentInputBinding(),
        ),
        {
          provide: Session,
          useValue: {
            connecter,
            profil,
            profils: () => profils,
            compte: () => ({ identifiant: 'mgestion', nom: 'GESTION', prenom: 'Martine' }),
            connectee: () => false,
            vueA: () => null,
            expireA: () => null,
            choisirProfil: async (id: number) => profil.set(profils.find((candidat) => candidat.id === id) ?? null),
          },
        },
        {
          provide: DemoApi,
          useValue: {
            comptes: () => of(comptesDemo()),
            otp: () => of({ code: '654321', expireDansSecondes: 12, utilisableDansSecondes: utilisableDans() }),
          },
        },
      ],
    });
    harness = await RouterTestingHarness.create();
  });

  it('F1.2-1 asks for identifiant, PIN and passcode, and sends them clean', async () => {
    await harness.navigateByUrl('/connexion');
    await valider();
    expect(connecter).not.toHaveBeenCalled();
    expect(element().textContent).toContain('Saisissez votre identifiant académique.');
    expect(element().textContent).toContain('Saisissez le code affiché par votre clé OTP.');
    await seConnecter();
    expect(connecter).toHaveBeenCalledOnceWith({ identifiant: 'mgestion', pin: '1234', otp: '123456' });
  });

  it('F1.3-5 takes an account with a single profile straight to the decisions', async () => {
    await harness.navigateByUrl('/connexion');
    await seConnecter();
    expect(url()).toBe('/decisions');
  });

  it('goes back to the address that was asked for, never to another site', async () => {
    await harness.navigateByUrl('/connexion?retour=%2Fpial%3Fannee%3D2025');
    await seConnecter();
    expect(url()).toBe('/pial?annee=2025');
    for (const piege of ['//ailleurs.example', '/%5Cailleurs.example', 'https://ailleurs.example']) {
      await harness.navigateByUrl(`/connexion?retour=${piege}`);
      await seConnecter();
      expect(url()).toBe('/decisions');
    }
  });

  it('F1.3-4 lets an account with several profiles pick one, then opens what was asked for', async () => {
    profils = [GESTIONNAIRE, SUPERVISEUR];
    await harness.navigateByUrl('/connexion?retour=%2Fpial');
    await seConnecter();
    expect(url()).toBe('/profil?retour=%2Fpial');
    const choix = [...element().querySelectorAll<HTMLElement>('li button')];
    expect(choix.map((bouton) => bouton.querySelector('.libelle')?.textContent)).toEqual([
      'Gestionnaire AESH',
      'Superviseur AESH',
    ]);
    choix[1]?.click();
    await harness.fixture.whenStable();
    expect(profil()).toEqual(SUPERVISEUR);
    expect(url()).toBe('/pial');
  });

  it('says why it refuses, and asks for a new passcode', async () => {
    connecter.and.rejectWith(
      new HttpErrorResponse({ status: 401, error: { detail: 'Identifiant, PIN ou code OTP incorrect.' } }),
    );
    await harness.navigateByUrl('/connexion');
    await seConnecter();
    expect(element().querySelector('[role=alert]')?.textContent).toContain('Identifiant, PIN ou code OTP incorrect.');
    expect(element().querySelector<HTMLInputElement>('#identifiant')?.value).toBe(' mgestion ');
    expect(element().querySelector<HTMLInputElement>('#otp')?.value).toBe('');
    expect(document.activeElement?.id).toBe('pin');
  });

  it('holds the button while the account is locked', async () => {
    connecter.and.rejectWith(
      new HttpErrorResponse({
        status: 429,
        error: { code: 'COMPTE_VERROUILLE', detail: 'Compte verrouillé jusqu’à 14 h 35.' },
        headers: new HttpHeaders({ 'Retry-After': '125' }),
      }),
    );
    await harness.navigateByUrl('/connexion');
    await seConnecter();
    expect(element().textContent).toContain('Compte verrouillé jusqu’à 14 h 35.');
    expect(element().textContent).toContain('Nouvel essai possible dans 2\u00a0min 5\u00a0s.');
    expect(element().querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBeTrue();
  });

  it('offers the demonstration accounts and their virtual key when the server has some', async () => {
    comptesDemo.set([
      { identifiant: 'mgestion', nomComplet: 'Martine GESTION', pin: '1234', profils: ['Gestionnaire'] },
    ]);
    await harness.navigateByUrl('/connexion');
    element().querySelector<HTMLElement>('.panneau li button')?.click();
    await harness.fixture.whenStable();
    expect(element().querySelector('output')?.textContent).toBe('654 321');
    expect(element().textContent).toContain('encore 12\u00a0s');
    element().querySelector<HTMLElement>('[data-testid=otp-demo-utiliser]')?.click();
    await valider();
    expect(connecter).toHaveBeenCalledOnceWith({ identifiant: 'mgestion', pin: '1234', otp: '654321' });
  });

  it('does not offer a code before its time: the one before it has served', async () => {
    comptesDemo.set([{ identifiant: 'mgestion', nomComplet: 'Martine GESTION', pin: '1234', profils: [] }]);
    utilisableDans.set(17);
    await harness.navigateByUrl('/connexion');
    element().querySelector<HTMLElement>('.panneau li button')?.click();
    await harness.fixture.whenStable();
    expect(element().textContent).toContain('utilisable dans 17\u00a0s');
    expect(element().querySelector<HTMLButtonElement>('[data-testid=otp-demo-utiliser]')?.disabled).toBeTrue();
  });

  it('shows no such panel elsewhere', async () => {
    await harness.navigateByUrl('/connexion');
    expect(element().querySelector('.panneau')).toBeNull();
  });
});
