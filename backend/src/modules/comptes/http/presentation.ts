import type { JetonAcces, SessionDuJeton } from '../../../platform/security/index.js';
import type { CompteLu } from '../queries/compte.js';
import type { ProfilLu } from '../queries/profils.js';
import type { OuvertureDeSession } from '../usecases/ouvrir-session.js';
import type { Moi, Ouverture, Profil } from './auth.schemas.js';

function versProfil({ id, code, libelle, libellePerimetre }: ProfilLu): Profil {
  return { id, profil: code, libelle, perimetre: libellePerimetre };
}

function profilsDe(compte: CompteLu, session: SessionDuJeton): { profils: Profil[]; profilCourant: Profil | null } {
  const profils = compte.profils.map(versProfil);
  return { profils, profilCourant: profils.find(({ id }) => id === session.profilId) ?? null };
}

export function versOuverture({ compte, session }: OuvertureDeSession, acces: JetonAcces): Ouverture {
  const { identifiant, nom, prenom } = compte;
  return { ...acces, compte: { identifiant, nom, prenom }, ...profilsDe(compte, session) };
}

export function versMoi(compte: CompteLu, session: SessionDuJeton): Moi {
  const { identifiant, nom, prenom, courriel } = compte;
  return { compte: { identifiant, nom, prenom, courriel }, ...profilsDe(compte, session) };
}
