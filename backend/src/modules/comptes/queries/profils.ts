import type { DataSource, EntityManager } from 'typeorm';
import type { CodeProfil, PerimetreDuProfil } from '../../../platform/security/perimetre.js';

export const LIBELLES_PROFIL: Readonly<Record<CodeProfil, string>> = {
  GESTIONNAIRE_AESH: 'Gestionnaire AESH',
  SUPERVISEUR_AESH: 'Superviseur AESH',
  COORDONNATEUR_PIAL: 'Coordonnateur de PIAL',
  PILOTE_PIAL: 'Pilote de PIAL',
  IEN: 'IEN de circonscription',
  CHEF_ETABLISSEMENT: 'Directeur ou chef d’établissement',
  ERSEH: 'Enseignant référent (ERSEH)',
  ADMINISTRATEUR: 'Administrateur',
  INTEGRATEUR: 'Intégrateur',
};

/** A (profile, perimeter) pair as it is recorded: only what its code calls for is filled. */
export interface ProfilEnregistre {
  readonly code: CodeProfil;
  readonly departement?: string | null;
  readonly pialUai?: string | null;
  readonly uai?: string | null;
  readonly circonscription?: string | null;
  readonly secteurs?: readonly string[];
}

/** Perimeter of a profile; null when the record lacks what its code calls for. */
export function perimetreDe(profil: ProfilEnregistre): PerimetreDuProfil | null {
  switch (profil.code) {
    case 'GESTIONNAIRE_AESH':
    case 'SUPERVISEUR_AESH':
      return profil.departement ? { nature: 'DEPARTEMENT', departement: profil.departement } : null;
    case 'COORDONNATEUR_PIAL':
    case 'PILOTE_PIAL':
      return profil.pialUai ? { nature: 'PIAL', pialUai: profil.pialUai } : null;
    case 'IEN':
      return profil.circonscription ? { nature: 'CIRCONSCRIPTION', circonscription: profil.circonscription } : null;
    case 'CHEF_ETABLISSEMENT':
      return profil.uai ? { nature: 'ETABLISSEMENT', uai: profil.uai } : null;
    case 'ERSEH':
      return profil.secteurs?.length ? { nature: 'SECTEURS', secteurs: [...profil.secteurs] } : null;
    case 'ADMINISTRATEUR':
    case 'INTEGRATEUR':
      return { nature: 'AUCUN' };
  }
}

export interface ProfilLu {
  readonly id: number;
  readonly code: CodeProfil;
  readonly libelle: string;
  /** In words: « Haute-Garonne », the name of the PIAL, the sectors. */
  readonly libellePerimetre: string;
  readonly perimetre: PerimetreDuProfil;
}

interface LigneProfil extends Required<ProfilEnregistre> {
  readonly id: number;
  readonly compteId: number;
  readonly libellePerimetre: string | null;
}

/** Profiles of the accounts, in the order of the menu of choice. */
export async function profilsDesComptes(
  base: DataSource | EntityManager,
  comptes: readonly number[],
): Promise<Map<number, ProfilLu[]>> {
  const lignes = await base.query<LigneProfil[]>(
    `SELECT p.id, p.compte_id AS "compteId", p.code, p.departement, p.pial_uai AS "pialUai", p.uai, p.circonscription, p.secteurs,
            coalesce(d.libelle, et.nom, ci.circonscription, se.libelles) AS "libellePerimetre"
       FROM profil p
       LEFT JOIN departement d ON d.code = p.departement
       LEFT JOIN etablissement et ON et.uai = coalesce(p.pial_uai, p.uai)
       LEFT JOIN LATERAL (SELECT e.circonscription FROM etablissement e
                           WHERE p.circonscription IS NOT NULL AND e.code_circonscription = p.circonscription LIMIT 1) ci ON true
       LEFT JOIN LATERAL (SELECT string_agg(s.libelle, ', ' ORDER BY s.libelle) AS libelles
                            FROM secteur s WHERE s.code = ANY(p.secteurs)) se ON true
      WHERE p.compte_id = ANY($1::integer[])
      ORDER BY p.compte_id, p.code, p.departement, p.id`,
    [comptes],
  );
  const parCompte = new Map<number, ProfilLu[]>(comptes.map((id) => [id, []]));
  for (const ligne of lignes) {
    const perimetre = perimetreDe(ligne);
    if (!perimetre) continue;
    parCompte.get(ligne.compteId)?.push({
      id: ligne.id,
      code: ligne.code,
      libelle: LIBELLES_PROFIL[ligne.code],
      libellePerimetre: ligne.libellePerimetre ?? libelleParDefaut(perimetre),
      perimetre,
    });
  }
  return parCompte;
}

function libelleParDefaut(perimetre: PerimetreDuProfil): string {
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
      return perimetre.departement;
    case 'PIAL':
      return perimetre.pialUai;
    case 'CIRCONSCRIPTION':
      return perimetre.circonscription;
    case 'ETABLISSEMENT':
      return perimetre.uai;
    case 'SECTEURS':
      return perimetre.secteurs.join(', ');
    case 'AUCUN':
      return 'Toute l’application';
  }
}
