import { HttpEventType } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import { firstValueFrom, lastValueFrom, tap } from 'rxjs';
import { type Probleme, lireProbleme } from '../../platform/erreurs/probleme';
import {
  type ApercuImport,
  type CorrespondancesImport,
  type Encodage,
  type ImportLance,
  ImportsApi,
  type Source,
} from './imports.api';

/** What a column of ours is read from: the name in the file, '' for none. */
export type Choix = Readonly<Record<string, string>>;

interface FichierApercu {
  readonly apercu: ApercuImport;
  readonly choix: Choix;
}

/** Files of ERSEH, and what their columns are named after. */
const PREFIXES: Readonly<Record<string, string>> = {
  'secteurs.csv': 'secteur',
  'eleves.csv': 'eleve',
  'scolarites.csv': 'scolarite',
  'decisions.csv': 'decision',
  'proches.csv': 'proche',
  'soins.csv': 'soin',
};

/** What is about to be imported: source, files, how they are read. It outlives the page of the dry run. */
@Injectable()
export class DepotStore {
  private readonly api = inject(ImportsApi);

  readonly source = signal<Source | null>(null);
  readonly fichiers = signal<readonly File[]>([]);
  readonly encodage = signal<Encodage>('AUTO');
  readonly aCompterDu = signal<string | null>(null);
  readonly retenir = signal(false);
  readonly gardees = signal<CorrespondancesImport | null>(null);
  readonly probleme = signal<Probleme | null>(null);
  readonly apercuEnCours = signal(false);
  /** Share of the files already sent, 0 to 1; null when nothing is being sent. */
  readonly envoi = signal<number | null>(null);
  /** The dry run made of these files. */
  readonly simulation = signal<string | null>(null);

  private readonly apercus = signal<Readonly<Record<string, FichierApercu>>>({});
  private readonly fichierVu = signal<string | null>(null);
  private demande = 0;

  readonly fichier = computed(
    () => this.fichiers().find(({ name }) => name === this.fichierVu()) ?? this.fichiers()[0] ?? null,
  );
  readonly vu = computed<FichierApercu | null>(() => this.apercus()[this.fichier()?.name ?? ''] ?? null);
  /** « file: columns » that nothing feeds. */
  readonly manquantes = computed(() =>
    Object.values(this.apercus()).flatMap(({ apercu, choix }) =>
      apercu.colonnes
        .filter(({ nom, obligatoire }) => obligatoire && !choix[nom])
        .map(({ nom }) => ({ fichier: apercu.fichier, colonne: nom })),
    ),
  );
  readonly correspondances = computed(() => this.reunir());

  async choisirSource(source: Source): Promise<void> {
    if (source === this.source()) {
      return;
    }
    this.source.set(source);
    this.oublierFichiers();
    this.gardees.set(null);
    this.encodage.set('AUTO');
    this.retenir.set(false);
    try {
      const gardees = await firstValueFrom(this.api.correspondances(source));
      if (this.source() === source) {
        this.gardees.set(gardees);
        this.encodage.set(gardees.encodage);
      }
    } catch (erreur) {
      this.probleme.set(lireProbleme(erreur));
    }
  }

  async choisirFichiers(fichiers: readonly File[]): Promise<void> {
    this.oublierFichiers();
    this.fichiers.set(this.source() === 'ERSEH' ? fichiers : fichiers.slice(0, 1));
    await this.apercevoir();
  }

  retirer(fichier: File): void {
    const restants = this.fichiers().filter((autre) => autre !== fichier);
    this.simulation.set(null);
    this.probleme.set(null);
    this.apercus.update(({ [fichier.name]: _, ...autres }) => autres);
    this.fichiers.set(restants);
  }

  voir(nom: string): void {
    this.fichierVu.set(nom);
  }

  async choisirEncodage(encodage: Encodage): Promise<void> {
    this.encodage.set(encodage);
    this.simulation.set(null);
    await this.apercevoir();
  }

  relier(colonne: string, leur: string): void {
    const vu = this.vu();
    if (vu !== null) {
      this.simulation.set(null);
      this.apercus.update((apercus) => ({
        ...apercus,
        [vu.apercu.fichier]: { ...vu, choix: { ...vu.choix, [colonne]: leur } },
      }));
    }
  }

