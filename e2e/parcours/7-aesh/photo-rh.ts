import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appeler, jetonDe, produitDEssai } from '../../harnais.js';
import { dossierDonnees } from '../../produit.js';

export type LignePhoto = Record<string, string>;

export interface ImportApi {
  readonly id: string;
  readonly etat: string;
  readonly bilan: Record<string, unknown> | null;
  readonly erreur: { readonly message: string } | null;
}
interface Difference {
  readonly objet: string;
  readonly cle: string;
  readonly genre: string;
  readonly champs: readonly { readonly nom: string; readonly avant: unknown }[];
}

/** Columns of a mission in the base → in the file. The hours that count follow from those of RH and the quotité. */
const COLONNES: Readonly<Record<string, string>> = {
  debut: 'DATE_DEBUT_MISSION',
  fin: 'DATE_FIN_MISSION',
  debut_contrat: 'DATE_DEBUT_CONTRAT',
  fin_contrat: 'DATE_FIN_CONTRAT',
  heures_rh: 'HEURES_HEBDO',
  quotite: 'QUOTITE',
  nature_code: 'NATURE_SUPPORT',
  uai_employeur: 'UAI_EMPLOYEUR',
};

export function enCsv(lignes: readonly LignePhoto[]): string {
  const colonnes = Object.keys(lignes[0] ?? {});
  return [colonnes, ...lignes.map((ligne) => colonnes.map((nom) => ligne[nom] ?? ''))]
    .map((champs) => `${champs.join(';')}\r\n`)
    .join('');
}

function deCsv(texte: string): LignePhoto[] {
  const [entete = [], ...lignes] = texte
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((ligne) => ligne !== '')
    .map((ligne) => ligne.split(';'));
  return lignes.map((champs) => Object.fromEntries(entete.map((nom, rang) => [nom, champs[rang] ?? ''])));
}

/** Sends a photo of EPP as an integrator would, and waits for its end. */
async function simuler(contenu: string): Promise<ImportApi> {
  const { url } = await produitDEssai();
  const corps = new FormData();
  corps.append('fichier', new Blob([contenu]), 'EPP.csv');
  const reponse = await fetch(`${url}/api/imports/rh/EPP?dryRun=true`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await jetonDe('admin')}` },
    body: corps,
  });
  expect(reponse.status).toBe(202);
  const { importId } = (await reponse.json()) as { importId: string };
  for (;;) {
    const lu = (await appeler('GET', `/imports/${importId}`, { jeton: await jetonDe('admin') })).corps as ImportApi;
    if (lu.etat !== 'EN_ATTENTE' && lu.etat !== 'EN_COURS') return lu;
    await new Promise((suite) => setTimeout(suite, 200));
  }
}

async function differences(id: string): Promise<Difference[]> {
  const { corps } = await appeler('GET', `/imports/${id}/differences?objet=MISSION&size=200`, {
    jeton: await jetonDe('admin'),
  });
  return (corps as { items: Difference[] }).items;
}

/**
 * The photo of EPP that changes nothing in the product: the extract that the demonstration was loaded from, put in
 * accordance with what the demonstration and the other journeys have changed since.
 */
export async function photoActuelle(): Promise<LignePhoto[]> {
  const donnees = process.env['AGESH_ESSAI_DONNEES'] ?? dossierDonnees('parcours', true);
  const lignes = deCsv(readFileSync(join(donnees, 'demo', 'EPP.csv'), 'utf8'));
  const ecarts = new Map((await differences((await simuler(enCsv(lignes))).id)).map((ecart) => [ecart.cle, ecart]));
  const photo = lignes.flatMap((ligne) => {
    const ecart = ecarts.get(ligne['ID_MISSION'] ?? '');
    if (!ecart) return [ligne];
    if (ecart.genre !== 'MODIFIE') return [];
    const avant = ecart.champs.flatMap(({ nom, avant: valeur }) =>
      COLONNES[nom] ? [[COLONNES[nom], enTexte(valeur)] as const] : [],
    );
    return [{ ...ligne, ...Object.fromEntries(avant) }];
  });
  const { id, bilan } = await simuler(enCsv(photo));
  expect(await differences(id))
    .withContext(JSON.stringify(bilan))
    .toEqual([]);
  return photo;
}

function enTexte(valeur: unknown): string {
  return typeof valeur === 'number' ? String(valeur).replace('.', ',') : typeof valeur === 'string' ? valeur : '';
}
