import type { DataSource } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type MondeExamine, anomaliesNaives } from '../domain/anomalies.oracle.js';

/** What is stored, one line an anomaly: '<accompaniment> <type> <decision or -> <first day> <last day>', sorted. */
export async function toutesLesAnomalies(source: DataSource): Promise<string[]> {
  const lignes: { ligne: string }[] = await source.query(
    `SELECT concat_ws(' ', accompagnement_id, type, coalesce(decision_id::text, '-'), debut, fin) AS ligne
       FROM anomalie_accompagnement`,
  );
  return lignes.map((l) => l.ligne).sort();
}

/** What the definitions say of the whole base, one day after the other. */
export async function anomaliesAttendues(source: DataSource): Promise<string[]> {
  const lire = <T>(sql: string): Promise<T[]> => source.query(sql);
  const missions = await lire<{ id: number; debut: Jour; fin: Jour | null; heures: number; m: boolean; x: boolean }>(
    `SELECT m.id, m.debut, m.fin, m.heures, m.actif AS m, x.actif AS x FROM mission m JOIN aesh x ON x.id = m.aesh_id`,
  );
  const affectations = await lire<{ mission: number; pial: string; debut: Jour; fin: Jour | null }>(
    'SELECT mission_id AS mission, pial_uai AS pial, debut, fin FROM affectation_pial',
  );
  const decisions = await lire<{ id: number; eleve: number; debut: Jour; fin: Jour; actif: boolean }>(
    `SELECT d.id, e.id AS eleve, d.debut, d.fin, e.etat_dossier = 'ACTIF' AS actif
       FROM decision d JOIN eleve e ON e.id = d.eleve_id`,
  );
  const scolarites = await lire<{ eleve: number; uai: string; debut: Jour; fin: Jour | null }>(
    'SELECT eleve_id AS eleve, uai, debut, fin FROM scolarite',
  );
  const appartenances = await lire<MondeExamine['appartenances'][number]>(
    'SELECT uai, pial_uai AS pial, debut, fin FROM pial_membre',
  );
  const accompagnements = await lire<{
    id: number;
    mission: number;
    decisions: number[];
    uai: string;
    debut: Jour;
    fin: Jour;
    heures: number;
    maintien: boolean;
  }>(
    `SELECT id, mission_id AS mission, uai, debut, fin, heures, maintien,
            ARRAY(SELECT decision_id FROM accompagnement_decision WHERE accompagnement_id = id) AS decisions
       FROM accompagnement`,
  );
  return anomaliesNaives({
    missions: new Map(
      missions.map(({ id, debut, fin, heures, m, x }) => [
        id,
        {
          periode: { debut, fin },
          heures,
          active: m,
          aeshActif: x,
          affectations: affectations.filter((f) => f.mission === id),
        },
      ]),
    ),
    decisions: new Map(
      decisions.map(({ id, eleve, debut, fin, actif }) => [
        id,
        { periode: { debut, fin }, dossierActif: actif, scolarites: scolarites.filter((s) => s.eleve === eleve) },
      ]),
    ),
    appartenances,
    accompagnements: new Map(accompagnements.map(({ id, ...a }) => [id, a])),
  });
}
