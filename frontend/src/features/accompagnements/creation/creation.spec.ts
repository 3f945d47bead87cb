import { HttpErrorResponse } from '@angular/common/http';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { of, throwError } from 'rxjs';
import { AnneesApi } from '../../../platform/annees/annees.api';
import { Annonces } from '../../../platform/erreurs/annonces';
import { gardeSaisie } from '../../../platform/saisie/garde-saisie';
import { Session } from '../../../platform/session/session';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { JOUR_COURANT } from '../../../ui/formats/jours';
import { provideIcones } from '../../../ui/icones/icones';
import {
  AccompagnementsApi,
  type DecisionDetail,
  type DemandeAccompagnement,
  type MissionCandidate,
  type MissionDetail,
  type Recherche,
} from '../accompagnements.api';
import { CreationPage } from './creation';

@Component({ selector: 'app-liste-essai', template: 'liste' })
class Liste {}

const DECISION: DecisionDetail = {
  id: 12,
  eleve: {
    id: 5,
    identifiant: '310005',
    nom: 'Dupont',
    prenom: 'Léa',
    dateNaissance: '2014-03-09',
    etatDossier: 'ACTIF',
    ine: null,
  },
  type: 'INDIVIDUELLE',
  heures: 24,
  origine: 'PREMIERE_DEMANDE',
  nature: 'PROJET_CIBLE',
  debut: '2025-09-01',
  fin: '2027-08-31',
  secteur: { code: '31-01', libelle: 'Toulouse centre' },
  pial: null,
  etablissements: [],
  couverture: 0,
  priorite: 1,
  segments: [
    { debut: '2025-09-01', fin: '2027-08-31', etat: 'ROUGE', heures: 0, accompagnements: [], previsionnel: false },
  ],
  distanceKm: null,
  version: 1,
  scolarites: [
    {
      id: 1,
      uai: '0311001X',
      etablissement: 'Collège Zola',
      commune: 'Muret',
      classe: '6e',
      dispositif: null,
      debut: '2025-09-01',
      fin: null,
    },
  ],
  anomalies: [],
  accompagnements: [],
};
const mission = (
  missionId: number,
  nom: string,
  heuresLibres: number,
  empechement: string | null,
): MissionCandidate => ({
  missionId,
  aesh: { id: missionId, nom, prenom: 'Paul', commune: 'Muret', transport: null },
  nature: { code: 'HI2D', activite: 'Accompagnement individualisé' },
  typeContrat: 'CDI',
  debut: '2026-09-01',
  fin: null,
  heures: 30,
  heuresLibres,
  segments: [],
  pials: [],
  secteurs: [],
  distanceKm: 2,
  accompagneDeja: false,
  previsionnelle: false,
  empechement: empechement === null ? null : { code: 'X', message: empechement },
});

const DEPART: MissionDetail = {
  id: 1,
  aesh: {
    id: 1,
    nom: 'Martin',
    prenom: 'Paul',
    etat: 'ACTIF',
    commune: null,
    codePostal: null,
    transport: null,
  },
  etat: 'ACTIVE',
  source: 'EPP',
  typeContrat: 'CDI',
  nature: { code: 'HI2D', activite: 'Accompagnement individualisé', accompagnement: true },
  debut: '2026-10-05',
  fin: '2027-06-30',
  debutContrat: null,
  finContrat: null,
  dateSignature: null,
  quotite: null,
  heures: 30,
  heuresRh: 30,
  origineHeures: 'RH',
  heuresDisponibles: 30,
  heuresOccupees: 0,
  segments: [],
  pials: [],
  affectations: [],
  accompagnements: [],
  employeur: null,
  uaiEmployeur: null,
  payeur: null,
  tetePialRh: null,
  idContrat: null,
  idMission: null,
  fusionneeAvec: null,
  version: 1,
};

