/** Profiles of domain.md §Who is who. */
export const CODES_PROFIL = [
  'GESTIONNAIRE_AESH',
  'SUPERVISEUR_AESH',
  'COORDONNATEUR_PIAL',
  'PILOTE_PIAL',
  'IEN',
  'CHEF_ETABLISSEMENT',
  'ERSEH',
  'ADMINISTRATEUR',
  'INTEGRATEUR',
] as const;
export type CodeProfil = (typeof CODES_PROFIL)[number];

/** What a session may see: a mandatory argument of every query and use case. */
export type Perimetre =
  | { readonly nature: 'DEPARTEMENT'; readonly departement: string }
  | { readonly nature: 'PIAL'; readonly pialUai: string }
  | { readonly nature: 'CIRCONSCRIPTION'; readonly circonscription: string }
  | { readonly nature: 'ETABLISSEMENT'; readonly uai: string }
  | { readonly nature: 'SECTEURS'; readonly secteurs: readonly string[] }
  /** No pupil data: administrators and integrators. */
  | { readonly nature: 'AUCUN' };

export interface SessionCourante {
  readonly compteId: number;
  readonly identifiant: string;
  readonly nomComplet: string;
  readonly sessionId: string;
  readonly profilId: number;
  readonly profil: CodeProfil;
  readonly perimetre: Perimetre;
}

/** Who writes, for the audit trail. */
export interface Acteur {
  /** Account id; null for the system (imports at night, command line). */
  readonly id: number | null;
  readonly nom: string;
}

export function acteurDe(session: SessionCourante): Acteur {
  return { id: session.compteId, nom: session.nomComplet };
}

/** The command line and the scheduler. */
export const ACTEUR_SYSTEME: Acteur = { id: null, nom: 'Système' };
