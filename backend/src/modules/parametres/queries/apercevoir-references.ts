import type { DataSource } from 'typeorm';
import { type ChangementReference, appliquer } from '../domain/changement.js';
import { simulerHeures } from '../persistence/heures-missions.js';
import { listerReferences } from './lister-references.js';

export interface ApercuReferences {
  readonly missions: number;
  readonly exemples: {
    readonly missionId: number;
    readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
    readonly avant: number;
    readonly apres: number;
  }[];
}

const EXEMPLES_MAX = 20;

/**
 * What a change of reference would change in the missions of the département (F3.1-2), those that change most first.
 * @throws ReferenceIntrouvable, ReferenceExiste
 */
export async function apercevoirReferences(
  base: DataSource,
  departement: string,
  changement: ChangementReference,
): Promise<ApercuReferences> {
  const references = appliquer(await listerReferences(base, departement), changement);
  const changees = await simulerHeures(base, departement, references);
  const montrees = [...changees]
    .sort((a, b) => Math.abs(b.apres - b.avant) - Math.abs(a.apres - a.avant) || a.missionId - b.missionId)
    .slice(0, EXEMPLES_MAX);
  const noms = await base.query<{ missionId: number; id: number; nom: string; prenom: string }[]>(
    `SELECT m.id AS "missionId", x.id, x.nom_usage AS nom, x.prenom
       FROM mission m JOIN aesh x ON x.id = m.aesh_id WHERE m.id = ANY ($1::int[])`,
    [montrees.map(({ missionId }) => missionId)],
  );
  const parMission = new Map(noms.map(({ missionId, ...aesh }) => [missionId, aesh]));
  return {
    missions: changees.length,
    exemples: montrees.flatMap(({ missionId, avant, apres }) => {
      const aesh = parMission.get(missionId);
      return aesh ? [{ missionId, aesh, avant, apres }] : [];
    }),
  };
}
