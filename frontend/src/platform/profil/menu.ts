import { type CodeProfil } from '../session/auth.api';

export interface EntreeMenu {
  readonly libelle: string;
  readonly chemin: string;
  readonly profils: readonly CodeProfil[];
}

const GESTION: readonly CodeProfil[] = ['GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH'];

/** Main menu (guide §1.5): the entries that exist, in its order, and who has them. */
const ENTREES: readonly EntreeMenu[] = [
  { libelle: 'Accueil', chemin: '/decisions', profils: GESTION },
  { libelle: 'AESH', chemin: '/aesh', profils: GESTION },
  { libelle: 'Missions', chemin: '/missions', profils: GESTION },
  { libelle: 'Accompagnements', chemin: '/accompagnements', profils: GESTION },
  { libelle: 'PIAL', chemin: '/pial', profils: GESTION },
  { libelle: 'Mes messages', chemin: '/messages', profils: ['ERSEH'] },
  { libelle: 'Paramètres département', chemin: '/parametres', profils: ['SUPERVISEUR_AESH'] },
  { libelle: 'Changements des imports', chemin: '/imports/changements', profils: ['GESTIONNAIRE_AESH'] },
  { libelle: 'Traitements', chemin: '/traitements', profils: ['ADMINISTRATEUR'] },
  { libelle: 'Imports', chemin: '/imports', profils: ['SUPERVISEUR_AESH', 'ADMINISTRATEUR'] },
];

const SANS_ECRAN = '/sans-ecran';

export function entreesDuMenu(profil: CodeProfil | null): EntreeMenu[] {
  return ENTREES.filter((entree) => profil !== null && entree.profils.includes(profil));
}

/** First screen of a profile: the first entry of its menu. */
export function accueil(profil: CodeProfil | null): string {
  return entreesDuMenu(profil)[0]?.chemin ?? SANS_ECRAN;
}

export function admis(chemin: string, profil: CodeProfil | null): boolean {
  return entreesDuMenu(profil).some((entree) => entree.chemin === chemin);
}
