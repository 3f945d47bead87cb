import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import { NgTemplateOutlet } from '@angular/common';
import { Component, type ElementRef, TemplateRef, contentChild, input, output, signal, viewChild } from '@angular/core';

const PLACES: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
];

/** A button of the tool bar and the panel it opens; its content is made when it opens. Échap or outside closes it. */
@Component({
  selector: 'app-volet-outil',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, NgTemplateOutlet],
  template: `
    <button
      #bouton
      type="button"
      cdkOverlayOrigin
      #origine="cdkOverlayOrigin"
      aria-haspopup="dialog"
      [class]="'outil ' + classe()"
      [attr.aria-expanded]="ouvert()"
      [attr.aria-label]="nom()"
      [title]="bulle()"
      [disabled]="desactive()"
      (click)="basculer()"
    >
      {{ libelle() }}
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origine"
      [cdkConnectedOverlayOpen]="ouvert()"
      [cdkConnectedOverlayPositions]="places"
      [cdkConnectedOverlayPush]="true"
      [cdkConnectedOverlayViewportMargin]="8"
      cdkConnectedOverlayHasBackdrop
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      (backdropClick)="fermer()"
      (overlayKeydown)="auClavier($event)"
    >
      <div
        class="panneau-outil"
        role="dialog"
        [attr.aria-label]="titre()"
        [style.width.px]="largeur()"
        cdkTrapFocus
        [cdkTrapFocusAutoCapture]="true"
      >
        <ng-container [ngTemplateOutlet]="contenu()" />
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class VoletOutil {
  readonly libelle = input('');
  /** Name for screen readers, when the label does not say enough. */
  readonly nom = input<string | null>(null);
  readonly titre = input.required<string>();
  readonly classe = input('');
  readonly bulle = input('');
  readonly desactive = input(false);
  /** Pixels, for a panel whose content comes after it is placed. */
  readonly largeur = input<number | null>(null);
  readonly ouverture = output();

  protected readonly contenu = contentChild.required(TemplateRef);
  protected readonly ouvert = signal(false);
  protected readonly places = PLACES;
  private readonly bouton = viewChild.required<ElementRef<HTMLButtonElement>>('bouton');

  ouvrir(): void {
    this.ouvert.set(true);
    this.ouverture.emit();
  }

  fermer(): void {
    if (this.ouvert()) {
      this.ouvert.set(false);
      this.bouton().nativeElement.focus();
    }
  }

  protected basculer(): void {
    if (this.ouvert()) {
      this.fermer();
    } else {
      this.ouvrir();
    }
  }

  protected auClavier(evenement: KeyboardEvent): void {
    if (evenement.key === 'Escape' && !evenement.defaultPrevented) {
      evenement.preventDefault();
      this.fermer();
    }
  }
}
