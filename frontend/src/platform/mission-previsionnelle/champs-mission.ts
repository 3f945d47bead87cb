import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { catchError, of } from 'rxjs';
import { ChoixField, type OptionTrouvee } from '../../ui/choix-field/choix-field';
import { DateField } from '../../ui/date-field/date-field';
import { HoursField } from '../../ui/hours-field/hours-field';
import { SelectField } from '../../ui/select-field/select-field';
import { TextField } from '../../ui/text-field/text-field';
import { AnnuaireApi } from '../annuaire/annuaire.api';
import { CONTRATS } from '../libelles/aesh';
import { type SaisieMission } from './saisie-mission';

/** The fields of a provisional mission, alone on their page or several in the form of an AESH. */
@Component({
  selector: 'app-champs-mission',
  imports: [ChoixField, DateField, FormField, HoursField, SelectField, TextField],
  template: `
    <div class="grille">
      <app-select-field
        libelle="Type de contrat"
        vide="Choisir…"
        [options]="contrats"
        [formField]="champs().typeContrat"
      />
      <app-select-field
        class="large"
        libelle="Nature du support"
        vide="Choisir…"
        [options]="natures()"
        [formField]="champs().natureCode"
      />
      <app-date-field libelle="Début de la mission *" [formField]="champs().debut" />
      <app-date-field
        [libelle]="champs().typeContrat().value() === 'CDD' ? 'Fin de la mission *' : 'Fin de la mission'"
        [formField]="champs().fin"
      />
      <app-hours-field libelle="Heures hebdo" [formField]="champs().heures" />
      <app-text-field libelle="Quotité (%)" [formField]="champs().quotite" />
      <p class="aide">
        Sans heures saisies, la référence de temps de travail de la quotité s’applique ; sans référence, la mission
        compte 0 h.
      </p>
      <app-date-field libelle="Début du contrat" [formField]="champs().debutContrat" />
      <app-date-field libelle="Fin du contrat" [formField]="champs().finContrat" />
      <app-choix-field
        class="large"
        libelle="Établissement employeur"
        exemple="Nom, commune ou RNE"
        [chercher]="ecoles"
        [connue]="employeur()"
        [formField]="champs().uaiEmployeur"
      />
      <app-choix-field
        class="large"
        libelle="Établissement payeur"
        exemple="Nom, commune ou RNE"
        [chercher]="ecoles"
        [connue]="payeur()"
        [formField]="champs().uaiPayeur"
      />
    </div>
  `,
  styles: `
    .grille {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
      gap: 10px 14px;
      align-items: start;
    }

    .large {
      grid-column: span 2;
    }

    .aide {
      grid-column: span 2;
      align-self: center;
      color: var(--texte-second);
      font-size: 0.75rem;
    }
  `,
})
export class ChampsMission {
  readonly champs = input.required<FieldTree<SaisieMission>>();
  /** Names behind the UAI of a mission that exists. */
  readonly employeur = input<OptionTrouvee | null>(null);
  readonly payeur = input<OptionTrouvee | null>(null);

  private readonly annuaire = inject(AnnuaireApi);
  private readonly lues = toSignal(this.annuaire.natures.pipe(catchError(() => of([]))), { initialValue: [] });
  protected readonly natures = computed(() =>
    this.lues().map(({ code, activite, accompagnement }) => ({
      code,
      libelle: `${code} – ${activite}${accompagnement ? '' : ' (sans accompagnement)'}`,
    })),
  );
  protected readonly contrats = CONTRATS;
  protected readonly ecoles = (mots: string) => this.annuaire.ecoles(mots);
}
