import type { DataSource, EntityManager } from 'typeorm';
import type { SessionDuJeton } from '../../../platform/security/index.js';
import { type ProfilLu, profilsDesComptes } from './profils.js';

export interface CompteLu {
  readonly id: number;
  readonly identifiant: string;
  readonly nom: string;
  readonly prenom: string;
  readonly courriel: string | null;
  readonly demo: boolean;
  readonly profils: readonly ProfilLu[];
}

/** An account that may sign in, with its profiles; null when it is closed or unknown. */
export async function lireCompteActif(base: DataSource | EntityManager, id: number): Promise<CompteLu | null> {
  const [compte] = await base.query<Omit<CompteLu, 'profils'>[]>(
    `SELECT id, identifiant, nom, prenom, courriel, demo FROM compte WHERE id = $1 AND actif`,
    [id],
  );
  if (!compte) return null;
  return { ...compte, profils: (await profilsDesComptes(base, [id])).get(id) ?? [] };
}

export const nomComplet = ({ nom, prenom }: Pick<CompteLu, 'nom' | 'prenom'>): string => `${prenom} ${nom}`;

/** The session as the routes see it, with the profile in use. */
export function sessionDuCompte(compte: CompteLu, sessionId: string, profil: ProfilLu | null): SessionDuJeton {
  const titulaire = {
    compteId: compte.id,
    identifiant: compte.identifiant,
    nomComplet: nomComplet(compte),
    sessionId,
  };
  return profil
    ? { ...titulaire, profilId: profil.id, profil: profil.code, perimetre: profil.perimetre }
    : { ...titulaire, profilId: null, profil: null, perimetre: { nature: 'AUCUN' } };
}

/** How many accounts there are: none means that the installation is new. */
export async function nombreDeComptes(base: DataSource | EntityManager): Promise<number> {
  const [ligne] = await base.query<{ nombre: number }[]>('SELECT count(*)::integer AS nombre FROM compte');
  return ligne?.nombre ?? 0;
}
