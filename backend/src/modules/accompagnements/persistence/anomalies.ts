import type { EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';
import type { Anomalie, AnomalieDAffectation, AnomalieDeDecision, AnomalieDeMission } from '../domain/anomalies.js';
import { entiers, parmi, tableau } from './parametres.js';

/** What the anomaly 9 looks at for one mission. */
export interface AffectationsChargees {
  readonly id: number;
  readonly affectations: (Periode & { readonly pial: string })[];
  readonly accompagnements: (PeriodeFermee & {
    readonly id: number;
    readonly appartenances: readonly (Periode & { readonly pial: string })[];
  })[];
}

/** Only missions that accompany in some school of a PIAL: the others have no such anomaly. */
export async function chargerAffectations(
  manager: EntityManager,
  ids: readonly number[],
): Promise<AffectationsChargees[]> {
  const poses: { mission_id: number; id: number; debut: Jour; fin: Jour; pial: string; de: Jour; a: Jour | null }[] =
    await manager.query(
      `SELECT a.mission_id, a.id, a.debut, a.fin, pm.pial_uai AS pial, pm.debut AS de, pm.fin AS a
         FROM accompagnement a
         JOIN pial_membre pm ON (pm.uai, pm.debut) BETWEEN ROW(a.uai, '-infinity'::date) AND ROW(a.uai, a.fin)
                            AND (pm.fin IS NULL OR pm.fin >= a.debut)
        WHERE a.mission_id = ANY (${parmi('$1')})`,
      [entiers(ids)],
    );
  if (poses.length === 0) return [];
  const affectations: { mission_id: number; pial: string; debut: Jour; fin: Jour | null }[] = await manager.query(
    `SELECT mission_id, pial_uai AS pial, debut, fin FROM affectation_pial WHERE mission_id = ANY (${parmi('$1')})`,
    [entiers(ids)],
  );
  const parId = new Map<number, AffectationsChargees>();
  for (const { mission_id, id, debut, fin, pial, de, a } of poses) {
    const mission = parId.get(mission_id) ?? { id: mission_id, affectations: [], accompagnements: [] };
    parId.set(mission_id, mission);
    mission.accompagnements.push({ id, debut, fin, appartenances: [{ pial, debut: de, fin: a }] });
  }
  for (const f of affectations) parId.get(f.mission_id)?.affectations.push(f);
  return [...parId.values()];
}

export interface AnomaliesDe<A extends Anomalie<number>> {
  readonly id: number;
  readonly anomalies: readonly A[];
}

/** Whether there is something to write, nearly never: an anomaly is found, or some is stored. */
type AnomaliesSignalees<A extends Anomalie<number>> = AnomaliesDe<A> & { readonly signalee: boolean };

/** Replaces those of these decisions (types 3, 4, 5, 7). */
export async function ecrireAnomaliesDeDecisions(
  manager: EntityManager,
  decisions: readonly AnomaliesSignalees<AnomalieDeDecision>[],
): Promise<void> {
  await remplacer(manager, 'decision_id', [3, 4, 5, 7], decisions.filter(changent));
}

/** Replaces those of these missions (types 1, 2, 6, 8). */
export async function ecrireAnomaliesDeMissions(
  manager: EntityManager,
  missions: readonly AnomaliesSignalees<AnomalieDeMission>[],
): Promise<void> {
  await remplacer(manager, 'mission_id', [1, 2, 6, 8], missions.filter(changent));
}

/** Replaces those of these missions (type 9). */
export async function ecrireAnomaliesDAffectations(
  manager: EntityManager,
  ids: readonly number[],
  trouvees: readonly AnomaliesDe<AnomalieDAffectation>[],
): Promise<void> {
  const parId = new Map(trouvees.map((t) => [t.id, t.anomalies]));
  await remplacer(
    manager,
    'mission_id',
    [9],
    ids.map((id) => ({ id, anomalies: parId.get(id) ?? [] })),
  );
}

function changent({ signalee, anomalies }: AnomaliesSignalees<Anomalie<number>>): boolean {
  return signalee || anomalies.length > 0;
}

/** A row that would not change is left alone. */
async function remplacer(
  manager: EntityManager,
  cle: 'decision_id' | 'mission_id',
  types: readonly number[],
  objets: readonly AnomaliesDe<Anomalie<number>>[],
): Promise<void> {
  if (objets.length === 0) return;
  const lignes = objets.flatMap(({ id, anomalies }) => anomalies.map((a) => ({ id, ...a })));
  await manager.query(
    `WITH voulues AS (
       SELECT * FROM unnest($3::int[], $4::int[], $5::smallint[], $6::date[], $7::date[])
                  AS v(objet, accompagnement_id, type, debut, fin)),
     retirees AS (
       DELETE FROM anomalie_accompagnement x
        WHERE x.${cle} = ANY (${parmi('$1')}) AND x.type = ANY ($2::smallint[])
          AND NOT EXISTS (SELECT FROM voulues v WHERE v.objet = x.${cle} AND v.accompagnement_id = x.accompagnement_id
                                                  AND v.type = x.type AND v.debut = x.debut))
     INSERT INTO anomalie_accompagnement AS x (${cle}, accompagnement_id, type, debut, fin)
     SELECT * FROM voulues
     ON CONFLICT (${cle}, accompagnement_id, type, debut) DO UPDATE SET fin = EXCLUDED.fin WHERE x.fin <> EXCLUDED.fin`,
    [
      entiers(objets.map(({ id }) => id)),
      entiers(types),
      entiers(lignes.map((l) => l.id)),
      entiers(lignes.map((l) => l.accompagnement)),
      entiers(lignes.map((l) => l.type)),
      tableau(lignes.map((l) => l.debut)),
      tableau(lignes.map((l) => l.fin)),
    ],
  );
}