describe('CreationPage', () => {
  let harness: RouterTestingHarness;
  let creer: jasmine.Spy<(corps: DemandeAccompagnement, cle: string) => unknown>;
  let demander: jasmine.Spy;
  let annoncer: jasmine.Spy;

  const element = (): HTMLElement => harness.fixture.nativeElement;
  const champ = (libelle: string): HTMLInputElement => {
    const etiquette = [...element().querySelectorAll('label')].find((label) => label.textContent?.trim() === libelle);
    return element().querySelector(`#${etiquette?.getAttribute('for')}`) as HTMLInputElement;
  };
  const saisir = async (libelle: string, valeur: string): Promise<void> => {
    champ(libelle).value = valeur;
    champ(libelle).dispatchEvent(new Event('input'));
    champ(libelle).dispatchEvent(new Event('blur'));
    await harness.fixture.whenStable();
  };
  const choisir = async (nom: string): Promise<void> => {
    element().querySelector<HTMLElement>(`input[aria-label="Choisir ${nom}"]`)?.click();
    await harness.fixture.whenStable();
  };
  const enregistrer = async (): Promise<void> => {
    element().querySelector<HTMLElement>('button[type=submit]')?.click();
    await harness.fixture.whenStable();
  };

  beforeEach(async () => {
    creer = jasmine.createSpy().and.returnValue(of({ id: 99, version: 1 }));
    demander = jasmine.createSpy().and.resolveTo(false);
    annoncer = jasmine.createSpy().and.resolveTo();
    // The server says what is impossible, for the hours that are asked for.
    const missions = (heures: number): MissionCandidate[] => [
      mission(1, 'Martin', 30, null),
      mission(2, 'Durand', 6, heures > 6 ? 'Il reste 6 h libres.' : null),
      mission(3, 'Petit', 30, 'La mission se termine le 31/12/2026.'),
    ];
    TestBed.configureTestingModule({
      providers: [
        provideIcones(),
        provideRouter(
          [
            { path: 'decisions/:id/accompagnement', component: CreationPage, canDeactivate: [gardeSaisie] },
            { path: 'decisions', component: Liste },
            { path: 'missions/:id', component: Liste },
          ],
          withComponentInputBinding(),
        ),
        { provide: JOUR_COURANT, useValue: () => '2026-11-24' },
        { provide: AnneesApi, useValue: { lire: () => of({ courante: 2026, annees: [2025, 2026, 2027] }) } },
        { provide: Annonces, useValue: { annoncer } },
        { provide: Confirmation, useValue: { demander } },
        { provide: Session, useValue: { connectee: () => true } },
        {
          provide: AccompagnementsApi,
          useValue: {
            creer,
            decision: () => of(DECISION),
            mission: () => of(DEPART),
            proposition: (_: number, annee: number, missionId?: number) =>
              of({
                debut: missionId === DEPART.id ? DEPART.debut : `${annee}-09-01`,
                fin: missionId === DEPART.id ? DEPART.fin : `${annee + 1}-08-31`,
                heures: 24,
                uai: '0311001X',
                etablissement: 'Collège Zola',
                explication: 'Décision bornée à l’année scolaire.',
              }),
            candidates: ({ heures = 24 }: Recherche) => of({ items: missions(heures), total: 3, page: 1, size: 25 }),
          },
        },
      ],
    });
    harness = await RouterTestingHarness.create();
    await harness.navigateByUrl('/decisions/12/accompagnement?q=zola');
    await harness.fixture.whenStable();
  });

  it('F10.3-2 proposes the decision clipped to the school year, the notified hours and the school', () => {
    expect(champ('Début').value).toBe('01/09/2026');
    expect(champ('Fin').value).toBe('31/08/2027');
    expect(champ('Heures hebdo').value).toBe('24\u00a0h');
    expect(champ('Établissement').value).toBe('0311001X');
  });

  it('F10.3-5 greys what is impossible with its reason', () => {
    const boutons = [...element().querySelectorAll<HTMLInputElement>('input[type=radio]')];
    expect(boutons.map((bouton) => bouton.disabled)).toEqual([false, true, true]);
    const raisons = [...element().querySelectorAll('.refus')].map((raison) => raison.textContent?.trim());
    expect(raisons).toEqual(['', 'Il reste 6 h libres.', 'La mission se termine le 31/12/2026.']);
  });

  it('makes a mission possible again when the hours come down to what it has left', async () => {
    await saisir('Heures hebdo', '6');
    expect(
      [...element().querySelectorAll<HTMLInputElement>('input[type=radio]')].map(({ disabled }) => disabled),
    ).toEqual([false, false, true]);
  });

  it('F10.3-2 shows the timeline before and after, saves, and returns to the list it came from', async () => {
    await choisir('MARTIN Paul');
    const apres = element().querySelector('[data-testid=frise-apres]');
    expect(apres?.getAttribute('data-etats')).toBe('rouge vert');
    await saisir('Repas', '2,5');
    await enregistrer();
    expect(creer.calls.mostRecent().args[0]).toEqual({
      decisionIds: [12],
      missionId: 1,
      uai: '0311001X',
      debut: '2026-09-01',
      fin: '2027-08-31',
      heures: 24,
      heuresRepas: 2.5,
      heuresMeridienne: 0,
    });
    expect(TestBed.inject(Router).url).toBe('/decisions?q=zola&decision=12');
    expect(annoncer).toHaveBeenCalledOnceWith('Accompagnement enregistré : MARTIN Paul accompagne DUPONT Léa.');
    expect(demander).not.toHaveBeenCalled();
  });

  describe('F10.3-4 from a mission', () => {
    beforeEach(async () => {
      await harness.navigateByUrl('/decisions/12/accompagnement?mission=1');
      await harness.fixture.whenStable();
    });

    it('has chosen it, within its dates, and returns to it once saved', async () => {
      expect(element().querySelector<HTMLInputElement>('input[type=radio]:checked')?.id).toBe('mission-1');
      expect(champ('Début').value).toBe('05/10/2026');
      expect(champ('Fin').value).toBe('30/06/2027');
      expect(element().querySelector('[data-testid=decisions-disponibles]')?.getAttribute('href')).toBe(
        '/missions/1/accompagnement',
      );
      await enregistrer();
      expect(creer.calls.mostRecent().args[0]).toEqual(
        jasmine.objectContaining({ missionId: 1, debut: '2026-10-05', fin: '2027-06-30' }),
      );
      expect(TestBed.inject(Router).url).toBe('/missions/1');
    });

    it('refuses the days outside the mission, and goes without a question while nothing is touched', async () => {
      await saisir('Fin', '31/08/2027');
      expect(element().textContent).toContain('Au plus tard le 30/06/2027 (fin de la mission)');
      await saisir('Fin', '30/06/2027');
      await harness.navigateByUrl('/missions/1');
      expect(demander).not.toHaveBeenCalled();
    });
  });

  it('F10.3-5 shows a refusal and loses nothing; the same content sent again bears the same key', async () => {
    creer.and.returnValue(
      throwError(
        () => new HttpErrorResponse({ status: 422, error: { detail: 'La mission n’a plus que 6 h libres.' } }),
      ),
    );
    await choisir('MARTIN Paul');
    await saisir('Repas', '2');
    await enregistrer();
    expect(element().querySelector('[data-testid=refus-accompagnement]')?.textContent).toContain(
      'La mission n’a plus que 6 h libres.',
    );
    expect(champ('Repas').value).toBe('2\u00a0h');
    expect(element().querySelector<HTMLInputElement>('input[type=radio]:checked')?.id).toBe('mission-1');
    await enregistrer();
    await saisir('Repas', '1');
    await enregistrer();
    const cles = creer.calls.allArgs().map(([, cle]) => cle);
    expect(cles[0]).toBe(cles[1] as string);
    expect(cles[2]).not.toBe(cles[0] as string);
  });

  it('sends nothing without an AESH, nor outside the limits', async () => {
    await enregistrer();
    expect(element().querySelector('[role=alert]')?.textContent).toContain('Choisissez l’AESH');
    await choisir('MARTIN Paul');
    await saisir('Fin', '01/09/2027');
    await enregistrer();
    expect(element().textContent).toContain('Au plus tard le 31/08/2027');
    expect(creer).not.toHaveBeenCalled();
  });

  it('F10.2-4 warns before unsaved input is lost, and only then', async () => {
    await choisir('MARTIN Paul');
    await harness.navigateByUrl('/decisions').catch(() => undefined);
    expect(demander).toHaveBeenCalledTimes(1);
    expect(TestBed.inject(Router).url).toContain('/accompagnement');
  });

  it('lets an untouched form go without a question', async () => {
    await harness.navigateByUrl('/decisions');
    expect(demander).not.toHaveBeenCalled();
    expect(TestBed.inject(Router).url).toBe('/decisions');
  });
});
