import { HttpEventType, HttpResponse } from '@angular/common/http';
import { Component, DOCUMENT, DestroyRef, booleanAttribute, inject, input, output, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Subscription } from 'rxjs';
import { type EtatListe } from '../../data-table/etat-liste';
import { nombreFr } from '../../formats/formats';
import { type FormatExport } from '../definition';
import { type ModeleListe } from '../modele-liste';
import { enregistrer, nomDuFichier } from './telechargement';

/** The whole filtered list in a file, with the columns on show in their order. */
@Component({
  selector: 'app-panneau-export',
  template: `
    <p>{{ etendue() }}</p>
    <div class="formats">
      <button type="button" class="outil plein" [disabled]="enCours() !== null" (click)="exporter('xlsx')">
        Classeur (XLSX)
      </button>
      <button type="button" class="outil" [disabled]="enCours() !== null" (click)="exporter('csv')">Texte (CSV)</button>
    </div>
    @if (enCours(); as texte) {
      <p role="status">{{ texte }} <button type="button" class="lien" (click)="abandonner()">Annuler</button></p>
    }
    @if (faute(); as texte) {
      <p class="message erreur" role="alert">{{ texte }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      width: 300px;
      max-width: 100%;
    }

    .formats {
      display: flex;
      gap: 8px;
    }
  `,
})
export class PanneauExport<T extends object> {
  readonly liste = input.required<ModeleListe<T>>();
  /** The chosen rows instead of the whole list. */
  readonly selection = input(false, { transform: booleanAttribute });
  readonly fini = output();

  private readonly document = inject(DOCUMENT);
  private readonly fin = inject(DestroyRef);
  protected readonly enCours = signal<string | null>(null);
  protected readonly faute = signal<string | null>(null);
  private envoi: Subscription | undefined;

  protected etendue(): string {
    const liste = this.liste();
    const nombre = liste.compter(this.selection() ? liste.nombreChoisi() : liste.donnees.total());
    return `${nombre}, avec les ${nombreFr(this.colonnes().length)} colonnes affichées, dans leur ordre.`;
  }

  protected exporter(format: FormatExport): void {
    const liste = this.liste();
    const demande: EtatListe = this.selection() ? liste.demandeDuChoix() : liste.etat();
    const reponse = liste.definition.exporter?.(format, this.colonnes(), demande);
    this.faute.set(null);
    this.enCours.set('Préparation du fichier…');
    this.envoi = reponse?.pipe(takeUntilDestroyed(this.fin)).subscribe({
      next: (evenement) => {
        if (evenement.type === HttpEventType.DownloadProgress) {
          this.enCours.set(`Téléchargement : ${nombreFr(Math.ceil(evenement.loaded / 1000))} ko…`);
        } else if (evenement instanceof HttpResponse && evenement.body !== null) {
          const aDefaut = `${liste.definition.nom}.${format}`;
          enregistrer(
            this.document,
            evenement.body,
            nomDuFichier(evenement.headers.get('Content-Disposition'), aDefaut),
          );
          this.enCours.set(null);
          this.fini.emit();
        }
      },
      error: (erreur: unknown) => {
        this.enCours.set(null);
        this.faute.set(liste.definition.expliquer(erreur));
      },
    });
  }

  protected abandonner(): void {
    this.envoi?.unsubscribe();
    this.enCours.set(null);
  }

  private colonnes(): readonly string[] {
    return this.liste()
      .colonnesVisibles()
      .filter(({ fixe }) => !fixe)
      .map(({ nom }) => nom);
  }
}
