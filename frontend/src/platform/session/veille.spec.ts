import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Session } from './session';
import { INACTIVITE_MINUTES, Veille } from './veille';

const MINUTE = 60_000;

describe('Veille', () => {
  let veille: Veille;
  let session: {
    connectee: ReturnType<typeof signal<boolean>>;
    vueA: ReturnType<typeof signal<number | null>>;
    expireA: ReturnType<typeof signal<number | null>>;
    rafraichir: jasmine.Spy;
    deconnecter: jasmine.Spy;
  };

  beforeEach(() => {
    session = {
      connectee: signal(true),
      vueA: signal<number | null>(0),
      expireA: signal<number | null>(10 * MINUTE),
      rafraichir: jasmine.createSpy().and.callFake(async () => true),
      deconnecter: jasmine.createSpy().and.callFake(async () => session.vueA.set(null)),
    };
    TestBed.configureTestingModule({ providers: [{ provide: Session, useValue: session }] });
    veille = TestBed.inject(Veille);
    TestBed.tick();
  });

  it('renews the token of somebody at work before it ends', async () => {
    document.dispatchEvent(new Event('keydown'));
    await veille.verifier(5 * MINUTE);
    expect(session.rafraichir).not.toHaveBeenCalled();
    await veille.verifier(9.5 * MINUTE);
    expect(session.rafraichir).toHaveBeenCalledTimes(1);
  });

  it('renews nothing for somebody away, warns five minutes before, and then closes', async () => {
    await veille.verifier(9.5 * MINUTE);
    expect(session.rafraichir).not.toHaveBeenCalled();
    await veille.verifier((INACTIVITE_MINUTES - 5) * MINUTE);
    expect(veille.fermetureA()).toBe(INACTIVITE_MINUTES * MINUTE);
    await veille.verifier(INACTIVITE_MINUTES * MINUTE);
    expect(session.deconnecter).toHaveBeenCalledTimes(1);
    expect(veille.fermeePourInactivite()).toBeTrue();
  });

  it('takes the warning down when another tab kept the session alive', async () => {
    await veille.verifier(26 * MINUTE);
    expect(veille.fermetureA()).not.toBeNull();
    session.vueA.set(26 * MINUTE);
    TestBed.tick();
    expect(veille.fermetureA()).toBeNull();
  });

  it('forgets the last closure once somebody signs in', async () => {
    await veille.verifier(INACTIVITE_MINUTES * MINUTE);
    session.connectee.set(false);
    TestBed.tick();
    session.connectee.set(true);
    TestBed.tick();
    expect(veille.fermeePourInactivite()).toBeFalse();
  });
});
