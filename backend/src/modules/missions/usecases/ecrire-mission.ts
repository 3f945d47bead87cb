import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ChampEnErreur } from '../../../kernel/erreur-metier.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { MissionIncoherente } from '../domain/refus-mission.js';
import { type SaisieMission, fautesDeSaisie } from '../domain/saisie-mission.js';
import type { OrigineHeures } from '../domain/libelles.js';

/**
 * What is typed, checked against the nomenclature and the annuaire.
 * @throws MissionIncoherente with each faulty field
 */
export async function verifierSaisie(
  manager: EntityManager,
  perimetre: Perimetre,
  saisie: SaisieMission,
): Promise<void> {
  const fautes: ChampEnErreur[] = fautesDeSaisie(saisie);
  const [connu] = await manager.query<{ nature: boolean; employeur: boolean; payeur: boolean }[]>(
    `SELECT EXISTS (SELECT FROM nature_support WHERE code = $1) AS nature,
            EXISTS (SELECT FROM etablissement WHERE uai = $2 AND departement = $4) AS employeur,
            EXISTS (SELECT FROM etablissement WHERE uai = $3) AS payeur`,
    [saisie.natureCode, saisie.uaiEmployeur, saisie.uaiPayeur, departementDe(perimetre)],
  );
  if (!connu?.nature) {
    fautes.push({
      path: 'natureCode',
      message: `La nature de support « ${saisie.natureCode} » n’est pas dans la nomenclature.`,
    });
  }
  if (saisie.uaiEmployeur !== null && !connu?.employeur) {
    fautes.push({
      path: 'uaiEmployeur',
      message: `L’établissement employeur ${saisie.uaiEmployeur} n’est pas un établissement de votre département.`,
    });
  }
  if (saisie.uaiPayeur !== null && !connu?.payeur) {
    fautes.push({
      path: 'uaiPayeur',
      message: `L’établissement payeur ${saisie.uaiPayeur} n’est pas dans l’annuaire.`,
    });
  }
  if (fautes.length > 0) throw new MissionIncoherente(fautes);
}

/** Hours of a provisional mission: those typed, else the reference of its quotité, else 0 h flagged (reading 7). */
export async function heuresDe(
  manager: EntityManager,
  departement: string | null,
  { heures, quotite }: Pick<SaisieMission, 'heures' | 'quotite'>,
): Promise<{ heures: number; origine: OrigineHeures }> {
  if (heures !== null && heures !== 0) return { heures, origine: 'SAISIE' };
  // Nobody changes the references until our mission is there to be recomputed.
  await manager.query('LOCK TABLE reference_temps_travail IN SHARE MODE');
  const [calcul] = await manager.query<{ heures: number; origine: OrigineHeures }[]>(
    `SELECT h.heures, h.origine
       FROM (SELECT (SELECT heures FROM reference_temps_travail WHERE departement = $1 AND quotite = $2) AS reference) r
      CROSS JOIN LATERAL heures_effectives(NULL, r.reference) h`,
    [departement, quotite],
  );
  return calcul ?? { heures: 0, origine: 'ABSENTE' };
}

/** The columns of a provisional mission. */
export async function colonnesDe(
  manager: EntityManager,
  departement: string | null,
  saisie: SaisieMission,
): Promise<Record<string, unknown>> {
  const { heures, origine } = await heuresDe(manager, departement, saisie);
  return {
    type_contrat: saisie.typeContrat,
    nature_code: saisie.natureCode,
    debut: saisie.debut,
    fin: saisie.fin,
    debut_contrat: saisie.debutContrat,
    fin_contrat: saisie.finContrat,
    quotite: saisie.quotite,
    heures,
    origine_heures: origine,
    uai_employeur: saisie.uaiEmployeur,
    uai_payeur: saisie.uaiPayeur,
  };
}

/** @throws MissionIncoherente */
export async function insererMission(
  manager: EntityManager,
  perimetre: Perimetre,
  aeshId: number,
  saisie: SaisieMission,
): Promise<{ id: number; version: number }> {
  await verifierSaisie(manager, perimetre, saisie);
  const departement = departementDe(perimetre);
  const valeurs = {
    source: 'PREVISIONNEL',
    id_mission: `P-${randomUUID()}`,
    aesh_id: aeshId,
    departement,
    ...(await colonnesDe(manager, departement, saisie)),
  };
  const colonnes = Object.keys(valeurs);
  const [creee] = await manager.query<{ id: number; version: number }[]>(
    `INSERT INTO mission (${colonnes.join(', ')}) VALUES (${colonnes.map((_, rang) => `$${rang + 1}`).join(', ')})
     RETURNING id, version`,
    Object.values(valeurs),
  );
  if (!creee) throw new Error('mission : aucune ligne rendue.');
  return creee;
}
