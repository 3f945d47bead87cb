import type { EntityManager } from 'typeorm';
import { enFrancais, type Jour } from '../../../kernel/jour.js';
import { enFrancaisPeriode } from '../../../kernel/periode.js';
import { nomComplet } from '../../aesh/index.js';
import type { ChargeDeMission } from '../domain/capacite.js';

interface ChargeSql {
  mission_id: number;
  genre: ChargeDeMission['genre'];
  id: number;
  version: number;
  debut: Jour;
  fin: Jour | null;
  heures: number;
  eleves: { nom: string; prenom: string }[] | null;
  pial_uai: string;
  pial_nom: string | null;
}

export type ChargeLue = ChargeDeMission & { readonly missionId: number; readonly version: number };

/** Accompaniments and affectations of some missions, named as refusals name them. */
export async function lireCharges(
  manager: Pick<EntityManager, 'query'>,
  missions: readonly number[],
): Promise<ChargeLue[]> {
  const lignes: ChargeSql[] = await manager.query(
    `SELECT a.mission_id, 'ACCOMPAGNEMENT' AS genre, a.id, a.version, a.debut, a.fin, a.heures, '' AS pial_uai, NULL AS pial_nom,
            (SELECT jsonb_agg(jsonb_build_object('nom', e.nom, 'prenom', e.prenom) ORDER BY e.nom, e.prenom)
               FROM accompagnement_decision ad JOIN decision d ON d.id = ad.decision_id JOIN eleve e ON e.id = d.eleve_id
              WHERE ad.accompagnement_id = a.id) AS eleves
       FROM accompagnement a WHERE a.mission_id = ANY ($1::int[])
      UNION ALL
     SELECT f.mission_id, 'AFFECTATION', f.id, f.version, f.debut, f.fin, f.heures, f.pial_uai, t.nom, NULL
       FROM affectation_pial f LEFT JOIN etablissement t ON t.uai = f.pial_uai WHERE f.mission_id = ANY ($1::int[])
      ORDER BY genre, debut, id`,
    [missions],
  );
  return lignes.map((l) => {
    const { id, version, debut, fin, heures, mission_id: missionId } = l;
    const commun = { id, version, debut, fin, heures, missionId };
    const quand = fin === null ? `depuis le ${enFrancais(debut)}` : enFrancaisPeriode({ debut, fin });
    if (l.genre === 'AFFECTATION') {
      const libelle = `l’affectation au PIAL « ${l.pial_nom ?? l.pial_uai} » ${quand}`;
      return { ...commun, genre: 'AFFECTATION', pialUai: l.pial_uai, libelle };
    }
    const qui = (l.eleves ?? []).map(({ nom, prenom }) => nomComplet(nom, prenom)).join(', ') || 'personne';
    return { ...commun, genre: 'ACCOMPAGNEMENT', libelle: `l’accompagnement de ${qui} ${quand}` };
  });
}
