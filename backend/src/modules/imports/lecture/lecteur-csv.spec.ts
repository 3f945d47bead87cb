import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { DossierEssai, enWindows1252 } from '../essais/extraits.js';
import { LecteurCsv } from './lecteur-csv.js';

const COLONNES = [{ nom: 'NOM' }, { nom: 'CODE_POSTAL' }, { nom: 'NOTE', facultative: true }];

describe('Lecture d’un extrait CSV', () => {
  let dossier: DossierEssai;
  beforeAll(() => {
    dossier = new DossierEssai();
  });
  afterAll(() => dossier.supprimer());

  async function lire(
    contenu: string | Buffer,
    options: { limite?: number; correspondances?: Record<string, string> } = {},
  ): Promise<{ bons: [number, string[]][]; mauvais: [number, string][]; lecteur: LecteurCsv }> {
    const lecteur = await LecteurCsv.ouvrir(dossier.ecrire('essai.csv', contenu), 'essai.csv', {
      colonnes: COLONNES,
      ...options,
    });
    const bons: [number, string[]][] = [];
    const mauvais: [number, string][] = [];
    for await (const lot of lecteur.lots()) {
      for (const lu of lot) {
        if ('code' in lu) mauvais.push([lu.ligne, lu.code]);
        else bons.push([lu.ligne, [...lu.champs]]);
      }
    }
    return { bons, mauvais, lecteur };
  }
  const refus = async (contenu: string | Buffer, options = {}): Promise<{ code: string; message: string }> =>
    lire(contenu, options).then(
      () => fail('le fichier aurait dû être refusé') as never,
      (erreur: { code: string; message: string }) => erreur,
    );

  describe('encodage', () => {
    const TEXTE = 'nom;code postal\r\nÉlodie L’Œuil;31000\r\nNoël;09200\r\n';
    const ATTENDU = [
      [2, ['Élodie L’Œuil', '31000']],
      [3, ['Noël', '09200']],
    ];
    it('UTF-8 without BOM', async () => {
      const { bons, lecteur } = await lire(TEXTE);
      expect(bons as unknown).toEqual(ATTENDU);
      expect(lecteur.encodage).toBe('UTF-8');
    });
    it('UTF-8 with BOM', async () => expect((await lire(`\ufeff${TEXTE}`)).bons as unknown).toEqual(ATTENDU));
    it('Windows-1252', async () => {
      const { bons, lecteur } = await lire(enWindows1252(TEXTE));
      expect(bons as unknown).toEqual(ATTENDU);
      expect(lecteur.encodage).toBe('WINDOWS-1252');
      expect(lecteur.lignes1252).toBe(2);
    });
    it('decides line by line, however late the first accent comes', async () => {
      const plat = 'Paul;31000\n'.repeat(200_000);
      const { bons, lecteur } = await lire(
        Buffer.concat([Buffer.from(`nom;code_postal\n${plat}`), enWindows1252('Zoé;1\n')]),
      );
      expect(bons.at(-1)).toEqual([200_002, ['Zoé', '1']]);
      expect(lecteur.encodage).toBe('WINDOWS-1252');
    });
    it('reads a file that two tools wrote one after the other', async () => {
      const { bons, lecteur } = await lire(
        Buffer.concat([Buffer.from('nom;code_postal\nZoé;1\n'), enWindows1252('Léa;2\n'), Buffer.from('Inès;3\n')]),
      );
      expect(bons.map(([, [nom]]) => nom)).toEqual(['Zoé', 'Léa', 'Inès']);
      expect(lecteur.encodage).toBe('MIXTE');
    });
    it('an accent cut by the end of a bloc is read whole', async () => {
      const { bons } = await lire(
        `nom;code_postal\n${'é'.repeat(100)};1\n`.concat(`${'à'.repeat(120)};2\n`.repeat(3_000)),
      );
      expect(bons.every(([, [nom]]) => /^(é+|à+)$/.test(nom ?? ''))).toBeTrue();
    });
    for (const [nom, octets] of [
      ['UTF-16', Buffer.from('\ufeffnom;code_postal\n', 'utf16le')],
      ['a workbook', Buffer.from('PK\x03\x04rest')],
      ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0])],
    ] as const) {
      it(`refuses ${nom}`, async () => expect((await refus(octets)).code).toBe('FORMAT_INATTENDU'));
    }
  });

  describe('en-tête', () => {
    for (const entete of [
      'Nom;Code postal',
      'NOM;CODE_POSTAL',
      'nom;code_postal;;',
      '"Nom";"Code Postal"',
      'NÔM;Code-Postal',
    ]) {
      it(`finds the columns in « ${entete} »`, async () =>
        expect((await lire(`${entete}\nA;1\n`)).bons.map(([, champs]) => champs)).toEqual([['A', '1']]));
    }
    it('names the missing columns', async () => {
      const { code, message } = await refus('nom;ville\nA;B\n');
      expect(code).toBe('COLONNES_MANQUANTES');
      expect(message).toContain('CODE_POSTAL');
      expect(message).not.toContain('NOTE');
    });
    for (const [separateur, nom] of [
      [',', 'la virgule'],
      ['\t', 'la tabulation'],
    ] as const) {
      it(`recognizes ${nom} and says that the semicolon is expected`, async () =>
        expect((await refus(['nom', 'code_postal'].join(separateur) + '\n')).message).toContain(nom));
    }
    it('takes the names of a mapping file', async () => {
      const { bons } = await lire('Patronyme;CP\nA;1\n', { correspondances: { NOM: 'Patronyme', CODE_POSTAL: 'cp' } });
      expect(bons).toEqual([[2, ['A', '1']]]);
    });
    it('names what the mapping announced and the file has not', async () =>
      expect((await refus('nom;code_postal\n', { correspondances: { NOM: 'Patronyme' } })).message).toContain(
        'Patronyme',
      ));
    it('refuses a mapping of an unknown column', async () =>
      expect((await refus('nom;code_postal\n', { correspondances: { NOMM: 'nom' } })).code).toBe(
        'CORRESPONDANCE_INVALIDE',
      ));
    it('refuses a column given twice', async () =>
      expect((await refus('nom;code_postal;Nom\n')).code).toBe('COLONNE_AMBIGUE'));
    it('refuses an empty file, and one of blank lines', async () => {
      expect((await refus('')).code).toBe('FICHIER_VIDE');
      expect((await refus('\n\r\n  \n')).code).toBe('FICHIER_VIDE');
    });
    it('refuses a file that is not there', async () => {
      await expectAsync(LecteurCsv.ouvrir('/nulle/part.csv', 'part.csv', { colonnes: COLONNES })).toBeRejectedWith(
        jasmine.objectContaining({ code: 'FICHIER_INTROUVABLE' }),
      );
    });
    it('accepts a header alone', async () => {
      expect((await lire('nom;code_postal')).bons).toEqual([]);
      expect((await lire('nom;code_postal\r\n')).bons).toEqual([]);
    });
  });

  describe('lignes', () => {
    const CAS: [string, string, [number, string[]][], [number, string][]][] = [
      [
        'CRLF, LF and no final end of line',
        'nom;code_postal\r\nA;1\nB;2',
        [
          [2, ['A', '1']],
          [3, ['B', '2']],
        ],
        [],
      ],
      [
        'CR alone',
        'nom;code_postal\rA;1\rB;2\r',
        [
          [2, ['A', '1']],
          [3, ['B', '2']],
        ],
        [],
      ],
      [
        'leading and inner blank lines',
        '\n\nnom;code_postal\n\nA;1\n;\n\nB;2\n',
        [
          [5, ['A', '1']],
          [8, ['B', '2']],
        ],
        [],
      ],
      ['quotes, doubled quotes, separator inside', 'nom;code_postal\n"A;""x""";1\n', [[2, ['A;"x"', '1']]], []],
      [
        'a quoted field over three lines: the first one numbers it',
        'nom;code_postal\n"A\nB\nC";1\nD;2\n',
        [
          [2, ['A\nB\nC', '1']],
          [5, ['D', '2']],
        ],
        [],
      ],
      [
        'a quote inside an unquoted field is a character',
        'nom;code_postal\nRés. "Les Lilas";1\n',
        [[2, ['Rés. "Les Lilas"', '1']]],
        [],
      ],
      ['text after a closing quote', 'nom;code_postal\n"Lilas" bat B;1\n', [[2, ['Lilas bat B', '1']]], []],
      ['extra empty fields at the end', 'nom;code_postal\nA;1;;;\n', [[2, ['A', '1']]], []],
      [
        'too many or too few columns',
        'nom;code_postal\nA;1;x\nB\nC;3\n',
        [[4, ['C', '3']]],
        [
          [2, 'NOMBRE_DE_COLONNES'],
          [3, 'NOMBRE_DE_COLONNES'],
        ],
      ],
      ['half a file', 'nom;code_postal\nA;1\nBeno', [[2, ['A', '1']]], [[3, 'LIGNE_TRONQUEE']]],
      [
        'a stray quote costs its line alone',
        'nom;code_postal\n"A;1\nB;2\nC;3\n',
        [
          [3, ['B', '2']],
          [4, ['C', '3']],
        ],
        [[2, 'GUILLEMETS']],
      ],
      [
        'two stray quotes',
        'nom;code_postal\n"A;1\n"B;2\nC;3\n',
        [[4, ['C', '3']]],
        [
          [2, 'GUILLEMETS'],
          [3, 'GUILLEMETS'],
        ],
      ],
      ['a null character', 'nom;code_postal\nA\0;1\nB;2\n', [[3, ['B', '2']]], [[2, 'CARACTERE_INTERDIT']]],
    ];
    for (const [nom, texte, bons, mauvais] of CAS) {
      it(nom, async () => {
        const lu = await lire(texte);
        expect(lu.bons).toEqual(bons);
        expect(lu.mauvais).toEqual(mauvais);
      });
    }

    it('an endless line is rejected, the next ones are read', async () => {
      const { bons, mauvais } = await lire(`nom;code_postal\n${'x'.repeat(3_000_000)};1\nB;2\n`, { limite: 1_000 });
      expect(mauvais).toEqual([[2, 'LIGNE_TROP_LONGUE']]);
      expect(bons).toEqual([[3, ['B', '2']]]);
    });
    it('a quote that nobody closes does not swallow the file', async () => {
      const { bons, mauvais } = await lire(`nom;code_postal\n"A;1\n${'B;2\n'.repeat(500)}`);
      expect(mauvais).toEqual([[2, 'GUILLEMETS']]);
      expect(bons).toHaveSize(500);
      expect(bons.at(-1)?.[0]).toBe(502);
    });
    it('the fingerprint is the SHA-256 of the file', async () => {
      const { lecteur } = await lire('nom;code_postal\nA;1\n');
      expect(lecteur.empreinte()).toBe(createHash('sha256').update('nom;code_postal\nA;1\n').digest('hex'));
    });
  });

  it('reads what csv-parse reads, on any well-formed file', async () => {
    const champ = fc.stringMatching(/^[a-zé;" \n]{0,8}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(champ, champ), { maxLength: 12 }), async (lignes) => {
        const ecrire = (texte: string): string => `"${texte.replaceAll('"', '""')}"`;
        const csv = ['nom;code_postal', ...lignes.map((l) => l.map(ecrire).join(';'))].join('\n') + '\n';
        const { bons, mauvais } = await lire(csv);
        const oracle = (parse(csv, { delimiter: ';', from: 2 }) as string[][]).filter((l) => l.some((c) => c !== ''));
        expect(mauvais).toEqual([]);
        expect(bons.map(([, champs]) => champs)).toEqual(oracle);
      }),
      { numRuns: 200 },
    );
  });
});
