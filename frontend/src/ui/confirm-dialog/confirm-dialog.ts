import { Component, Injectable, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface Question {
  readonly titre: string;
  readonly texte: string;
  readonly oui: string;
  readonly non: string;
}

@Component({
  imports: [MatButton, MatDialogTitle, MatDialogContent, MatDialogActions, MatDialogClose],
  template: `
    <h2 mat-dialog-title>{{ question.titre }}</h2>
    <mat-dialog-content>{{ question.texte }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-stroked-button type="button" [mat-dialog-close]="false" cdkFocusInitial>{{ question.non }}</button>
      <button mat-flat-button type="button" [mat-dialog-close]="true">{{ question.oui }}</button>
    </mat-dialog-actions>
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}

@Injectable({ providedIn: 'root' })
export class Confirmation {
  private readonly dialogues = inject(MatDialog);

  /** Escape and a click outside mean no. */
  async demander(question: Question): Promise<boolean> {
    const dialogue = this.dialogues.open<ConfirmDialog, Question, boolean>(ConfirmDialog, {
      data: question,
      role: 'alertdialog',
      width: '440px',
    });
    return (await firstValueFrom(dialogue.afterClosed(), { defaultValue: false })) ?? false;
  }
}
