import type { ColonneExport } from './colonnes.js';
import { ecrireCsv } from './csv.js';

interface Ligne {
  readonly texte?: string | null;
  readonly nombre?: number | null;
}
const colonnes: readonly ColonneExport<Ligne>[] = [
  { nom: 'texte', entete: 'Élève; nom', valeur: ({ texte }) => texte ?? null },
  { nom: 'nombre', entete: 'Heures', genre: 'nombre', valeur: ({ nombre }) => nombre ?? null },
];

async function* enLots<T>(...lots: T[][]): AsyncGenerator<T[]> {
  yield* lots;
}

async function csv<T>(cols: readonly ColonneExport<T>[], ...lots: T[][]): Promise<string> {
  let fichier = '';
  for await (const morceau of ecrireCsv(cols, enLots(...lots))) fichier += morceau;
  return fichier;
}
const champ = async (texte: string): Promise<string> =>
  (await csv(colonnes.slice(0, 1), [{ texte }])).split('\r\n').slice(1, -1).join('\r\n');

describe('ecrireCsv', () => {
  it('writes a French spreadsheet: mark of UTF-8, semicolons, CRLF, quoted headers', async () => {
    expect(await csv(colonnes, [{ texte: 'a', nombre: 1 }], [], [{ texte: 'b' }])).toBe(
      '\uFEFF"Élève; nom";Heures\r\na;1\r\nb;\r\n',
    );
    expect(await csv(colonnes)).toBe('\uFEFF"Élève; nom";Heures\r\n');
  });

  it('writes numbers, dates and % as French does', async () => {
    const genres: readonly ColonneExport<null>[] = [
      { nom: 'n', entete: 'n', genre: 'nombre', valeur: () => 24.5 },
      { nom: 'j', entete: 'j', genre: 'jour', valeur: () => '2026-09-01' },
      { nom: 'p', entete: 'p', genre: 'part', valeur: () => 0.874 },
      { nom: 'm', entete: 'm', genre: 'nombre', valeur: () => -1.25 },
      { nom: 'v', entete: 'v', genre: 'jour', valeur: () => null },
    ];
    expect(await csv(genres, [null])).toBe('\uFEFFn;j;p;m;v\r\n24,5;01/09/2026;87 %;-1,25;\r\n');
  });

  const hostiles: [string, string][] = [
    ['=1+1', "'=1+1"],
    ['+33 5', "'+33 5"],
    ['-Dupont', "'-Dupont"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
    ['dit "Léa"; née', '"dit ""Léa""; née"'],
    ['deux\nlignes', '"deux\nlignes"'],
    ['Jean-Pierre', 'Jean-Pierre'],
    ['D’ARC', 'D’ARC'],
  ];
  for (const [valeur, attendu] of hostiles) {
    it(`neutralises ${JSON.stringify(valeur)}`, async () => expect(await champ(valeur)).toBe(attendu));
  }
});