  /** Back to our own names and to the automatic encoding. */
  async oublierReglages(): Promise<void> {
    const source = this.source();
    if (source !== null) {
      this.gardees.set(await firstValueFrom(this.api.garder(source, { encodage: 'AUTO', correspondances: {} })));
      await this.choisirEncodage('AUTO');
    }
  }

  /** Every file is looked at: a fault in the third one is said before anything is sent. */
  async apercevoir(): Promise<void> {
    const source = this.source();
    const demande = ++this.demande;
    this.probleme.set(null);
    this.apercus.set({});
    if (source === null || this.fichiers().length === 0) {
      return;
    }
    this.apercuEnCours.set(true);
    try {
      for (const fichier of this.fichiers()) {
        const apercu = await firstValueFrom(this.api.apercu(source, this.encodage(), fichier));
        if (demande !== this.demande) {
          return;
        }
        const choix = Object.fromEntries(
          Object.entries(apercu.correspondances).map(([nom, leur]) => [nom, leur ?? '']),
        );
        this.apercus.update((apercus) => ({ ...apercus, [apercu.fichier]: { apercu, choix } }));
      }
    } catch (erreur) {
      if (demande === this.demande) {
        this.probleme.set(lireProbleme(erreur));
      }
    } finally {
      if (demande === this.demande) {
        this.apercuEnCours.set(false);
      }
    }
  }

  /** The import sent, or null and `probleme` says why it was not. */
  async envoyer(simulation: boolean): Promise<ImportLance | null> {
    const source = this.source();
    if (source === null || this.envoi() !== null) {
      return null;
    }
    const correspondances = this.correspondances();
    this.probleme.set(null);
    this.envoi.set(0);
    try {
      if (this.retenir()) {
        this.gardees.set(await firstValueFrom(this.api.garder(source, { encodage: this.encodage(), correspondances })));
      }
      const commeGardees = memes(correspondances, this.gardees()?.correspondances ?? {});
      const fin = await lastValueFrom(
        this.api
          .envoyer({
            source,
            fichiers: this.fichiers(),
            encodage: this.encodage(),
            correspondances: commeGardees ? null : correspondances,
            aCompterDu: this.aCompterDu(),
            simulation,
          })
          .pipe(
            tap((evenement) => {
              if (evenement.type === HttpEventType.UploadProgress && evenement.total) {
                this.envoi.set(evenement.loaded / evenement.total);
              }
            }),
          ),
      );
      const lance = fin.type === HttpEventType.Response ? fin.body : null;
      if (!simulation) {
        this.oublierFichiers();
      }
      this.simulation.set(simulation ? (lance?.importId ?? null) : null);
      return lance;
    } catch (erreur) {
      this.probleme.set(lireProbleme(erreur));
      return null;
    } finally {
      this.envoi.set(null);
    }
  }

  private oublierFichiers(): void {
    this.demande += 1;
    this.apercuEnCours.set(false);
    this.fichiers.set([]);
    this.fichierVu.set(null);
    this.apercus.set({});
    this.probleme.set(null);
    this.simulation.set(null);
  }

  /** Those kept, then what was chosen of each file looked at. */
  private reunir(): Record<string, string> {
    const reunies = new Map(Object.entries(this.gardees()?.correspondances ?? {}));
    for (const { apercu, choix } of Object.values(this.apercus())) {
      const prefixe = this.source() === 'ERSEH' ? `${PREFIXES[apercu.fichier.toLowerCase()] ?? ''}.` : '';
      for (const { nom, origine } of apercu.colonnes) {
        const leur = choix[nom] ?? '';
        if (leur === '' || (origine === 'EXACTE' && leur === apercu.correspondances[nom])) {
          reunies.delete(prefixe + nom);
        } else {
          reunies.set(prefixe + nom, leur);
        }
      }
    }
    return Object.fromEntries(reunies);
  }
}

function memes(a: Choix, b: Choix): boolean {
  const noms = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...noms].every((nom) => a[nom] === b[nom]);
}
