import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MesSecteurs, nomCourt, resumer } from './mes-secteurs';

const secteur = (code: string, choisi = false) => ({ code, libelle: `Secteur ${code}`, choisi });
const ADRESSE = /\/api\/me\/secteurs$/;

describe('MesSecteurs', () => {
  const monter = () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    const service = TestBed.inject(MesSecteurs);
    const serveur = TestBed.inject(HttpTestingController);
    const repondre = (...secteurs: ReturnType<typeof secteur>[]): void =>
      serveur.expectOne(({ url }) => ADRESSE.test(url)).flush({ secteurs });
    return { service, repondre };
  };

  it('F2.4-1 is the whole département until something is narrowed', () => {
    const { service, repondre } = monter();
    expect(service.secteurs()).toBeNull();
    service.lire().subscribe();
    repondre(secteur('A'), secteur('B'));
    expect(service.restreint()).toBeFalse();
    expect(service.resume()).toBe('');
    expect(service.version()).toBe(0);
  });

  it('F2.4-2 tells the lists to read again when the choice is another one, and only then', async () => {
    const { service, repondre } = monter();
    service.lire().subscribe();
    repondre(secteur('A'), secteur('B'), secteur('C'));
    const garde = service.garder(['A']);
    repondre(secteur('A', true), secteur('B'), secteur('C'));
    await garde;
    expect(service.resume()).toBe('1\u00a0secteur sur 3');
    expect(service.version()).toBe(1);
    service.lire().subscribe();
    repondre(secteur('C'), secteur('B'), secteur('A', true));
    expect(service.version()).toBe(1);
    service.lire().subscribe();
    repondre(secteur('A'), secteur('B'), secteur('C'));
    expect(service.version()).toBe(2);
  });

  it('writes the choice in few words', () => {
    expect(resumer(0, 14)).toBe('');
    expect(resumer(3, 14)).toBe('3\u00a0secteurs sur 14');
    expect(nomCourt({ ...secteur('A'), libelle: 'Secteur Collège Jean Monnet' })).toBe('Collège Jean Monnet');
    expect(nomCourt({ ...secteur('A'), libelle: 'Secteur' })).toBe('Secteur');
  });
});
