import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/node';
import { ecrireClasseur } from './classeur.js';
import type { ColonneExport } from './colonnes.js';
import { ecrireFeuille, enXml, lettreDeColonne } from './feuille.js';

type Ligne = readonly (string | number | null)[];

const texte = (rang: number): ColonneExport<Ligne> => ({
  nom: `c${rang}`,
  entete: `Colonne ${rang}`,
  valeur: (ligne) => ligne[rang] ?? null,
});

async function* enLots<T>(...lots: T[][]): AsyncGenerator<T[]> {
  yield* lots;
}

const classeur = (colonnes: readonly ColonneExport<Ligne>[], ...lots: Ligne[][]): Promise<Buffer> =>
  buffer(ecrireClasseur('Décisions', ecrireFeuille(colonnes, enLots(...lots))));
const relire = async (fichier: Buffer): Promise<unknown[][]> => readSheet(fichier);

describe('ecrireClasseur', () => {
  it('writes dates, numbers and % as such, and leaves empty cells empty', async () => {
    const colonnes: ColonneExport<Ligne>[] = [
      { ...texte(0), entete: 'Début', genre: 'jour' },
      { ...texte(1), entete: 'Heures', genre: 'nombre' },
      { ...texte(2), entete: 'Couverture (%)', genre: 'part' },
      { ...texte(3), entete: 'Nom' },
    ];
    const lignes: Ligne[] = [
      ['2026-09-01', 24.5, 0.87, 'Élan'],
      ['1999-12-31', null, 1.2, null],
      [null, 0, 0, 'Zoé'],
    ];
    expect(await relire(await classeur(colonnes, lignes.slice(0, 2), [], lignes.slice(2)))).toEqual([
      ['Début', 'Heures', 'Couverture (%)', 'Nom'],
      [new Date('2026-09-01T00:00:00Z'), 24.5, 0.87, 'Élan'],
      [new Date('1999-12-31T00:00:00Z'), null, 1.2, null],
      [null, 0, 0, 'Zoé'],
    ]);
  });

  it('writes what looks like a formula or a number as the text that it is', async () => {
    const hostiles = ['=1+1', '+33', '-2', '@x', '\t=1', '00123', '1E5', '<b>&"\'</b>', 'é\u{1F600}', 'لـ', ' bord '];
    const fichier = await classeur(
      [texte(0)],
      hostiles.map((valeur) => [valeur]),
    );
    expect((await relire(fichier)).slice(1).map(([valeur]) => valeur)).toEqual(hostiles.map((valeur) => valeur.trim()));
    const xml = feuilleDe(fichier);
    expect(xml).not.toContain('<f>');
    expect(xml.match(/<c /g)).toHaveSize(hostiles.length + 1);
    expect(xml.match(/ t="inlineStr"/g)).toHaveSize(hostiles.length + 1);
  });

  it('of an empty list, writes the headers', async () => {
    expect(await relire(await classeur([texte(0), texte(1)]))).toEqual([['Colonne 0', 'Colonne 1']]);
  });

  it('reads its lines only as fast as it is read', async () => {
    let produits = 0;
    async function* lots(): AsyncGenerator<Ligne[]> {
      // Nothing to compress: each set weighs what it says.
      for (; produits < 2000; produits += 1) yield [[Array.from({ length: 4000 }, () => Math.random()).join('')]];
    }
    const flux = ecrireClasseur('Essai', ecrireFeuille([texte(0)], lots()));
    flux.read();
    await new Promise((resoudre) => setTimeout(resoudre, 200));
    expect(produits).toBeLessThan(50);
    const ferme = once(flux, 'close');
    flux.destroy();
    await ferme;
  });

  it('whoever goes away stops its source', async () => {
    let fermee = false;
    let commencer = (): void => undefined;
    const commencee = new Promise<void>((resoudre) => (commencer = resoudre));
    async function* lots(): AsyncGenerator<Ligne[]> {
      try {
        commencer();
        for (;;) yield [['x'.repeat(1000)]];
      } finally {
        fermee = true;
      }
    }
    const flux = ecrireClasseur('Essai', ecrireFeuille([texte(0)], lots()));
    flux.read();
    await commencee;
    flux.destroy();
    await new Promise((resoudre) => setTimeout(resoudre, 50));
    expect(fermee).toBeTrue();
  });

  it('an error of the source is the error of the file', async () => {
    async function* lots(): AsyncGenerator<Ligne[]> {
      yield [['a']];
      throw new Error('base perdue');
    }
    await expectAsync(buffer(ecrireClasseur('Essai', ecrireFeuille([texte(0)], lots())))).toBeRejectedWithError(
      'base perdue',
    );
  });
});

describe('feuille', () => {
  it('names the columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(lettreDeColonne)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('writes no character that XML forbids', () => {
    expect(enXml('a\u0000b\u001Fc\uFFFEd\r')).toBe('a_x0000_b_x001F_c_xFFFE_d_x000D_');
    expect(enXml('_x0041_ \uD800 \t\n')).toBe('_x005F_x0041_ \uFFFD \t\n');
  });
});

/** XML of the sheet, the last entry before the directory of the archive. */
function feuilleDe(zip: Buffer): string {
  const nom = zip.indexOf('xl/worksheets/sheet1.xml');
  const entete = nom - 30;
  return inflateRawSync(zip.subarray(nom + zip.readUInt16LE(entete + 26) + zip.readUInt16LE(entete + 28))).toString();
}
