import { DOCUMENT, Injectable, inject } from '@angular/core';
import { type ApparenceFrise } from './geometrie';

const SVG = 'http://www.w3.org/2000/svg';

/** Green and grey are plain; every other state has a pattern of its own, so that no state rests on its colour. */
const MOTIFS: Readonly<Record<string, { cote: number; trace: string }>> = {
  rouge: { cote: 6, trace: 'M1.5 1.5l3 3m0-3l-3 3' },
  orange: { cote: 5, trace: 'M0 2.5h5' },
  bleu: { cote: 8, trace: 'M4 1.5v5M1.5 4h5' },
  violet: { cote: 8, trace: 'M4 1.5a2.5 2.5 0 1 0 .01 0' },
};

/** Names of the patterns drawn over a state, from the background up. */
export function motifs(apparence: ApparenceFrise, hachure: boolean): string[] {
  return [...(apparence in MOTIFS ? [apparence] : []), ...(hachure ? ['hachure'] : [])].map((nom) => `frise-${nom}`);
}

/** Puts the SVG patterns once in the document: hundreds of frises share them. */
@Injectable({ providedIn: 'root' })
export class MotifsFrise {
  constructor() {
    const document = inject(DOCUMENT);
    const creer = (nom: string, attributs: Record<string, string | number>, parent: Element): Element => {
      const element = document.createElementNS(SVG, nom);
      Object.entries(attributs).forEach(([cle, valeur]) => element.setAttribute(cle, String(valeur)));
      return parent.appendChild(element);
    };
    const racine = creer('svg', { width: 0, height: 0, 'aria-hidden': 'true', class: 'frise-motifs' }, document.body);
    const motif = (nom: string, cote: number, reste: Record<string, string> = {}): Element =>
      creer(
        'pattern',
        { id: `frise-${nom}`, width: cote, height: cote, patternUnits: 'userSpaceOnUse', ...reste },
        racine,
      );
    for (const [nom, { cote, trace }] of Object.entries(MOTIFS)) {
      creer('path', { d: trace, class: 'frise-trait' }, motif(nom, cote));
    }
    const hachure = motif('hachure', 6, { patternTransform: 'rotate(45)' });
    creer('path', { d: 'M1 0v6', class: 'frise-trait-hachure' }, hachure);
  }
}
