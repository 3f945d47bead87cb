import { Component, booleanAttribute, input, output, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

/** A native file chooser that files can also be dropped on. */
@Component({
  selector: 'app-zone-depot',
  imports: [MatIcon],
  template: `
    <label [class.survol]="survol()">
      <mat-icon svgIcon="ajouter" inline />
      <span>
        <strong>{{ plusieurs() ? 'Choisir des fichiers' : 'Choisir un fichier' }}</strong>
        ou {{ plusieurs() ? 'les' : 'le' }} déposer ici
        <span class="discret">{{ aide() }}</span>
      </span>
      <input
        #champ
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        data-testid="fichier"
        [multiple]="plusieurs()"
        (change)="prendre(champ.files); champ.value = ''"
      />
    </label>
  `,
  styles: `
    label {
      position: relative;
      display: flex;
      gap: 10px;
      align-items: center;
      padding: 16px;
      border: 2px dashed var(--trait-fort);
      border-radius: var(--rayon);
      cursor: pointer;
    }

    label:hover,
    label.survol {
      border-color: var(--bleu-france);
      background: var(--fond-survol);
    }

    label:focus-within {
      outline: 2px solid #0a76f6;
      outline-offset: 2px;
    }

    .discret {
      display: block;
      font-size: 0.75rem;
    }

    input {
      position: absolute;
      inset: 0;
      opacity: 0;
      cursor: pointer;
    }
  `,
  host: {
    '(dragover)': '$event.preventDefault(); survol.set(true)',
    '(dragleave)': 'survol.set(false)',
    '(drop)': 'deposer($event)',
  },
})
export class ZoneDepot {
  readonly plusieurs = input(false, { transform: booleanAttribute });
  readonly aide = input('');
  readonly choisis = output<readonly File[]>();
  protected readonly survol = signal(false);

  protected prendre(fichiers: FileList | null | undefined): void {
    if (fichiers && fichiers.length > 0) {
      this.choisis.emit(Array.from(fichiers));
    }
  }

  protected deposer(evenement: DragEvent): void {
    evenement.preventDefault();
    this.survol.set(false);
    this.prendre(evenement.dataTransfer?.files);
  }
}
