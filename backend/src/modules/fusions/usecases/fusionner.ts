import type { EntityManager } from 'typeorm';
import type { ChampEnErreur } from '../../../kernel/erreur-metier.js';
import type { Jour } from '../../../kernel/jour.js';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import { type Perimetre, type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { type AeshVerrouille, COLONNES_COMPLEMENTS, type Complements, verrouillerAesh } from '../../aesh/index.js';
import { type ChargeLue, verifierCapacite } from '../../missions/index.js';
import { verrouillerReferences } from '../../parametres/index.js';
import type { Inverse, LigneDeplacee, LigneTouchee } from '../domain/inverse.js';
import { FusionImpossible } from '../domain/refus-fusion.js';
import {
  type MissionFusionnable,
  lireMissionsFusionnables,
  nommer,
  verrouillerMissions,
} from '../persistence/missions-verrouillees.js';

export interface DemandeFusion {
  readonly previsionnelId: number;
  /** The same as `previsionnelId`: only its provisional missions are merged. */
  readonly reelId: number;
  /** `reelleId` null: the mission stays provisional, and goes to the real AESH. Those left out too. */
  readonly missions: readonly { readonly previsionnelleId: number; readonly reelleId: number | null }[];
  /** Idempotency-Key. */
  readonly cle: string;
  readonly jour: Jour;
}

/** One provisional mission, its real one or none, and where the request spoke of it. */
interface Appariement {
  readonly previsionnelle: MissionFusionnable;
  readonly reelle: MissionFusionnable | null;
  readonly champ: string;
}

/**
 * Merges a provisional AESH, or provisional missions, into the real one (F8.3-1): what stood on the provisional missions
 * stands on the real ones, what is ours completes the real record where it is empty, the provisional records become
 * inactive. All or nothing.
 * @throws AeshIntrouvable, FusionImpossible with every reason, CleReutilisee
 */
export function fusionner(
  ecritures: Ecritures,
  session: SessionCourante,
  demande: DemandeFusion,
): Promise<{ id: number }> {
  const { compteId, perimetre } = session;
  const { previsionnelId, reelId, missions, cle } = demande;
  return ecritures.transaction(acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId, cle, demande: ['fusion', previsionnelId, reelId, missions] }, () =>
      executer(manager, perimetre, acteurDe(session).nom, demande),
    ),
  );
}

