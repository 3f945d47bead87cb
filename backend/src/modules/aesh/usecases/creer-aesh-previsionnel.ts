import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Perimetre } from '../../../platform/security/index.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import { COLONNES_COMPLEMENTS, COLONNES_ETAT_CIVIL, type Complements, type EtatCivil } from '../domain/champs-aesh.js';
import { exigerPials } from './modifier-aesh.js';
import { situerDomicile } from './situer-domicile.js';

export type SaisieAesh = EtatCivil & Complements;

/**
 * An AESH that is not in RH yet « [P] » (guide §7.2), of the département that awaits it.
 * @throws PialInconnu
 */
export async function creerAeshPrevisionnel(
  manager: EntityManager,
  perimetre: Perimetre,
  saisie: SaisieAesh,
): Promise<{ id: number; version: number }> {
  await exigerPials(manager, perimetre, saisie.pialsSouhaites);
  const { latitude, longitude } = await situerDomicile(manager, saisie);
  const valeurs: Record<string, unknown> = {
    source: 'PREVISIONNEL',
    id_agent: `P-${randomUUID()}`,
    departement: departementDe(perimetre),
    latitude,
    longitude,
  };
  for (const [champ, colonne] of Object.entries({ ...COLONNES_ETAT_CIVIL, ...COLONNES_COMPLEMENTS })) {
    valeurs[colonne] = saisie[champ as keyof SaisieAesh];
  }
  const colonnes = Object.keys(valeurs);
  const [cree] = await manager.query<{ id: number; version: number }[]>(
    `INSERT INTO aesh (${colonnes.join(', ')}) VALUES (${colonnes.map((_, rang) => `$${rang + 1}`).join(', ')})
     RETURNING id, version`,
    Object.values(valeurs),
  );
  if (!cree) throw new Error('aesh : aucune ligne rendue.');
  return cree;
}
