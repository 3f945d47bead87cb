import type { DataSource } from 'typeorm';
import type { SessionCourante } from '../../../platform/security/index.js';
import { VueSansDepartement } from '../domain/refus-choix.js';
import { departementDuPerimetre } from '../queries/departement-du-perimetre.js';
import type { Vue } from '../queries/lire-vues.js';
import { type ContenuVue, ecrireVue, relireVue, verrouillerVue } from './ecrire-vue.js';

/**
 * Replaces the content of a view. It is shared, if it is, in the département of the profile with which it is saved.
 *
 * @param version that the user has read
 * @throws VueIntrouvable, VueDuCollegue, VersionAttendue, VueModifiee, VueNomPris, VueSansDepartement
 */
export async function modifierVue(
  source: DataSource,
  session: SessionCourante,
  id: number,
  version: number | undefined,
  { nom, partagee, etat }: ContenuVue,
): Promise<Vue> {
  return ecrireVue(source, session, nom, async (manager) => {
    await verrouillerVue(manager, session, id, { lue: version, exigee: true });
    const departement = await departementDuPerimetre(manager, session.perimetre);
    if (partagee && departement === null) throw new VueSansDepartement();
    await manager.query(
      `UPDATE vue_liste SET nom = $2, partagee = $3, etat = $4, departement = $5, version = version + 1 WHERE id = $1`,
      [id, nom, partagee, JSON.stringify(etat), departement],
    );
    return relireVue(manager, session, id);
  });
}