async function executer(
  manager: EntityManager,
  perimetre: Perimetre,
  auteur: string,
  demande: DemandeFusion,
): Promise<{ id: number }> {
  const { previsionnelId, reelId, jour } = demande;
  const departement = departementDe(perimetre);
  // Imports write the same rows in an order of their own: one after the other.
  await verrouillerReferences(manager);
  const verrouilles = new Map<number, AeshVerrouille>();
  for (const id of [...new Set([previsionnelId, reelId])].sort((a, b) => a - b)) {
    verrouilles.set(id, await verrouillerAesh(manager, perimetre, id, jour));
  }
  const previsionnel = verrouilles.get(previsionnelId) as AeshVerrouille;
  const reel = verrouilles.get(reelId) as AeshVerrouille;
  refuser(verifierPersonnes(previsionnel, reel));

  const condition = `((m.aesh_id = $1 AND m.source = 'PREVISIONNEL' AND m.actif) OR m.aesh_id = $2) AND m.departement = $3`;
  const params = [previsionnelId, reelId, departement];
  await verrouillerMissions(manager, condition, params);
  const missions = await lireMissionsFusionnables(manager, condition, params);
  const { appariements, motifs } = apparier(demande, missions, reel);
  refuser(motifs);
  refuser(verifierCapacites(appariements, reel.qui));

  const inverse = await deplacer(manager, previsionnel, reel, appariements);
  const [fusion] = await manager.query<{ id: number }[]>(
    `INSERT INTO fusion (previsionnel_id, reel_id, departement, missions, inverse, auteur)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      previsionnelId,
      reelId,
      departement,
      JSON.stringify(
        appariements.map(({ previsionnelle, reelle }) => ({
          previsionnelleId: previsionnelle.id,
          reelleId: reelle?.id ?? null,
        })),
      ),
      JSON.stringify(inverse),
      auteur,
    ],
  );
  if (!fusion) throw new Error('fusion : aucune ligne rendue.');
  return fusion;
}

function refuser(motifs: readonly ChampEnErreur[]): void {
  if (motifs.length > 0) throw new FusionImpossible(motifs);
}

function verifierPersonnes(previsionnel: AeshVerrouille, reel: AeshVerrouille): ChampEnErreur[] {
  const motifs: ChampEnErreur[] = [];
  if (previsionnel.id !== reel.id && previsionnel.source !== 'PREVISIONNEL') {
    motifs.push({
      path: 'previsionnelId',
      message: `${previsionnel.qui} vient de ${previsionnel.source} : ce n’est pas un prévisionnel`,
    });
  } else if (!previsionnel.actif && previsionnel.id !== reel.id) {
    motifs.push({ path: 'previsionnelId', message: `${previsionnel.qui} (prévisionnel) est déjà inactif` });
  }
  if (reel.source === 'PREVISIONNEL') {
    motifs.push({ path: 'reelId', message: `${reel.qui} est prévisionnel : choisissez un dossier venu des bases RH` });
  } else if (!reel.actif) {
    motifs.push({ path: 'reelId', message: `${reel.qui} est inactif : il ne vient plus de ${reel.source}` });
  }
  return motifs;
}

function apparier(
  { previsionnelId, reelId, missions: demandees }: DemandeFusion,
  missions: readonly MissionFusionnable[],
  reel: AeshVerrouille,
): { appariements: Appariement[]; motifs: ChampEnErreur[] } {
  const motifs: ChampEnErreur[] = [];
  const appariements: Appariement[] = [];
  const attendues = missions.filter((m) => m.aeshId === previsionnelId && m.source === 'PREVISIONNEL' && m.actif);
  demandees.forEach(({ previsionnelleId, reelleId }, rang) => {
    const champ = `missions.${rang}`;
    const previsionnelle = attendues.find(({ id }) => id === previsionnelleId);
    const reelle = missions.find(({ id, aeshId }) => id === reelleId && aeshId === reelId) ?? null;
    if (!previsionnelle) {
      motifs.push({
        path: `${champ}.previsionnelleId`,
        message: `la mission n° ${previsionnelleId} n’est pas une mission prévisionnelle active de cet AESH`,
      });
    } else if (reelleId !== null && (reelle === null || reelle.source === 'PREVISIONNEL')) {
      motifs.push({
        path: `${champ}.reelleId`,
        message: `la mission n° ${reelleId} n’est pas une mission RH de ${reel.qui}`,
      });
    } else if (reelle !== null && !reelle.actif) {
      motifs.push({ path: `${champ}.reelleId`, message: `${nommer(reelle, reel.qui)} est inactive` });
    } else {
      appariements.push({ previsionnelle, reelle, champ });
    }
  });
  if (previsionnelId === reelId) {
    const rattachees = appariements.filter(({ reelle }) => reelle !== null);
    if (rattachees.length === 0 && motifs.length === 0) {
      motifs.push({ path: 'missions', message: 'aucune mission prévisionnelle n’est rattachée à une mission réelle' });
    }
    return { appariements: rattachees, motifs };
  }
  const citees = new Set(demandees.map(({ previsionnelleId }) => previsionnelleId));
  for (const previsionnelle of attendues) {
    if (!citees.has(previsionnelle.id)) appariements.push({ previsionnelle, reelle: null, champ: 'missions' });
  }
  return { appariements, motifs };
}

/** A real mission may take the place of several: each is added to what those before it brought. */
function verifierCapacites(appariements: readonly Appariement[], qui: string): ChampEnErreur[] {
  const motifs: ChampEnErreur[] = [];
  const portees = new Map<number, ChargeLue[]>();
  for (const { previsionnelle, reelle, champ } of appariements) {
    if (reelle === null) continue;
    const presentes = portees.get(reelle.id) ?? [...reelle.charges];
    for (const { message } of verifierCapacite(reelle, previsionnelle.charges, presentes)) {
      motifs.push({ path: `${champ}.reelleId`, message: `${nommer(reelle, qui)} : ${message}` });
    }
    portees.set(reelle.id, [...presentes, ...previsionnelle.charges]);
  }
  return motifs;
}

async function deplacer(
  manager: EntityManager,
  previsionnel: AeshVerrouille,
  reel: AeshVerrouille,
  appariements: readonly Appariement[],
): Promise<Inverse> {
  const accompagnements: LigneDeplacee[] = [];
  const affectations: LigneDeplacee[] = [];
  const missionsRemplacees: LigneTouchee[] = [];
  const missionsDeplacees: LigneDeplacee[] = [];
  for (const { previsionnelle, reelle } of appariements) {
    const { id } = previsionnelle;
    if (reelle === null) {
      const [ligne] = await ecrire(manager, `UPDATE mission SET aesh_id = $2, version = version + 1 WHERE id = $1`, [
        id,
        reel.id,
      ]);
      if (ligne) missionsDeplacees.push({ ...ligne, de: previsionnel.id, vers: reel.id });
      continue;
    }
    for (const [table, liste] of [
      ['accompagnement', accompagnements],
      ['affectation_pial', affectations],
    ] as const) {
      const requete = `UPDATE ${table} SET mission_id = $2, version = version + 1 WHERE mission_id = $1`;
      const lignes = await ecrire(manager, requete, [id, reelle.id]);
      liste.push(...lignes.map((ligne) => ({ ...ligne, de: id, vers: reelle.id })));
    }
    missionsRemplacees.push(
      ...(await ecrire(manager, `UPDATE mission SET actif = false, version = version + 1 WHERE id = $1`, [id])),
    );
  }
  if (previsionnel.id === reel.id) {
    return { accompagnements, affectations, missionsRemplacees, missionsDeplacees, previsionnel: null, completes: {} };
  }
  const completes = await completer(manager, previsionnel, reel);
  const [touche] = await ecrire(manager, `UPDATE aesh SET actif = false, version = version + 1 WHERE id = $1`, [
    previsionnel.id,
  ]);
  return {
    accompagnements,
    affectations,
    missionsRemplacees,
    missionsDeplacees,
    previsionnel: touche ?? null,
    completes,
  };
}

/** @returns the rows as they are once written */
async function ecrire(manager: EntityManager, requete: string, params: unknown[]): Promise<LigneTouchee[]> {
  const [lignes] = await manager.query<[LigneTouchee[], number]>(`${requete} RETURNING id, version`, params);
  return [...lignes].sort((a, b) => a.id - b.id);
}

/** What is ours and empty in the real record takes the value of the provisional one. @returns by column */
async function completer(
  manager: EntityManager,
  previsionnel: AeshVerrouille,
  reel: AeshVerrouille,
): Promise<Record<string, unknown>> {
  const vide = (valeur: unknown): boolean => valeur === null || (Array.isArray(valeur) && valeur.length === 0);
  const completes: Record<string, unknown> = {};
  for (const [champ, colonne] of Object.entries(COLONNES_COMPLEMENTS)) {
    const valeur = previsionnel.valeurs[champ as keyof Complements];
    if (vide(reel.valeurs[champ as keyof Complements]) && !vide(valeur)) completes[colonne] = valeur;
  }
  const colonnes = Object.keys(completes);
  if (colonnes.length === 0) return completes;
  await manager.query(
    `UPDATE aesh SET ${colonnes.map((nom, rang) => `${nom} = $${rang + 2}`).join(', ')}, version = version + 1 WHERE id = $1`,
    [reel.id, ...Object.values(completes)],
  );
  return completes;
}
