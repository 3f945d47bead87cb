import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { CHAMPS_ETAT_CIVIL, type EtatCivil } from '../domain/champs-aesh.js';
import { AeshIntrouvable } from '../domain/refus-aesh.js';
import { type AeshLigne, type AeshSql, COLONNES_AESH, heuresAesh, ligneAesh, missionsAesh } from './lignes-aesh.js';
import { porteeAesh } from './portee-aesh.js';

/** The AESH itself; its missions and accompaniments are added by the module of the missions. */
export interface FicheAesh extends AeshLigne {
  readonly adresse: string | null;
  readonly numen: string | null;
  /** Fields that come from RH, read-only. */
  readonly verrouilles: (keyof EtatCivil)[];
  readonly vehicule: boolean | null;
  readonly telephonePro: string | null;
  readonly preferences: string | null;
  readonly pialsSouhaites: { readonly uai: string; readonly nom: string }[];
  readonly competences: string | null;
  readonly commentaires: string | null;
  /** The RH record into which this provisional one was merged. */
  readonly fusionneAvec: {
    readonly fusionId: number;
    readonly id: number;
    readonly nom: string;
    readonly prenom: string;
  } | null;
}

interface FicheSql extends AeshSql {
  adresse: string | null;
  vehicule: boolean | null;
  telephone_pro: string | null;
  preferences: string | null;
  competences: string | null;
  commentaires: string | null;
  pials: FicheAesh['pialsSouhaites'] | null;
  fusionne_avec: FicheAesh['fusionneAvec'];
}

/** @throws AeshIntrouvable when it does not exist or is outside the perimeter */
export async function lireFicheAesh(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<FicheAesh> {
  const params: unknown[] = [jour, jour, jour, id];
  const lignes: FicheSql[] = await base.query(
    `SELECT ${COLONNES_AESH}, x.adresse, x.vehicule, x.telephone_pro, x.preferences, x.competences, x.commentaires,
            (SELECT jsonb_agg(jsonb_build_object('uai', s.uai, 'nom', coalesce(e.nom, s.uai)) ORDER BY s.rang)
               FROM unnest(x.pials_souhaites) WITH ORDINALITY AS s(uai, rang)
               LEFT JOIN etablissement e ON e.uai = s.uai) AS pials,
            (SELECT jsonb_build_object('fusionId', f.id, 'id', r.id, 'nom', r.nom_usage, 'prenom', r.prenom)
               FROM fusion f JOIN aesh r ON r.id = f.reel_id
              WHERE f.previsionnel_id = x.id AND f.reel_id <> x.id AND f.annulee_le IS NULL) AS fusionne_avec
       FROM aesh x ${missionsAesh(perimetre, params, jour)} ${heuresAesh(perimetre, params, jour)}
      WHERE x.id = $4 AND ${porteeAesh(perimetre, 'x', params, jour)}`,
    params,
  );
  const l = lignes[0];
  if (l === undefined) throw new AeshIntrouvable(id);
  return {
    ...ligneAesh(l),
    adresse: l.adresse,
    numen: l.source === 'PREVISIONNEL' ? l.numen : l.id_agent,
    verrouilles: l.source === 'PREVISIONNEL' ? [] : [...CHAMPS_ETAT_CIVIL],
    vehicule: l.vehicule,
    telephonePro: l.telephone_pro,
    preferences: l.preferences,
    pialsSouhaites: l.pials ?? [],
    competences: l.competences,
    commentaires: l.commentaires,
    fusionneAvec: l.fusionne_avec,
  };
}
