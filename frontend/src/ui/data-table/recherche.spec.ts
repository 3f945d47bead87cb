import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Recherche } from './recherche';

@Component({
  imports: [Recherche],
  template: `<app-recherche [valeur]="valeur()" (recherche)="notes.push($event)" /> <input class="autre" />`,
})
class Hote {
  readonly valeur = signal('');
  readonly notes: string[] = [];
}

describe('Recherche', () => {
  let fixture: ComponentFixture<Hote>;
  let champ: HTMLInputElement;
  const attendre = (ms: number): Promise<void> => new Promise((resoudre) => setTimeout(resoudre, ms));
  const taper = (texte: string): void => {
    champ.value = texte;
    champ.dispatchEvent(new Event('input'));
  };

  beforeEach(async () => {
    fixture = TestBed.createComponent(Hote);
    document.body.append(fixture.nativeElement);
    await fixture.whenStable();
    champ = fixture.nativeElement.querySelector('input[type=search]');
  });
  afterEach(() => fixture.nativeElement.remove());

  it('F4.4-1 asks soon after the last key, once', async () => {
    taper('du');
    taper('dup');
    expect(fixture.componentInstance.notes).toEqual([]);
    await attendre(60);
    expect(fixture.componentInstance.notes).toEqual(['dup']);
  });

  it('does not take back what is typed while the answer to the word before arrives', async () => {
    taper('dup ');
    await attendre(60);
    taper('dup l');
    fixture.componentInstance.valeur.set('dup');
    await fixture.whenStable();
    expect(champ.value).toBe('dup l');
    fixture.componentInstance.valeur.set('');
    await fixture.whenStable();
    expect(champ.value).toBe('');
  });

  it('is emptied by Échap, and reached by / or Ctrl+K, but not from another field', async () => {
    taper('dup');
    champ.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(champ.value).toBe('');
    const autre = fixture.nativeElement.querySelector('.autre') as HTMLInputElement;
    autre.focus();
    autre.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    expect(document.activeElement).toBe(autre);
    autre.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
    expect(document.activeElement).toBe(champ);
    champ.blur();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    expect(document.activeElement).toBe(champ);
  });
});
