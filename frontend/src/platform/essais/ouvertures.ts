import { type CodeProfil, type Ouverture, type Profil } from '../session/auth.api';

/** Material of the specs: never imported by the application. */
export function profil(id: number, code: CodeProfil, libelle = code as string): Profil {
  return { id, profil: code, libelle, perimetre: 'Haute-Garonne' };
}

export const GESTIONNAIRE = profil(1, 'GESTIONNAIRE_AESH', 'Gestionnaire AESH');
export const SUPERVISEUR = profil(2, 'SUPERVISEUR_AESH', 'Superviseur AESH');

export function ouverture(jeton: string, profils: Profil[], profilCourant: Profil | null): Ouverture {
  return {
    jeton,
    expireDansSecondes: 600,
    compte: { identifiant: 'mgestion', nom: 'GESTION', prenom: 'Martine' },
    profils,
    profilCourant,
  };
}

/** Waits for what real locks and promises bring about. */
export async function jusqua(condition: () => boolean): Promise<void> {
  for (let essai = 0; !condition(); essai++) {
    if (essai > 200) {
      throw new Error('La condition attendue n’est jamais venue.');
    }
    await new Promise((suite) => setTimeout(suite, 5));
  }
}
