import type { EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { exigerVersion } from '../../../platform/http/versions.js';
import { type Perimetre, type SessionCourante, acteurDe, porteeMissions } from '../../../platform/security/index.js';
import { nomComplet } from '../../aesh/index.js';
import { type Manquement, verifierCapacite } from '../domain/capacite.js';
import {
  MissionInactive,
  MissionIntrouvable,
  MissionOccupee,
  MissionUtilisee,
  MissionVerrouillee,
  nommerMission,
} from '../domain/refus-mission.js';
import type { SaisieMission } from '../domain/saisie-mission.js';
import { lireCharges } from '../persistence/charges.js';
import { type MissionDetail, lireMission } from '../queries/lire-mission.js';
import { colonnesDe, verifierSaisie } from './ecrire-mission.js';

interface MissionVerrouilleeEnBase {
  readonly id: number;
  readonly version: number;
  readonly departement: string | null;
  readonly saisie: SaisieMission;
  /** As refusals name it. */
  readonly nom: string;
}

export interface DemandeDeMission {
  readonly id: number;
  /** That the user has read. */
  readonly version: number | undefined;
  readonly jour: Jour;
}

/**
 * Changes a provisional mission; what stands on it must still stand (invariants 1 and 2).
 * @throws MissionIntrouvable, VersionAttendue, ModifieEntreTemps, MissionVerrouillee, MissionInactive, MissionIncoherente,
 * MissionOccupee
 */
export async function modifierMission(
  ecritures: Ecritures,
  session: SessionCourante,
  demande: DemandeDeMission & { readonly champs: Partial<SaisieMission> },
): Promise<MissionDetail> {
  const { perimetre } = session;
  const { id, jour, champs } = demande;
  await ecritures.transaction(acteurDe(session), async (manager) => {
    const mission = await verrouillerPrevisionnelle(manager, perimetre, demande);
    const donnes = Object.fromEntries(Object.entries(champs).filter(([, valeur]) => valeur !== undefined));
    const saisie: SaisieMission = { ...mission.saisie, ...donnes };
    await verifierSaisie(manager, perimetre, saisie);
    const colonnes = await colonnesDe(manager, mission.departement, saisie);
    await verifierCharges(manager, mission, colonnes);
    const noms = Object.keys(colonnes);
    const valeurs = noms.map((_, rang) => `$${rang + 2}`);
    await manager.query(
      `UPDATE mission SET ${noms.map((nom, rang) => `${nom} = ${valeurs[rang]}`).join(', ')}, version = version + 1
        WHERE id = $1 AND (${noms.join(', ')}) IS DISTINCT FROM (${noms.map((nom, rang) => `${valeurs[rang]}::${TYPES[nom] ?? 'text'}`).join(', ')})`,
      [id, ...Object.values(colonnes)],
    );
  });
  return lireMission(ecritures.source, perimetre, id, jour);
}

const TYPES: Readonly<Record<string, string>> = {
  debut: 'date',
  fin: 'date',
  debut_contrat: 'date',
  fin_contrat: 'date',
  quotite: 'numeric',
  heures: 'numeric',
};

/**
 * Deletes a provisional mission on which nothing stands.
 * @throws MissionIntrouvable, VersionAttendue, ModifieEntreTemps, MissionVerrouillee, MissionInactive, MissionUtilisee
 */
export async function supprimerMission(
  ecritures: Ecritures,
  session: SessionCourante,
  demande: DemandeDeMission,
): Promise<void> {
  await ecritures.transaction(acteurDe(session), async (manager) => {
    const mission = await verrouillerPrevisionnelle(manager, session.perimetre, demande);
    const charges = await lireCharges(manager, [mission.id]);
    if (charges.length > 0) {
      throw new MissionUtilisee(
        mission.nom,
        charges.map(({ libelle }) => libelle),
      );
    }
    await manager.query('DELETE FROM mission WHERE id = $1', [mission.id]);
  });
}

async function verrouillerPrevisionnelle(
  manager: EntityManager,
  perimetre: Perimetre,
  { id, version, jour }: DemandeDeMission,
): Promise<MissionVerrouilleeEnBase> {
  const params: unknown[] = [id];
  // FOR UPDATE: nobody may put an accompaniment on it meanwhile.
  const [m] = await manager.query<
    (Omit<MissionVerrouilleeEnBase, 'nom'> & {
      source: SourceRh;
      actif: boolean;
      nomUsage: string;
      prenom: string;
    })[]
  >(
    `SELECT m.id, m.version, m.departement, m.source, m.actif, x.nom_usage AS "nomUsage", x.prenom,
            jsonb_build_object('typeContrat', m.type_contrat, 'natureCode', m.nature_code, 'debut', m.debut, 'fin', m.fin,
              'debutContrat', m.debut_contrat, 'finContrat', m.fin_contrat, 'quotite', m.quotite,
              'heures', CASE WHEN m.origine_heures = 'SAISIE' THEN m.heures END,
              'uaiEmployeur', m.uai_employeur, 'uaiPayeur', m.uai_payeur) AS saisie
       FROM mission m JOIN aesh x ON x.id = m.aesh_id
      WHERE m.id = $1 AND ${porteeMissions(perimetre, { mission: 'm' }, params, jour)} FOR UPDATE OF m`,
    params,
  );
  if (!m) throw new MissionIntrouvable(id);
  const { natureCode, debut, fin } = m.saisie;
  const nom = nommerMission(nomComplet(m.nomUsage, m.prenom), natureCode, debut, fin);
  await exigerVersion(version, m.version, nom.replace(/,$/, ''), () => lireMission(manager, perimetre, id, jour));
  if (m.source !== 'PREVISIONNEL') throw new MissionVerrouillee(nom, m.source);
  if (!m.actif) throw new MissionInactive(nom);
  return { id: m.id, version: m.version, departement: m.departement, saisie: m.saisie, nom };
}

const CHAMPS: Readonly<Record<Manquement['code'], keyof SaisieMission>> = {
  NATURE: 'natureCode',
  PERIODE: 'fin',
  HEURES: 'heures',
  AFFECTATION_DOUBLE: 'debut',
};

/** A charge that was already at fault before the change is not held against it. */
async function verifierCharges(
  manager: EntityManager,
  mission: MissionVerrouilleeEnBase,
  colonnes: Record<string, unknown>,
): Promise<void> {
  const charges = await lireCharges(manager, [mission.id]);
  if (charges.length === 0) return;
  const natures = await manager.query<{ code: string; accompagnement: boolean }[]>(
    'SELECT code, accompagnement FROM nature_support WHERE code = ANY ($1::text[])',
    [[mission.saisie.natureCode, colonnes['nature_code']]],
  );
  const [actuelle] = await manager.query<{ heures: number }[]>('SELECT heures FROM mission WHERE id = $1', [
    mission.id,
  ]);
  const porte = (code: unknown): boolean => natures.some((n) => n.code === code && n.accompagnement);
  const avant = verifierCapacite(
    { ...mission.saisie, heures: actuelle?.heures ?? 0, accompagne: porte(mission.saisie.natureCode) },
    charges,
  );
  const apres = verifierCapacite(
    {
      debut: colonnes['debut'] as Jour,
      fin: colonnes['fin'] as Jour | null,
      heures: colonnes['heures'] as number,
      accompagne: porte(colonnes['nature_code']),
    },
    charges,
  );
  const connus = new Set(avant.filter(({ code }) => code !== 'HEURES').map(({ message }) => message));
  const rallongee = (colonnes['heures'] as number) >= (actuelle?.heures ?? 0);
  const depassaitDeja = rallongee && avant.some(({ code }) => code === 'HEURES');
  const nouveaux = apres.filter(({ code, message }) => (code === 'HEURES' ? !depassaitDeja : !connus.has(message)));
  if (nouveaux.length === 0) return;
  throw new MissionOccupee(
    mission.nom,
    nouveaux.map(({ code, message }) => ({ champ: CHAMPS[code], message })),
  );
}
