import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { of } from 'rxjs';
import { provideIcones } from '../../../ui/icones/icones';
import { type DecisionDetail as Detail, DecisionsApi } from '../decisions.api';
import { DetailDecision } from './detail-decision';
import { DossierApi } from './dossier.api';
import { LargeurDetail } from './largeur';

const accompagnement = (id: number, nom: string): Detail['accompagnements'][number] => ({
  ...{ id, debut: '2026-09-01', fin: '2027-08-31', heures: 12, heuresRepas: 0, heuresMeridienne: 0 },
  ...{ maintien: false, missionId: id, uai: '0311001X', etablissement: 'École Jean Jaurès' },
  aesh: { id, nom, prenom: 'Paul' },
});

const DETAIL: Detail = {
  id: 12,
  eleve: {
    ...{ id: 3, identifiant: '0310000003', ine: null, nom: 'Dupont', prenom: 'Léa' },
    ...{ dateNaissance: '2015-05-04', etatDossier: 'ACTIF' },
  },
  ...{ type: 'INDIVIDUELLE', heures: 24, origine: 'PREMIERE_DEMANDE', nature: 'PROJET_CIBLE', version: 1 },
  ...{ debut: '2025-09-01', fin: '2027-08-31', couverture: 0.5, priorite: 0.5, distanceKm: null, pial: null },
  secteur: { code: '031-01', libelle: 'Secteur Nord' },
  etablissements: [],
  scolarites: [],
  segments: [
    { debut: '2025-09-01', fin: '2026-08-31', etat: 'ROUGE', heures: 0, previsionnel: false, accompagnements: [] },
    { debut: '2026-09-01', fin: '2027-08-31', etat: 'VERT', heures: 24, previsionnel: false, accompagnements: [7, 8] },
  ],
  accompagnements: [accompagnement(7, 'Durand'), accompagnement(8, 'Martin')],
  anomalies: [
    {
      ...{ type: 4, libelle: 'Contrat rompu', message: 'Le contrat de MARTIN Paul est rompu.' },
      ...{ accompagnementId: 8, debut: '2027-01-01', fin: null },
    },
  ],
};

describe('DetailDecision', () => {
  let fixture: ComponentFixture<DetailDecision>;
  let designations: (readonly number[])[];

  const element = (): HTMLElement => fixture.nativeElement;
  const bouton = (texte: string): HTMLElement | undefined =>
    [...element().querySelectorAll<HTMLElement>('button, a')].find((noeud) => noeud.textContent?.includes(texte));

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideIcones(),
        provideRouter([]),
        { provide: DecisionsApi, useValue: { lire: () => of(DETAIL) } },
        { provide: DossierApi, useValue: { lire: () => of({ accompagnements: [] }) } },
      ],
    });
    fixture = TestBed.createComponent(DetailDecision);
    designations = [];
    fixture.componentInstance.designer.subscribe((ids) => {
      designations.push(ids);
      fixture.componentRef.setInput('designes', ids);
    });
    fixture.componentRef.setInput('id', 12);
    document.body.append(element());
    await fixture.whenStable();
    await new Promise((suite) => setTimeout(suite));
  });

  it('takes the focus on the name of the pupil, and leads to the file', () => {
    expect(document.activeElement?.textContent?.trim()).toBe('DUPONT Léa');
    expect(bouton('Dossier de l’élève')?.getAttribute('href')).toBe('/eleves/3');
  });

  it('F5-6 tells each anomaly and leads to its accompaniment', async () => {
    expect(element().querySelector('[data-testid=anomalies]')?.textContent).toContain(
      'Le contrat de MARTIN Paul est rompu.',
    );
    expect(element().querySelector('app-frise')?.classList).toContain('anomalie');
    bouton('Voir l’accompagnement')?.click();
    await fixture.whenStable();
    expect(designations).toEqual([[8]]);
    expect(document.activeElement?.textContent).toContain('MARTIN Paul');
  });

  it('F5-2 opens from the frise the accompaniments behind a segment, or their heading when there is none', async () => {
    const frise = element().querySelector('app-frise');
    frise?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    frise?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await fixture.whenStable();
    expect(element().querySelectorAll('.designe').length).toBe(2);
    frise?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    frise?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await fixture.whenStable();
    expect(designations).toEqual([[7, 8], []]);
    expect(document.activeElement?.id).toBe('accompagnements');
  });

  it('F5-2 opens from a lane the accompaniments of the bar', async () => {
    element().querySelector<HTMLElement>('app-frise-voies [data-etat=vert]')?.click();
    await fixture.whenStable();
    expect(designations).toEqual([[7, 8]]);
  });

  it('copies a link to the decision alone', async () => {
    const ecrire = spyOn(navigator.clipboard, 'writeText').and.resolveTo();
    bouton('Copier le lien')?.click();
    await fixture.whenStable();
    expect(ecrire).toHaveBeenCalledOnceWith(`${location.origin}/decisions?decision=12`);
  });

  it('is widened with the arrows, and closes on Escape', async () => {
    const poignee = element().querySelector('app-poignee');
    const largeur = TestBed.inject(LargeurDetail);
    const avant = largeur.px();
    poignee?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    await fixture.whenStable();
    expect(largeur.px()).toBe(avant + 40);
    let ferme = false;
    fixture.componentInstance.fermer.subscribe(() => (ferme = true));
    element()
      .querySelector('h2')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(ferme).toBeTrue();
  });
});
