import type { DataSource, EntityManager } from 'typeorm';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import type { SessionCourante } from '../../../platform/security/index.js';
import { TropDeVues, VueSansDepartement } from '../domain/refus-choix.js';
import { departementDuPerimetre } from '../queries/departement-du-perimetre.js';
import type { Vue } from '../queries/lire-vues.js';
import { type ContenuVue, ecrireVue, relireVue } from './ecrire-vue.js';

export const VUES_MAX = 200;

interface VueACreer extends ContenuVue {
  readonly liste: string;
}

/**
 * @param cle Idempotency-Key, when the client gives one: the same request sent twice creates one view
 * @throws VueNomPris, TropDeVues, VueSansDepartement, CleReutilisee
 */
export async function creerVue(
  source: DataSource,
  session: SessionCourante,
  vue: VueACreer,
  cle?: string,
): Promise<Vue> {
  const { compteId } = session;
  return ecrireVue(source, session, vue.nom, (manager) =>
    cle === undefined
      ? creer(manager, session, vue)
      : uneSeuleFois(manager, { compteId, cle, demande: vue }, () => creer(manager, session, vue)),
  );
}

async function creer(
  manager: EntityManager,
  session: SessionCourante,
  { liste, nom, partagee, etat }: VueACreer,
): Promise<Vue> {
  // The account is the lock of the count.
  await manager.query(`SELECT FROM compte WHERE id = $1 FOR NO KEY UPDATE`, [session.compteId]);
  const [gardees] = await manager.query<{ nombre: number }[]>(
    `SELECT count(*) AS nombre FROM vue_liste WHERE compte_id = $1`,
    [session.compteId],
  );
  if ((gardees?.nombre ?? 0) >= VUES_MAX) throw new TropDeVues(VUES_MAX);
  const departement = await departementDuPerimetre(manager, session.perimetre);
  if (partagee && departement === null) throw new VueSansDepartement();
  const [creee] = await manager.query<{ id: number }[]>(
    `INSERT INTO vue_liste (compte_id, liste, nom, partagee, etat, departement) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [session.compteId, liste, nom, partagee, JSON.stringify(etat), departement],
  );
  if (!creee) throw new Error('vue_liste : aucune ligne rendue.');
  return relireVue(manager, session, creee.id);
}
