import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import { ACTEUR_SYSTEME, type CodeProfil, type Secrets } from '../../../platform/security/index.js';
import { PIN_DEMO } from '../domain/pin.js';
import type { ProfilEnregistre } from '../queries/profils.js';
import { attribuerProfils, creerCompte } from './creer-compte.js';

interface CompteVoulu {
  readonly identifiant: string;
  readonly prenom: string;
  readonly nom: string;
  readonly profils: readonly ProfilEnregistre[];
}

const DEPARTEMENTS_HABITUELS = ['031', '081'] as const;
const SECTEURS_DE_L_ERSEH = 3;

/**
 * Creates the demonstration accounts that are missing and gives the others the profiles of today's population; run
 * again, it changes nothing. An account of the same name that is not a demonstration one is left alone.
 *
 * @param departements the main one, then the one that shows that perimeters are apart; by default the first two
 *   that have sectors, Haute-Garonne and Tarn first
 */
export async function creerComptesDemo(
  source: DataSource,
  secrets: Secrets,
  departements?: readonly string[],
): Promise<void> {
  const [principal, voisin] = await choisirDepartements(source, departements ?? []);
  for (const voulu of await comptesVoulus(source, principal, voisin)) {
    const [existant] = await source.query<{ id: number; demo: boolean }[]>(
      `SELECT id, demo FROM compte WHERE identifiant = $1`,
      [voulu.identifiant],
    );
    if (!existant) await creerCompte(source, secrets, { ...voulu, pin: PIN_DEMO, demo: true });
    else if (existant.demo) await accorderProfils(source, existant.id, voulu.profils);
  }
}

async function comptesVoulus(source: DataSource, principal: string, voisin: string): Promise<CompteVoulu[]> {
  const du = (code: CodeProfil, departement: string): ProfilEnregistre => ({ code, departement });
  const secteurs = await source.query<{ code: string }[]>(
    `SELECT code FROM secteur WHERE departement = $1 ORDER BY code LIMIT ${SECTEURS_DE_L_ERSEH}`,
    [principal],
  );
  const comptes: CompteVoulu[] = [
    { identifiant: 'gestionnaire', prenom: 'Inès', nom: 'Vidal', profils: [du('GESTIONNAIRE_AESH', principal)] },
    { identifiant: 'superviseur', prenom: 'Paul', nom: 'Marchetti', profils: [du('SUPERVISEUR_AESH', principal)] },
    {
      identifiant: 'multi',
      prenom: 'Sophie',
      nom: 'Delmas',
      profils: [du('GESTIONNAIRE_AESH', principal), du('SUPERVISEUR_AESH', principal), du('GESTIONNAIRE_AESH', voisin)],
    },
    {
      identifiant: `gestionnaire${voisin.replace(/^0/, '').toLowerCase()}`,
      prenom: 'Hugo',
      nom: 'Lacaze',
      profils: [du('GESTIONNAIRE_AESH', voisin)],
    },
    { identifiant: 'admin', prenom: 'Nadia', nom: 'Roche', profils: [{ code: 'ADMINISTRATEUR' }] },
  ];
  if (secteurs.length > 0) {
    comptes.push({
      identifiant: 'erseh',
      prenom: 'Marc',
      nom: 'Pujol',
      profils: [{ code: 'ERSEH', secteurs: secteurs.map(({ code }) => code) }],
    });
  }
  return comptes;
}

async function choisirDepartements(source: DataSource, voulus: readonly string[]): Promise<[string, string]> {
  const peuples = await source.query<{ departement: string }[]>(
    `SELECT departement FROM secteur GROUP BY departement
      ORDER BY departement = '031' DESC, departement = '081' DESC, departement LIMIT 2`,
  );
  const [principal, voisin] = [
    ...new Set([...voulus, ...peuples.map(({ departement }) => departement), ...DEPARTEMENTS_HABITUELS]),
  ];
  if (!principal || !voisin) throw new Error('Deux départements sont attendus.');
  return [principal, voisin];
}

async function accorderProfils(
  source: DataSource,
  compteId: number,
  profils: readonly ProfilEnregistre[],
): Promise<void> {
  await enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
    const actuels = await manager.query<ProfilEnregistre[]>(
      `SELECT code, departement, secteurs FROM profil WHERE compte_id = $1 ORDER BY id FOR UPDATE`,
      [compteId],
    );
    const forme = (liste: readonly ProfilEnregistre[]): string =>
      JSON.stringify(liste.map(({ code, departement, secteurs }) => [code, departement ?? null, secteurs ?? []]));
    if (forme(actuels) === forme(profils)) return;
    await manager.query(`DELETE FROM profil WHERE compte_id = $1`, [compteId]);
    await attribuerProfils(manager, compteId, profils);
  });
}
