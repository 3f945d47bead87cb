import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { lireJour } from '../kernel/jour.js';
import {
  type Bilan,
  importerEcoles,
  importerErseh,
  importerRh,
  type ResultatImport,
} from '../modules/imports/index.js';
import type { Suivi } from '../kernel/suivi.js';
import { suiviConsole } from '../platform/console/progression.js';
import { ACTEUR_SYSTEME } from '../platform/security/perimetre.js';
import { avecBase, dire, texteDe, usage } from './base.js';
import type { Commande, Valeurs } from './commande.js';

const USAGE = `Usage :
  npm run import -- ecoles FICHIER [--a-compter-du AAAA-MM-JJ] [--dry-run] [--confirmer]
  npm run import -- rh EPP|ASSED FICHIER [--dry-run] [--mapping FICHIER] [--confirmer]
  npm run import -- erseh DOSSIER [--dry-run]`;

type Resultat = ResultatImport<Bilan>;
/** `conserver`: where a photo held for confirmation is kept, so that the application can confirm it. */
type Lancement = (source: DataSource, suivi: Suivi, conserver: string) => Promise<Resultat>;

function lireMapping(fichier: string | undefined): Record<string, string> | undefined {
  return fichier === undefined
    ? undefined
    : (JSON.parse(readFileSync(resolve(fichier), 'utf8')) as Record<string, string>);
}

function preparer(positionnels: readonly string[], valeurs: Valeurs): Lancement | null {
  const [genre, premier, second] = positionnels;
  const simulation = valeurs['dry-run'] === true;
  const commun = { simulation, confirmer: valeurs['confirmer'] === true, acteur: ACTEUR_SYSTEME };
  if (genre === 'ecoles' && premier) {
    const jour = texteDe(valeurs['a-compter-du']);
    const aCompterDu = jour === undefined ? undefined : (lireJour(jour) ?? undefined);
    if (jour !== undefined && aCompterDu === undefined) return null;
    return (source, suivi, conserver) =>
      importerEcoles(source, { ...commun, fichier: resolve(premier), aCompterDu, suivi, conserver });
  }
  if (genre === 'rh' && (premier === 'EPP' || premier === 'ASSED') && second) {
    const mapping = lireMapping(texteDe(valeurs['mapping']));
    return (source, suivi, conserver) =>
      importerRh(source, {
        ...commun,
        origine: premier,
        fichier: resolve(second),
        nomFichier: basename(second),
        mapping,
        suivi,
        conserver,
      });
  }
  if (genre === 'erseh' && premier) {
    return (source, suivi) => importerErseh(source, { ...commun, dossier: resolve(premier), suivi });
  }
  return null;
}

/** The same engine as the API; exit code 1 when something was refused (rejected lines included). */
export const importer: Commande = {
  usage: USAGE,
  options: {
    'dry-run': { type: 'boolean' },
    confirmer: { type: 'boolean' },
    mapping: { type: 'string' },
    'a-compter-du': { type: 'string' },
  },
  async executer(positionnels, valeurs) {
    const lancement = preparer(positionnels, valeurs);
    if (!lancement) return usage(USAGE);
    return avecBase(async ({ source }, config) => {
      const suivi = suiviConsole('Import');
      const resultat = await lancement(source, suivi, join(config.donnees, 'imports')).finally(() => suivi.terminer());
      return rendreCompte(source, resultat);
    });
  },
};

async function rendreCompte(source: DataSource, { importId, etat, bilan }: Resultat): Promise<number> {
  dire(`Import ${importId} : ${etat}`);
  dire(JSON.stringify(bilan, null, 2));
  const rejets: { fichier: string; ligne: number; colonne: string | null; valeur: string | null; motif: string }[] =
    await source.query(
      `SELECT fichier, ligne, colonne, valeur, motif FROM import_rejet WHERE import_id = $1 ORDER BY fichier, ligne LIMIT 20`,
      [importId],
    );
  for (const { fichier, ligne, colonne, valeur, motif } of rejets) {
    dire(`  ${fichier}:${ligne}${colonne ? ` ${colonne}` : ''}${valeur ? ` « ${valeur} »` : ''} : ${motif}`);
  }
  if (etat === 'A_CONFIRMER') {
    dire('Rien n’est écrit : relancez avec --confirmer, ou confirmez depuis l’application.');
  }
  return bilan.rejets > 0 || !['TERMINE', 'SIMULE'].includes(etat) ? 1 : 0;
}
