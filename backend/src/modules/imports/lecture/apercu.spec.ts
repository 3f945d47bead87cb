import { enWindows1252 } from '../essais/extraits.js';
import { TAILLE_APERCU, apercevoir } from './apercu.js';

const ATTENDUES = [{ nom: 'ID_AGENT' }, { nom: 'NOM_USAGE' }, { nom: 'QUOTITE' }, { nom: 'NOTE', facultative: true }];

describe('Aperçu d’un fichier', () => {
  const voir = (
    contenu: string | Buffer,
    options: { encodage?: 'AUTO' | 'UTF-8' | 'WINDOWS-1252'; correspondances?: Record<string, string> } = {},
  ): ReturnType<typeof apercevoir> =>
    apercevoir(Buffer.from(contenu), 'essai.csv', ATTENDUES, { encodage: 'AUTO', correspondances: {}, ...options });

  it('shows the header, the first 20 lines, and the columns found', async () => {
    const lignes = Array.from({ length: 30 }, (_, n) => `A${n};"Noël; ${n}";62`).join('\r\n');
    const apercu = await voir(`\ufeffId agent;NOM_USAGE;Quotité\r\n${lignes}\r\n`);
    expect(apercu.entete).toEqual(['Id agent', 'NOM_USAGE', 'Quotité']);
    expect(apercu.lignes).toHaveSize(20);
    expect(apercu.lignes[1]).toEqual(['A1', 'Noël; 1', '62']);
    expect(apercu).toEqual(
      jasmine.objectContaining({ encodage: 'UTF-8', separateur: ';', separateurAttendu: true, manquantes: [] }),
    );
    expect(apercu.correspondances).toEqual({
      ID_AGENT: 'Id agent',
      NOM_USAGE: 'NOM_USAGE',
      QUOTITE: 'Quotité',
      NOTE: null,
    });
  });

  it('proposes near names, and says which columns are missing', async () => {
    const apercu = await voir('Numen;Nom usuel;Autre\n1;2;3\n');
    expect(apercu.correspondances).toEqual({ ID_AGENT: 'Numen', NOM_USAGE: 'Nom usuel', QUOTITE: null, NOTE: null });
    expect(apercu.colonnes.map(({ nom, origine }) => [nom, origine])).toEqual([
      ['ID_AGENT', 'PROCHE'],
      ['NOM_USAGE', 'PROCHE'],
      ['QUOTITE', 'ABSENTE'],
      ['NOTE', 'ABSENTE'],
    ]);
    expect(apercu.manquantes).toEqual(['QUOTITE']);
  });

  it('takes what is kept for the source first', async () => {
    const apercu = await voir('Numen;Matricule;NOM_USAGE;QUOTITE\n', { correspondances: { ID_AGENT: 'MATRICULE' } });
    expect(apercu.colonnes[0]).toEqual(jasmine.objectContaining({ nom: 'ID_AGENT', origine: 'MEMORISEE' }));
    expect(apercu.correspondances['ID_AGENT']).toBe('Matricule');
  });

  it('recognizes another separator, and Windows-1252', async () => {
    const apercu = await voir(enWindows1252('ID_AGENT,NOM_USAGE,QUOTITE\n1,Noël,62\n'));
    expect([apercu.separateur, apercu.separateurAttendu, apercu.encodage]).toEqual([',', false, 'WINDOWS-1252']);
    expect(apercu.lignes).toEqual([['1', 'Noël', '62']]);
  });

  it('reads in the encoding imposed', async () => {
    const texte = 'ID_AGENT;NOM_USAGE;QUOTITE\n1;Noël;62\n';
    expect((await voir(texte, { encodage: 'WINDOWS-1252' })).lignes[0]?.[1]).toBe('NoÃ«l');
    expect((await voir(enWindows1252(texte), { encodage: 'UTF-8' })).lignes[0]?.[1]).toBe('No\ufffdl');
  });

  it('leaves out the line that its end cuts', async () => {
    const ligne = `1;${'x'.repeat(40_000)};2\n`;
    const octets = Buffer.from(`ID_AGENT;NOM_USAGE;QUOTITE\n${ligne.repeat(20)}`).subarray(0, TAILLE_APERCU);
    const apercu = await apercevoir(octets, 'gros.csv', ATTENDUES, { encodage: 'AUTO', correspondances: {} });
    expect(apercu.lignes).toHaveSize(13);
    expect(apercu.lignes.every((champs) => champs.length === 3)).toBeTrue();
  });

  for (const [nom, contenu, code] of [
    ['an empty file', '', 'FICHIER_VIDE'],
    ['a workbook', 'PK\x03\x04', 'FORMAT_INATTENDU'],
  ] as const) {
    it(`refuses ${nom}`, async () => {
      await expectAsync(voir(contenu)).toBeRejectedWith(jasmine.objectContaining({ code }));
    });
  }
});
