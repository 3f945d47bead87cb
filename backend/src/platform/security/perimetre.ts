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
  /** A département narrowed by its user to some ERSEH sectors (guide §2.4): lists only, never single objects. */
  | { readonly nature: 'SECTEURS_CHOISIS'; readonly departement: string; readonly secteurs: readonly string[] }
  /** No pupil data: administrators and integrators. */
  | { readonly nature: 'AUCUN' };

/** What the record of a profile gives, before its user narrows anything. */
export type PerimetreDuProfil = Exclude<Perimetre, { nature: 'SECTEURS_CHOISIS' }>;

export interface SessionCourante {
  readonly compteId: number;
  readonly identifiant: string;
  readonly nomComplet: string;
  readonly sessionId: string;
  readonly profilId: number;
  readonly profil: CodeProfil;
  /** Whole perimeter of the profile: single objects, writes, computations. */
  readonly perimetre: Perimetre;
  /** What the lists show: `perimetre`, or only the sectors that the user keeps (F2.4-2). */
  readonly perimetreDesListes: Perimetre;
}

/** @param secteursChoisis sectors of the département that the user keeps; none = all (F2.4-1) */
export function perimetreDesListes(perimetre: Perimetre, secteursChoisis: readonly string[]): Perimetre {
  return perimetre.nature === 'DEPARTEMENT' && secteursChoisis.length > 0
    ? { nature: 'SECTEURS_CHOISIS', departement: perimetre.departement, secteurs: secteursChoisis }
    : perimetre;
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
