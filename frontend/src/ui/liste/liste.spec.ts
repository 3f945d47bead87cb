import { HttpHeaders, HttpResponse } from '@angular/common/http';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { type Observable, of, throwError } from 'rxjs';
import { type EtatListe } from '../data-table/etat-liste';
import { provideIcones } from '../icones/icones';
import { type DefinitionListe } from './definition';
import { OUI_NON } from './filtres/filtre';
import { Liste } from './liste';
import { ModeleListe } from './modele-liste';
import { CarnetReglages, CarnetVues, type VueADire, type VueListe } from './reglages';

interface Ville {
  readonly id: number;
  readonly nom: string;
}

const VILLES: readonly Ville[] = Array.from({ length: 60 }, (_, rang) => ({ id: rang + 1, nom: `Ville ${rang + 1}` }));

class Carnet extends CarnetReglages {
  override readonly prets = signal(true);
  readonly valeurs = signal<Readonly<Record<string, unknown>>>({});
  override lire(cle: string): unknown {
    return this.valeurs()[cle];
  }
  override garder(cle: string, valeur: unknown): void {
    this.valeurs.update((valeurs) => ({ ...valeurs, [cle]: valeur }));
  }
}

class Vues extends CarnetVues {
  vues: VueListe[] = [];
  refus: string | null = null;
  override lister(): Observable<readonly VueListe[]> {
    return of([...this.vues]);
  }
  override creer(_: string, vue: VueADire): Observable<unknown> {
    if (this.refus) {
      return throwError(() => this.refus);
    }
    this.vues.push({ ...vue, id: this.vues.length + 1, mienne: true, auteur: 'moi', version: 1 });
    return of(null);
  }
  override modifier(id: number, _: number, vue: VueADire): Observable<unknown> {
    this.vues = this.vues.map((avant) => (avant.id === id ? { ...avant, ...vue } : avant));
    return of(null);
  }
  override supprimer(id: number): Observable<unknown> {
    this.vues = this.vues.filter((vue) => vue.id !== id);
    return of(null);
  }
  override expliquer(erreur: unknown): string {
    return String(erreur);
  }
}

const AUCUNE: EtatListe = { q: '', tri: [], page: 0, taille: 0, filtres: {} };
let demandes: EtatListe[] = [];
let exports: string[] = [];

@Component({
  imports: [Liste],
  template: `<app-liste legende="Villes" [liste]="liste" (ouverte)="ouvertes.push($event.id)" />`,
})
class Page {
  readonly ouvertes: number[] = [];
  readonly liste = new ModeleListe<Ville>({
    nom: 'villes',
    titre: 'Villes',
    unite: ['ville', 'villes'],
    feminin: true,
    cle: ({ id }) => id,
    nommer: ({ nom }) => nom,
    colonnes: [
      { nom: 'nom', libelle: 'Nom', largeur: 100, tri: 'nom', texte: ({ nom }) => nom },
      { nom: 'code', libelle: 'Code', largeur: 60, texte: ({ id }) => String(id) },
      { nom: 'maire', libelle: 'Maire', largeur: 60, masquee: true, texte: () => '' },
    ],
    filtres: [
      {
        genre: 'periode',
        nom: 'p',
        libelle: 'Actives',
        debut: 'de',
        fin: 'a',
        usuelle: { debut: '2026-09-01', fin: '2027-08-31' },
      },
      { genre: 'choix', nom: 'mer', libelle: 'Bord de mer', options: OUI_NON, unique: true },
      { genre: 'choix', nom: 'lac', libelle: 'Lac', options: OUI_NON, unique: true, enReserve: true },
      { genre: 'selection', nom: 'ids', libelle: 'Sélection' },
    ],
    tri: 'nom',
    exemple: 'Nom…',
    messageVide: 'Aucune ville.',
    charger: (demande) => {
      demandes.push(demande);
      const items =
        demande.q === 'rien' ? [] : VILLES.slice((demande.page - 1) * demande.taille, demande.page * demande.taille);
      return of({ items, total: demande.q === 'rien' ? 0 : VILLES.length });
    },
    exporter: (format, colonnes, { filtres }) => {
      exports.push(`${format} ${colonnes.join()} ${filtres['ids'] ?? ''}`.trim());
      return of(new HttpResponse({ body: new Blob(['x']), headers: new HttpHeaders() }));
    },
    expliquer: String,
  } satisfies DefinitionListe<Ville>);
}

