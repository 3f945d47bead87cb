import { Readable } from 'node:stream';
import ZipStream from 'zip-stream';
import { enXml } from './feuille.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const CONTENUS = 'http://schemas.openxmlformats.org/package/2006/content-types';
const LIENS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const LIENS_BUREAU = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TABLEUR = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE_TABLEUR = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Everything but the sheet; `STYLES` of feuille.ts are ranks in `cellXfs`. */
const parties = (titre: string): readonly (readonly [string, string])[] => [
  [
    '[Content_Types].xml',
    `<Types xmlns="${CONTENUS}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE_TABLEUR}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE_TABLEUR}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE_TABLEUR}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${LIENS}"><Relationship Id="rId1" Type="${LIENS_BUREAU}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${TABLEUR}" xmlns:r="${LIENS_BUREAU}"><sheets><sheet name="${enXml(titre)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${LIENS}"><Relationship Id="rId1" Type="${LIENS_BUREAU}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${LIENS_BUREAU}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    `<styleSheet xmlns="${TABLEUR}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="0"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ],
];

/**
 * An XLSX file of one sheet, made as it is read: the sheet advances only as fast as the reader, and stops, its source
 * with it, when the reader goes away.
 * @param titre name of the sheet, 31 characters at most, none of : \ / ? * [ ]
 */
export function ecrireClasseur(titre: string, feuille: AsyncIterable<string>): Readable {
  const zip = new ZipStream({ level: 6 });
  const source = Readable.from(feuille, { objectMode: false, highWaterMark: 64 * 1024 });
  source.once('error', (erreur) => zip.destroy(erreur));
  zip.once('close', () => source.destroy());
  const ajouter = (contenu: Readable | string, nom: string): Promise<void> =>
    new Promise((resoudre, rejeter) => {
      zip.entry(contenu, { name: nom }, (erreur) => (erreur ? rejeter(erreur) : resoudre()));
    });
  const remplir = async (): Promise<void> => {
    for (const [nom, contenu] of parties(titre)) await ajouter(XML + contenu, nom);
    await ajouter(source, 'xl/worksheets/sheet1.xml');
    zip.finalize();
  };
  remplir().catch((erreur: unknown) => zip.destroy(erreur instanceof Error ? erreur : new Error(String(erreur))));
  return zip as unknown as Readable;
}
