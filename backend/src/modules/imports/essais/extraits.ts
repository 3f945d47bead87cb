import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleUai } from '../../../kernel/uai.js';
import { colonnesRh } from '../rh/colonnes-rh.js';

/** Synthetic extracts for the specs: nobody real. */

export type LigneEssai = Record<string, string>;

export const COLONNES_RH = colonnesRh('ASSED').map(({ nom }) => nom);

const NOMS = [
  'ABADIE',
  'BÉNAZET',
  'CAZENAVE',
  'DUPUÉ',
  'ESCANDE',
  'FERRIÈRE',
  'GARRIGUES',
  "D'ALBARÈDE",
  'LŒUIL',
  'ZÉGUT',
];
const PRENOMS = ['Aïcha', 'Benoît', 'Chloé', 'Désirée', 'Élodie', 'François', 'Gaëlle', 'Héloïse', 'Inès', 'Zoé'];
const COMMUNES = [
  ['31000', 'TOULOUSE'],
  ['31770', 'COLOMIERS'],
  ['31650', 'ST ORENS DE GAMEVILLE'],
  ['81000', 'ALBI'],
  ['82000', 'MONTAUBAN'],
  ['09200', 'SAINT-GIRONS'],
] as const;
const NATURES_EPP = ['HI1D', 'HM1D', 'HP1D', 'HPIN', 'AHRE', 'HC1D'];
const NATURES_ASSED = ['EI1D', 'AM1D', 'PI1D', 'PIIN', 'HC1O'];

/** A well-formed UAI of the département: `numero` below 10,000. */
export function uaiEssai(numero: number, departement = '031'): string {
  const chiffres = `${departement}${String(numero).padStart(4, '0')}`;
  return chiffres + cleUai(chiffres);
}

/** The mission `rang` of the agent `agent` (both from 1), always the same. */
export function ligneRh(agent: number, rang: number, changements: LigneEssai = {}, origine = 'EPP'): LigneEssai {
  const [codePostal, commune] = COMMUNES[agent % COMMUNES.length] ?? COMMUNES[0];
  const natures = origine === 'EPP' ? NATURES_EPP : NATURES_ASSED;
  const cdi = origine === 'EPP' && agent % 5 < 3;
  return {
    ID_AGENT: `${origine}A${String(agent).padStart(7, '0')}`,
    CIVILITE: agent % 14 === 0 ? 'M' : 'MME',
    NOM_USAGE: `${NOMS[agent % NOMS.length] ?? ''} ${agent}`,
    NOM_FAMILLE: NOMS[(agent * 7) % NOMS.length] ?? '',
    PRENOM: PRENOMS[(agent * 3) % PRENOMS.length] ?? '',
    DATE_NAISSANCE: `${String((agent % 28) + 1).padStart(2, '0')}/0${(agent % 9) + 1}/19${60 + (agent % 40)}`,
    ADRESSE: `${agent % 200} rue des Érables, bât. ${agent % 7}`,
    CODE_POSTAL: codePostal,
    COMMUNE: commune,
    COURRIEL: `agent${agent}@exemple.test`,
    TELEPHONE: `06${String(agent).padStart(8, '0')}`,
    RQTH: agent % 30 === 0 ? 'O' : 'N',
    ID_CONTRAT: `C${agent}`,
    TYPE_CONTRAT: cdi ? 'CDI' : 'CDD',
    DATE_DEBUT_CONTRAT: '01/09/2025',
    DATE_FIN_CONTRAT: cdi ? '' : '31/08/2028',
    DATE_SIGNATURE: origine === 'ASSED' ? '28/08/2025' : '',
    ID_MISSION: `${origine}M${agent}-${rang}`,
    NATURE_SUPPORT: natures[(agent + rang) % natures.length] ?? '',
    DATE_DEBUT_MISSION: `01/09/202${5 + (rang % 2)}`,
    DATE_FIN_MISSION: rang % 2 === 0 ? '' : '31/08/2028',
    QUOTITE: rang % 3 === 0 ? '' : '62,00',
    HEURES_HEBDO: agent % 4 === 0 ? '24,5' : '24',
    UAI_EMPLOYEUR: uaiEssai(100 + (agent % 900)),
    UAI_PAYEUR: uaiEssai(1),
    UAI_TETE_PIAL: uaiEssai(100 + (agent % 60)),
    ...changements,
  };
}

/** `agents` people, `missions` lines over them. */
export function photoRh(agents: number, missions: number, origine = 'EPP'): LigneEssai[] {
  return Array.from({ length: missions }, (_, n) => ligneRh((n % agents) + 1, Math.floor(n / agents) + 1, {}, origine));
}

/** CSV text with the columns in this order. */
export function enCsv(lignes: readonly LigneEssai[], colonnes: readonly string[] = COLONNES_RH, fin = '\r\n'): string {
  return [colonnes.join(';'), ...lignes.map((ligne) => colonnes.map((colonne) => ligne[colonne] ?? '').join(';'))]
    .map((ligne) => ligne + fin)
    .join('');
}

/** What Windows-1252 writes; only its Latin-1 part and a few signs are needed here. */
export function enWindows1252(texte: string): Buffer {
  return Buffer.from(
    texte.replaceAll('’', '\x92').replaceAll('œ', '\x9c').replaceAll('Œ', '\x8c').replaceAll('€', '\x80'),
    'latin1',
  );
}

/** A folder of its own for the files of one spec. */
export class DossierEssai {
  readonly chemin = mkdtempSync(join(tmpdir(), 'agesh-imports-'));

  ecrire(nom: string, contenu: string | Buffer): string {
    const chemin = join(this.chemin, nom);
    writeFileSync(chemin, contenu);
    return chemin;
  }

  rh(nom: string, lignes: readonly LigneEssai[]): string {
    return this.ecrire(nom, enCsv(lignes));
  }

  supprimer(): void {
    rmSync(this.chemin, { recursive: true, force: true });
  }
}
