import { Injectable, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';

@Injectable()
export class TitrePage extends TitleStrategy {
  private readonly titre = inject(Title);

  override updateTitle(etat: RouterStateSnapshot): void {
    const page = this.buildTitle(etat);
    this.titre.setTitle(page ? `${page} – AGESH` : 'AGESH');
  }
}
