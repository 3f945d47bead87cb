import { Component, DOCUMENT, computed, inject, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Annonces } from '../../../platform/erreurs/annonces';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { DateField } from '../../../ui/date-field/date-field';
import { HorodatagePipe, pourcentFr } from '../../../ui/formats/formats';
import { PageHeader } from '../../../ui/page-header/page-header';
import { DepotStore } from '../depot.store';
import { type Encodage, type Source } from '../imports.api';
import { CODES_SOURCES, ENCODAGES, SOURCES } from '../libelles';
import { ApercuFichier } from './apercu-fichier';
import { ZoneDepot } from './zone-depot';

/** Source, files, how they are read, then a dry run or the real one (guide §7, F7.0-1). */
@Component({
  imports: [
    ApercuFichier,
    DateField,
    HorodatagePipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    PageHeader,
    RouterLink,
    ZoneDepot,
  ],
  templateUrl: './nouvel-import.html',
  styleUrl: './nouvel-import.scss',
})
export class NouvelImportPage {
  private readonly router = inject(Router);
  private readonly annonces = inject(Annonces);
  private readonly confirmation = inject(Confirmation);
  private readonly document = inject(DOCUMENT);
  protected readonly depot = inject(DepotStore);

  protected readonly sources = CODES_SOURCES.map((code) => ({ code, ...SOURCES[code] }));
  protected readonly encodages = Object.entries(ENCODAGES) as [Encodage, string][];
  protected readonly pourcentFr = pourcentFr;
  protected readonly incomplet = signal(false);
  protected readonly aide = computed(() =>
    this.depot.source() === 'ERSEH'
      ? 'secteurs.csv, eleves.csv, scolarites.csv, decisions.csv, proches.csv, soins.csv : un à six fichiers.'
      : 'Fichier CSV séparé par des points-virgules, avec sa ligne d’en-tête. Un fichier RH est une photo complète.',
  );
  protected readonly reglagesGardes = computed(() => {
    const gardees = this.depot.gardees();
    return gardees !== null && (gardees.encodage !== 'AUTO' || Object.keys(gardees.correspondances).length > 0)
      ? gardees
      : null;
  });

  constructor() {
    const demandee = inject(ActivatedRoute).snapshot.queryParamMap.get('source');
    const source = CODES_SOURCES.find((code) => code === demandee);
    if (source) {
      void this.depot.choisirSource(source);
    }
  }

  protected choisirSource(source: Source): void {
    this.incomplet.set(false);
    void this.depot.choisirSource(source);
  }

  protected choisirFichiers(fichiers: readonly File[]): void {
    this.incomplet.set(false);
    void this.depot.choisirFichiers(fichiers);
  }

  protected choisirEncodage(code: string): void {
    const [encodage] = this.encodages.find(([possible]) => possible === code) ?? [];
    if (encodage) {
      void this.depot.choisirEncodage(encodage);
    }
  }

  protected async oublier(): Promise<void> {
    try {
      await this.depot.oublierReglages();
      await this.annonces.annoncer('Les réglages gardés de cette source sont oubliés.');
    } catch (erreur) {
      await this.annonces.signaler(erreur);
    }
  }

  protected async lancer(simulation: boolean): Promise<void> {
    const [manquante] = this.depot.manquantes();
    this.incomplet.set(manquante !== undefined);
    if (manquante) {
      this.depot.voir(manquante.fichier);
      setTimeout(() => this.document.getElementById(`colonne-${manquante.colonne}`)?.focus());
      return;
    }
    if (!simulation && !(await this.confirmer())) {
      return;
    }
    const lance = await this.depot.envoyer(simulation);
    if (lance !== null) {
      await this.router.navigate(['/imports', lance.importId]);
    }
  }

  private confirmer(): Promise<boolean> {
    const source = this.depot.source();
    return this.confirmation.demander({
      titre: `Importer ${source === null ? '' : SOURCES[source].libelle} sans simuler ?`,
      texte:
        source === 'EPP' || source === 'ASSED'
          ? 'Ce fichier remplace la photo de cette source : les AESH et les missions qui n’y sont plus deviennent inactifs. Une simulation montre d’abord ce qui changerait.'
          : 'Les données du fichier sont écrites aussitôt. Une simulation montre d’abord ce qui changerait.',
      oui: 'Importer',
      non: 'Revenir',
    });
  }
}
