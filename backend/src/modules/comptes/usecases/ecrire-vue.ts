import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import { acteurDe, type SessionCourante } from '../../../platform/security/index.js';
import { VersionAttendue } from '../../../platform/http/versions.js';
import { VueDuCollegue, VueIntrouvable, VueModifiee, VueNomPris } from '../domain/refus-choix.js';
import { lireVues, type Vue } from '../queries/lire-vues.js';

/** What its author says of a view. */
export interface ContenuVue {
  readonly nom: string;
  readonly partagee: boolean;
  readonly etat: Record<string, unknown>;
}

/** Runs a write of views; the name that the author already has is a refusal, not a fault of the database. */
export async function ecrireVue<T>(
  source: DataSource,
  session: SessionCourante,
  nom: string,
  travail: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await enTransaction(source, acteurDe(session), travail);
  } catch (erreur) {
    if (erreur instanceof QueryFailedError) {
      const { constraint } = erreur.driverError as { constraint?: string };
      if (constraint === 'vue_liste_nom_unique_par_auteur') throw new VueNomPris(nom);
    }
    throw erreur;
  }
}

/**
 * The view to be changed, locked.
 *
 * @param version that the user has read; undefined when it says nothing
 * @throws VueIntrouvable, VueDuCollegue, VersionAttendue, VueModifiee
 */
export async function verrouillerVue(
  manager: EntityManager,
  session: SessionCourante,
  id: number,
  version: { readonly lue: number | undefined; readonly exigee: boolean },
): Promise<Vue> {
  const [vue] = await lireVues(manager, session, { id, verrouiller: true });
  if (!vue) throw new VueIntrouvable();
  if (!vue.mienne) throw new VueDuCollegue(vue.nom, vue.auteur);
  if (version.lue === undefined && version.exigee) throw new VersionAttendue(vue);
  if (version.lue !== undefined && version.lue !== vue.version) throw new VueModifiee(vue.nom, vue);
  return vue;
}

export async function relireVue(manager: EntityManager, session: SessionCourante, id: number): Promise<Vue> {
  const [vue] = await lireVues(manager, session, { id });
  if (!vue) throw new VueIntrouvable();
  return vue;
}
