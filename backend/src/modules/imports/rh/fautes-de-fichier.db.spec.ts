import { gzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { PAR_SYSTEME, etatDe, viderBase } from '../essais/etat.js';
import { COLONNES_RH, DossierEssai, enCsv, enWindows1252, ligneRh, photoRh } from '../essais/extraits.js';
import { importerRh } from './importer-rh.js';

const PHOTO = photoRh(40, 40);
const TEXTE = enCsv(PHOTO);
const lignes = (): string[] => TEXTE.split('\r\n');
/** The text with its line `numero` (1-based, header included) changed. */
const avecLigne = (numero: number, changer: (ligne: string) => string): string =>
  lignes()
    .map((ligne, rang) => (rang + 1 === numero ? changer(ligne) : ligne))
    .join('\r\n');
const avecChamp = (numero: number, colonne: string, valeur: string): string =>
  avecLigne(numero, (ligne) => {
    const champs = ligne.split(';');
    champs[COLONNES_RH.indexOf(colonne)] = valeur;
    return champs.join(';');
  });

describe('Fautes d’un fichier RH', () => {
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    source = base.source;
    dossier = new DossierEssai();
  });
  beforeEach(() => viderBase(source));
  afterAll(async () => {
    dossier.supprimer();
    await base.fermer();
  });

  const importer = (contenu: string | Buffer): ReturnType<typeof importerRh> =>
    importerRh(source, { origine: 'EPP', fichier: dossier.ecrire('EPP.csv', contenu), ...PAR_SYSTEME });

  describe('le fichier est refusé, sa faute nommée, la base intacte', () => {
    const CAS: [string, string | Buffer, string, RegExp][] = [
      [
        'commas',
        TEXTE.replaceAll(',', '.').replaceAll(';', ','),
        'COLONNES_MANQUANTES',
        /la virgule ; le point-virgule/,
      ],
      ['tabulations', TEXTE.replaceAll(';', '\t'), 'COLONNES_MANQUANTES', /la tabulation ; le point-virgule/],
      ['a header without a column', TEXTE.replace('QUOTITE;', 'AUTRE;'), 'COLONNES_MANQUANTES', /QUOTITE/],
      ['a header twice the same', TEXTE.replace(';RQTH;', ';RQTH;ID_AGENT;'), 'COLONNE_AMBIGUE', /ID_AGENT/],
      ['no header', lignes().slice(1).join('\r\n'), 'COLONNES_MANQUANTES', /ID_AGENT, CIVILITE/],
      ['nothing at all', '', 'FICHIER_VIDE', /vide/],
      ['blank lines', '\r\n \r\n\r\n', 'FICHIER_VIDE', /vide/],
      ['UTF-16', Buffer.from(`\ufeff${TEXTE}`, 'utf16le'), 'FORMAT_INATTENDU', /UTF-16/],
      ['gzip', gzipSync(TEXTE), 'FORMAT_INATTENDU', /gzip/],
      ['a workbook', Buffer.from('PK\x03\x04…'), 'FORMAT_INATTENDU', /classeur/],
    ];
    for (const [nom, contenu, code, message] of CAS) {
      it(nom, async () => {
        await importer(TEXTE);
        const avant = await etatDe(source);
        const refus = await importer(contenu).then(
          () => ({ code: '', message: '' }),
          (erreur: { code: string; message: string }) => erreur,
        );
        expect(refus.code).toBe(code);
        expect(refus.message).toMatch(message);
        expect(await etatDe(source)).toBe(avant);
      });
    }
  });

  describe('la même photo, écrite autrement, ne change rien', () => {
    const CAS: [string, string | Buffer][] = [
      ['with a BOM', `\ufeff${TEXTE}`],
      ['LF', TEXTE.replaceAll('\r\n', '\n')],
      ['CR', TEXTE.replaceAll('\r\n', '\r')],
      ['without a last end of line', TEXTE.trimEnd()],
      ['Windows-1252', enWindows1252(TEXTE)],
      [
        'everything quoted',
        lignes()
          .map((l) => (l === '' ? '' : `"${l.split(';').join('";"')}"`))
          .join('\r\n'),
      ],
      ['blank lines between', TEXTE.replaceAll('\r\n', '\r\n\r\n')],
      ['separators at the end of each line', TEXTE.replaceAll('\r\n', ';;\r\n')],
      ['the columns in another order', enCsv(PHOTO, [...COLONNES_RH].reverse())],
      ['dates as AAAA-MM-JJ', TEXTE.replace(/(\d\d)\/(\d\d)\/(\d{4})/g, '$3-$2-$1')],
    ];
    for (const [nom, contenu] of CAS) {
      it(nom, async () => {
        await importer(TEXTE);
        const avant = await etatDe(source);
        const { etat, bilan } = await importer(contenu);
        expect([etat, bilan.rejets, bilan.missions.inchanges, bilan.aesh.inchanges]).toEqual(['TERMINE', 0, 40, 40]);
        expect(await etatDe(source)).toBe(avant);
      });
    }
  });

  describe('une ligne est rejetée, nommée par son numéro ; les 39 autres sont importées', () => {
    const CAS: [string, string, string, number][] = [
      ['31/02/2026', avecChamp(7, 'DATE_DEBUT_MISSION', '31/02/2026'), 'DATE_INVALIDE', 7],
      ['quotité 620', avecChamp(7, 'QUOTITE', '620'), 'NOMBRE_HORS_BORNES', 7],
      ['an unknown nature', avecChamp(7, 'NATURE_SUPPORT', 'ZZZZ'), 'NATURE_INCONNUE', 7],
      ['a UAI with a wrong letter', avecChamp(7, 'UAI_EMPLOYEUR', '0311131A'), 'UAI_INVALIDE', 7],
      ['a duplicate key', avecChamp(7, 'ID_MISSION', 'EPPM1-1'), 'DOUBLON', 7],
      ['400 columns', avecLigne(7, (ligne) => ligne + ';x'.repeat(374)), 'NOMBRE_DE_COLONNES', 7],
      ['3 columns', avecLigne(7, () => 'a;b;c'), 'NOMBRE_DE_COLONNES', 7],
      ['a quote never closed', avecLigne(7, (ligne) => `"${ligne}`), 'GUILLEMETS', 7],
      ['a null character', avecLigne(7, (ligne) => ligne.replace('rue', 'r\0ue')), 'CARACTERE_INTERDIT', 7],
      ['a line of 1 MB', avecLigne(7, () => 'x'.repeat(1_000_000)), 'LIGNE_TROP_LONGUE', 7],
      ['the last line cut', TEXTE.slice(0, -60), 'LIGNE_TRONQUEE', 41],
    ];
    for (const [nom, contenu, code, ligne] of CAS) {
      it(nom, async () => {
        const { importId, etat, bilan } = await importer(contenu);
        expect(
          await source.query('SELECT ligne, code FROM import_rejet WHERE import_id = $1 AND NOT signalement', [
            importId,
          ]),
        ).toEqual([{ ligne, code }]);
        expect([etat, bilan.missions.crees]).toEqual(['TERMINE', 39]);
        // The next photo, mended, brings what was missing and moves nothing else.
        const suite = await importer(TEXTE);
        expect([suite.bilan.missions.crees, suite.bilan.missions.inchanges]).toEqual([1, 39]);
      });
    }
  });

  it('two imports of one source at once: the second is refused, the first is whole', async () => {
    const issues = await Promise.allSettled([importer(TEXTE), importer(enCsv([...PHOTO, ligneRh(41, 1)]))]);
    const refus = issues.filter((issue) => issue.status === 'rejected');
    expect(refus.length).toBeLessThan(2);
    for (const issue of refus) expect((issue.reason as { code: string }).code).toBe('IMPORT_DEJA_EN_COURS');
    const [n] = await source.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM mission WHERE actif');
    expect([40, 41]).toContain(n?.n ?? 0);
  });
});