describe('Liste', () => {
  let harness: RouterTestingHarness;
  let page: Page;
  let carnet: Carnet;
  let vues: Vues;
  const element = (): HTMLElement => harness.fixture.nativeElement;
  const tout = (selecteur: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selecteur)];
  const bouton = (texte: string, dans = 'button'): HTMLElement => {
    const trouve = tout(dans).find((b) => (b.getAttribute('aria-label') ?? b.textContent ?? '').includes(texte));
    return trouve ?? fail(`Pas de bouton « ${texte} »`) ?? document.createElement('button');
  };
  /** Some panels come with their own file. */
  const paraitre = async (selecteur: string): Promise<void> => {
    for (let essai = 0; essai < 250 && tout(selecteur).length === 0; essai++) {
      await new Promise((resoudre) => setTimeout(resoudre, 20));
    }
  };
  const cliquer = async (texte: string, dans?: string): Promise<void> => {
    bouton(texte, dans).click();
    await calme();
  };
  const calme = async (): Promise<void> => {
    await harness.fixture.whenStable();
    await new Promise((resoudre) => setTimeout(resoudre, 20));
    await harness.fixture.whenStable();
  };
  const derniere = (): EtatListe => demandes.at(-1) ?? fail('rien demandé') ?? AUCUNE;
  const url = (): string => TestBed.inject(Router).url;
  const entetes = (): (string | undefined)[] => tout('th[data-colonne]').map((th) => th.dataset['colonne']);

  const ouvrir = async (adresse = '/villes'): Promise<void> => {
    page = await harness.navigateByUrl(adresse, Page);
    await calme();
  };

  beforeEach(async () => {
    demandes = [];
    exports = [];
    carnet = new Carnet();
    vues = new Vues();
    TestBed.configureTestingModule({
      providers: [
        provideIcones(),
        provideRouter([{ path: 'villes', component: Page }]),
        { provide: CarnetReglages, useValue: carnet },
        { provide: CarnetVues, useValue: vues },
      ],
    });
    harness = await RouterTestingHarness.create();
    document.body.append(element());
  });

  it('waits for the settings of the user, then asks once, for his page size', async () => {
    carnet.prets.set(false);
    await ouvrir();
    expect(demandes).toEqual([]);
    carnet.valeurs.set({ 'liste-villes': { taille: 25 } });
    carnet.prets.set(true);
    await calme();
    expect(demandes.map(({ taille }) => taille)).toEqual([25]);
    expect(url()).toBe('/villes?size=25');
    expect(tout('tbody tr').length).toBe(25);
  });

  it('F4.2-1 shows, hides and moves the columns, and keeps it for the user', async () => {
    await ouvrir();
    await cliquer('Colonnes', '.outil');
    await paraitre('.bascule');
    await cliquer('Maire', '.bascule');
    await cliquer('Code', '.bascule');
    expect(entetes()).toEqual(['nom', 'maire']);
    expect(bouton('Maire', '.bascule').getAttribute('aria-pressed')).toBe('true');
    expect(bouton('Code', '.bascule').getAttribute('aria-pressed')).toBe('false');
    await cliquer('Monter Maire');
    await cliquer('Monter Maire');
    expect(entetes()).toEqual(['maire', 'nom']);
    expect(JSON.stringify(carnet.valeurs()['liste-villes'])).toContain('"masquees":["code"]');
    await cliquer('Rétablir');
    expect(entetes()).toEqual(['nom', 'code']);
  });

  it('F4.3-1 says what acts by chips, hidden filters or not, and takes each off', async () => {
    await ouvrir();
    await cliquer('Filtres', '.outil');
    expect(tout('.filtre').map((filtre) => filtre.textContent?.trim())).toEqual(['Actives : année 2026-2027']);
    await cliquer('Filtres', '.outil');
    expect(tout('.filtre').length).toBe(2);
    await cliquer('Retirer le filtre Actives');
    expect(derniere().filtres).toEqual({});
    expect(url()).toBe('/villes?de=&a=');
    await cliquer('Bord de mer', '.filtre');
    tout('.choix-filtre input')[0]?.click();
    await calme();
    expect(derniere().filtres).toEqual({ mer: 'true' });
    await cliquer('Tout effacer');
    expect(derniere().filtres).toEqual({});
  });

  it('F4.3-2 a filter taken out of the choice is not shown and does not act; a link still does, and says it', async () => {
    await ouvrir('/villes?mer=true');
    await cliquer('Choisir les filtres');
    expect(tout('.choix-filtre label').map((label) => label.textContent?.trim())).toEqual([
      'Actives',
      'Bord de mer',
      'Lac',
    ]);
    tout('.choix-filtre input')[1]?.click();
    tout('.choix-filtre input')[0]?.click();
    await calme();
    expect(derniere().filtres).toEqual({});
    expect(tout('.filtre')).toEqual([]);
    await ouvrir('/villes?mer=false');
    expect(derniere().filtres['mer']).toBe('false');
    expect(tout('.puce').map((puce) => puce.textContent?.trim())).toContain('Bord de mer : Non');
  });

  it('F4.4-2 leads to the filters and empties the search when nothing is found', async () => {
    await ouvrir('/villes?q=rien');
    await cliquer('Vérifier les filtres');
    expect(document.activeElement?.textContent).toContain('Actives');
    await cliquer('Vider la recherche');
    expect(derniere().q).toBe('');
    expect(tout('tbody tr').length).toBe(50);
  });

  it('chooses over the pages, counts, shows and exports what is chosen', async () => {
    await ouvrir();
    tout('td.case input')[1]?.click();
    page.liste.url.allerPage(2);
    await calme();
    tout('td.case input')[0]?.click();
    await calme();
    expect(tout('[data-testid=nombre-choisi]')[0]?.textContent).toContain('2');
    await cliquer('Exporter la sélection');
    await cliquer('CSV');
    expect(exports).toEqual(['csv nom,code 2,51']);
    await cliquer('N’afficher que la sélection');
    expect(derniere().filtres).toEqual({ ids: '2,51' });
    expect(tout('.puce').map((puce) => puce.textContent?.trim())).toEqual(['Sélection : 2 lignes']);
    await cliquer('Retirer le filtre Sélection');
    await cliquer('Sélectionner les 60');
    expect(page.liste.nombreChoisi()).toBe(60);
    await cliquer('Tout désélectionner');
    expect(tout('[data-testid=nombre-choisi]')).toEqual([]);
  });

  it('keeps a view, applies it, renames and drops it', async () => {
    await ouvrir('/villes?q=ville&sort=-nom');
    await cliquer('Vues', '.outil');
    await paraitre('.vue');
    const champ = document.querySelector<HTMLInputElement>('#nom-vue') ?? document.createElement('input');
    await cliquer('Enregistrer', '.plein');
    expect(document.body.textContent).toContain('Donnez un nom à la vue.');
    champ.value = 'Ma vue';
    vues.refus = 'Ce nom est déjà pris.';
    await cliquer('Enregistrer', '.plein');
    expect(document.body.textContent).toContain('Ce nom est déjà pris.');
    vues.refus = null;
    await cliquer('Enregistrer', '.plein');
    expect(vues.vues[0]?.etat).toEqual(jasmine.objectContaining({ q: 'ville', sort: '-nom' }));
    expect(bouton('Ma vue', '.vue').getAttribute('aria-current')).toBe('true');
    await cliquer('Affichage standard', '.vue');
    expect(url()).toBe('/villes');
    await cliquer('Vues', '.outil');
    await paraitre('.vue');
    await cliquer('Ma vue', '.vue');
    expect(derniere().q).toBe('ville');
    expect(url()).toBe('/villes?q=ville&sort=-nom');
  });

  it('opens a row, and goes to the neighbour page from the keyboard', async () => {
    await ouvrir();
    tout('tbody td.texte')[0]?.click();
    expect(page.ouvertes).toEqual([1]);
    page.liste.allerVoisine(-1);
    page.liste.allerVoisine(1);
    await calme();
    expect(derniere().page).toBe(2);
    page.liste.allerVoisine(1);
    await calme();
    expect(derniere().page).toBe(2);
  });
});
