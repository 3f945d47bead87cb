import type { EntityManager } from 'typeorm';
import { enFrancais, aujourdhui } from '../../../kernel/jour.js';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { nomComplet } from '../../aesh/index.js';
import { lireCharges } from '../../missions/index.js';
import { verrouillerReferences } from '../../parametres/index.js';
import type { Inverse, LigneDeplacee, LigneTouchee } from '../domain/inverse.js';
import { FusionIntrouvable, FusionNonAnnulable } from '../domain/refus-fusion.js';
import { verrouillerMissions } from '../persistence/missions-verrouillees.js';
import { type FusionLigne, listerFusions } from '../queries/lister-fusions.js';

interface FusionEnBase {
  readonly id: number;
  readonly previsionnelId: number;
  readonly reelId: number;
  readonly inverse: Inverse;
  readonly annuleeLe: Date | null;
  readonly annuleePar: string | null;
}

/**
 * Undoes a merge: each row that it moved or changed is as it was before, versions apart, which only go forward so that
 * nobody writes on what it has not read. Refused when one of them has changed since.
 * @throws FusionIntrouvable, FusionNonAnnulable naming what has changed
 */
export async function annulerFusion(ecritures: Ecritures, session: SessionCourante, id: number): Promise<FusionLigne> {
  const acteur = acteurDe(session);
  const departement = departementDe(session.perimetre);
  await ecritures.transaction(acteur, async (manager) => {
    await verrouillerReferences(manager);
    const [fusion] = await manager.query<FusionEnBase[]>(
      `SELECT id, previsionnel_id AS "previsionnelId", reel_id AS "reelId", inverse, annulee_le AS "annuleeLe",
              annulee_par AS "annuleePar"
         FROM fusion WHERE id = $1 AND departement = $2 FOR UPDATE`,
      [id, departement],
    );
    if (!fusion) throw new FusionIntrouvable(id);
    if (fusion.annuleeLe !== null) {
      const quand = enFrancais(aujourdhui(fusion.annuleeLe));
      throw new FusionNonAnnulable([`${fusion.annuleePar ?? 'quelqu’un'} l’a déjà annulée le ${quand}`]);
    }
    await verrouiller(manager, fusion);
    const changements = await changementsDepuis(manager, fusion);
    if (changements.length > 0) throw new FusionNonAnnulable(changements);
    await remettre(manager, fusion);
    await manager.query('UPDATE fusion SET annulee_le = now(), annulee_par = $2 WHERE id = $1', [id, acteur.nom]);
  });
  const { items } = await listerFusions(ecritures.source, session.perimetre, { page: 1, size: 1, id });
  if (!items[0]) throw new FusionIntrouvable(id);
  return items[0];
}

/** In the order of the merge: AESH, then missions, each by id. */
async function verrouiller(manager: EntityManager, { previsionnelId, reelId, inverse }: FusionEnBase): Promise<void> {
  await manager.query('SELECT id FROM aesh WHERE id = ANY ($1::int[]) ORDER BY id FOR NO KEY UPDATE', [
    [previsionnelId, reelId],
  ]);
  const missions = [
    ...[...inverse.accompagnements, ...inverse.affectations].flatMap(({ de, vers }) => [de, vers]),
    ...[...inverse.missionsRemplacees, ...inverse.missionsDeplacees].map((mission) => mission.id),
  ];
  await verrouillerMissions(manager, 'm.id = ANY ($1::int[])', [missions]);
}

const OBJETS = {
  accompagnements: ['accompagnement', 'l’accompagnement', 'supprimé', 'modifié'],
  affectations: ['affectation_pial', 'l’affectation', 'supprimée', 'modifiée'],
  missionsRemplacees: ['mission', 'la mission prévisionnelle', 'supprimée', 'modifiée'],
  missionsDeplacees: ['mission', 'la mission prévisionnelle', 'supprimée', 'modifiée'],
} as const satisfies Partial<Record<keyof Inverse, readonly [string, string, string, string]>>;

