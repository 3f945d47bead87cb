import { type ApparenceFrise, type Troncon } from './geometrie';

/**
 * The drawing of a timeline is the background of ONE element: a gradient for each colour, each pattern and the line
 * of today, laid at its place in per cent. Measured in Chromium against a canvas, an SVG image and an inline SVG a row:
 * the only one that needs no node, no script when the width, the zoom or the density changes, and prints as it shows.
 */
const MOTIF = 'var(--etat-motif)';
const TOUTE_HAUTEUR = { hauteur: '100%', y: '0' };

interface Couche {
  readonly image: string;
  readonly hauteur: string;
  readonly y: string;
}

/** Lines of `trait` px every `pas` px. */
function lignes(angle: number, couleur: string, trait: number, pas: number): Couche {
  const image = `repeating-linear-gradient(${angle}deg,${couleur} 0 ${trait}px,transparent ${trait}px ${pas}px)`;
  return { image, ...TOUTE_HAUTEUR };
}

const aplat = (couleur: string): Couche => ({ image: `linear-gradient(${couleur} 0 0)`, ...TOUTE_HAUTEUR });

/** Green alone is plain; every other state has a pattern of its own, so that no state rests on its colour. */
const MOTIFS: Readonly<Record<ApparenceFrise, readonly Couche[]>> = {
  rouge: [lignes(45, MOTIF, 1, 6), lignes(-45, MOTIF, 1, 6)],
  vert: [],
  orange: [lignes(0, MOTIF, 1, 4)],
  bleu: [lignes(0, MOTIF, 1, 5), lignes(90, MOTIF, 1, 5)],
  blanc: [{ ...lignes(90, 'var(--frise-bord)', 4, 8), hauteur: '1px', y: '50%' }],
  violet: [lignes(90, MOTIF, 1, 4)],
  gris: [lignes(-45, MOTIF, 1, 8)],
};
const HACHURE = lignes(45, 'var(--etat-hachure)', 2, 7);

const couchesDe = new Map<string, readonly Couche[]>();

function couches(apparence: ApparenceFrise, hachure: boolean): readonly Couche[] {
  const cle = `${apparence} ${hachure}`;
  let liste = couchesDe.get(cle);
  if (!liste) {
    liste = [...(hachure ? [HACHURE] : []), ...MOTIFS[apparence], aplat(`var(--etat-${apparence})`)];
    couchesDe.set(cle, liste);
  }
  return liste;
}

/** What has no state: a schooling, a contract. */
const NEUTRE = aplat('#d5d9ee');

/** The whole of an element in one state: keys of a legend, bars of a lane. */
export function fondEtat(apparence: ApparenceFrise | undefined, hachure = false): string {
  return (apparence ? couches(apparence, hachure) : [...(hachure ? [HACHURE] : []), NEUTRE])
    .map(({ image, hauteur, y }) => `${image} 0 ${y}/100% ${hauteur} no-repeat`)
    .join(',');
}

/** `background` of a timeline. The shortest segments lie on top and are never thinner than 2 px: a day is seen. */
export function fondFrise(troncons: readonly Troncon[], jour: number | null): string {
  const aujourdhui = 'linear-gradient(90deg,#fff 0 1px,var(--frise-jour) 1px 3px,#fff 3px)';
  const separations = troncons
    .filter(({ x }) => x > 0)
    .map(({ x }) => `linear-gradient(var(--frise-bord) 0 0) ${nombre(x)}% 0/1px 100% no-repeat content-box`);
  const segments = [...troncons]
    .sort((a, b) => a.largeur - b.largeur)
    .flatMap(({ segment, x, largeur }) =>
      couches(segment.apparence, segment.hachure).map(
        ({ image, hauteur, y }) =>
          `${image} ${place(x, largeur)}% ${y}/max(2px,${nombre(largeur)}%) ${hauteur} no-repeat content-box`,
      ),
    );
  return [
    ...(jour === null ? [] : [`${aujourdhui} ${nombre(jour)}% 0/4px 100% no-repeat content-box`]),
    ...separations,
    ...segments,
  ].join(',');
}

/** A background is placed by the share of what its size leaves free. */
function place(x: number, largeur: number): number {
  return largeur >= 100 ? 0 : nombre((x * 100) / (100 - largeur));
}

function nombre(valeur: number): number {
  return Math.round(valeur * 1000) / 1000;
}
