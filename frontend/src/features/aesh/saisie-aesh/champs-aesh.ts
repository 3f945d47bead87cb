import { Component, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import { TRANSPORTS } from '../../../platform/libelles/aesh';
import { DateField } from '../../../ui/date-field/date-field';
import { SelectField } from '../../../ui/select-field/select-field';
import { TextField } from '../../../ui/text-field/text-field';
import { PialsSouhaites } from './pials-souhaites';
import { type SaisieAesh } from './saisie-aesh';

/** The fields of an AESH: état civil, then « Informations complémentaires » (guide §7.2). */
@Component({
  selector: 'app-champs-aesh',
  imports: [DateField, FormField, MatIcon, PialsSouhaites, SelectField, TextField],
  templateUrl: './champs-aesh.html',
  styleUrl: './champs-aesh.scss',
})
export class ChampsAesh {
  readonly champs = input.required<FieldTree<SaisieAesh>>();
  /** État civil comes from RH: shown, not typed. */
  readonly verrouille = input(false);
  readonly numen = input(true);

  protected readonly transports = TRANSPORTS;
  protected readonly civilites = [
    { code: 'MME', libelle: 'Madame' },
    { code: 'M', libelle: 'Monsieur' },
  ];
  protected readonly ouiNon = [
    { code: 'true', libelle: 'Oui' },
    { code: 'false', libelle: 'Non' },
  ];
}