/** What is no longer as the merge left it, in words. */
async function changementsDepuis(
  manager: EntityManager,
  { inverse, previsionnelId, reelId }: FusionEnBase,
): Promise<string[]> {
  const changements: string[] = [];
  const charges = await lireCharges(manager, [
    ...new Set([...inverse.accompagnements, ...inverse.affectations].map(({ vers }) => vers)),
  ]);
  for (const [liste, [table, quoi, supprime, modifie]] of Object.entries(OBJETS)) {
    const touchees: readonly LigneTouchee[] = inverse[liste as keyof typeof OBJETS];
    if (touchees.length === 0) continue;
    const presentes: LigneTouchee[] = await manager.query(
      `SELECT id, version FROM ${table} WHERE id = ANY ($1::int[]) FOR NO KEY UPDATE`,
      [touchees.map((ligne) => ligne.id)],
    );
    const versions = new Map(presentes.map((ligne) => [ligne.id, ligne.version]));
    const genre = table === 'accompagnement' ? 'ACCOMPAGNEMENT' : 'AFFECTATION';
    for (const { id, version } of touchees) {
      const actuelle = versions.get(id);
      if (actuelle === version) continue;
      const libelle = table === 'mission' ? undefined : charges.find((c) => c.genre === genre && c.id === id)?.libelle;
      changements.push(`${libelle ?? `${quoi} n° ${id}`} a été ${actuelle === undefined ? supprime : modifie} depuis`);
    }
  }
  const personnes: { id: number; version: number; nom: string; prenom: string; ligne: Record<string, unknown> }[] =
    await manager.query(
      `SELECT x.id, x.version, x.nom_usage AS nom, x.prenom, to_jsonb(x) AS ligne FROM aesh x WHERE x.id = ANY ($1::int[])`,
      [[previsionnelId, reelId]],
    );
  for (const { id, version, nom, prenom, ligne } of personnes) {
    if (inverse.previsionnel?.id === id && inverse.previsionnel.version !== version) {
      changements.push(`le dossier prévisionnel de ${nomComplet(nom, prenom)} a été modifié depuis`);
    }
    if (id !== reelId) continue;
    for (const [colonne, valeur] of Object.entries(inverse.completes)) {
      if (JSON.stringify(ligne[colonne]) === JSON.stringify(valeur)) continue;
      changements.push(
        `le dossier de ${nomComplet(nom, prenom)} a été modifié depuis (${LIBELLES[colonne] ?? colonne})`,
      );
    }
  }
  return changements;
}

const LIBELLES: Readonly<Record<string, string>> = {
  transport: 'moyen de transport',
  vehicule: 'véhicule',
  telephone_pro: 'téléphone professionnel',
  preferences: 'préférences',
  pials_souhaites: 'PIAL souhaités',
  competences: 'compétences',
  commentaires: 'commentaires',
};

async function remettre(manager: EntityManager, { inverse, reelId }: FusionEnBase): Promise<void> {
  await deplacer(manager, 'accompagnement', 'mission_id', inverse.accompagnements);
  await deplacer(manager, 'affectation_pial', 'mission_id', inverse.affectations);
  await deplacer(manager, 'mission', 'aesh_id', inverse.missionsDeplacees);
  await manager.query(`UPDATE mission SET actif = true, version = version + 1 WHERE id = ANY ($1::int[])`, [
    inverse.missionsRemplacees.map(({ id }) => id),
  ]);
  if (inverse.previsionnel) {
    await manager.query(`UPDATE aesh SET actif = true, version = version + 1 WHERE id = $1`, [inverse.previsionnel.id]);
  }
  const completes = Object.keys(inverse.completes);
  if (completes.length > 0) {
    await manager.query(
      `UPDATE aesh SET ${completes.map((nom) => `${nom} = DEFAULT`).join(', ')}, version = version + 1 WHERE id = $1`,
      [reelId],
    );
  }
}

async function deplacer(
  manager: EntityManager,
  table: string,
  colonne: string,
  lignes: readonly LigneDeplacee[],
): Promise<void> {
  if (lignes.length === 0) return;
  await manager.query(
    `UPDATE ${table} t SET ${colonne} = s.de, version = t.version + 1
       FROM unnest($1::int[], $2::int[]) AS s(id, de) WHERE t.id = s.id`,
    [lignes.map(({ id }) => id), lignes.map(({ de }) => de)],
  );
}
