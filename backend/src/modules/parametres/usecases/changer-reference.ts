import type { EntityManager } from 'typeorm';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { exigerVersion } from '../../../platform/http/versions.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { type ChangementReference, appliquer } from '../domain/changement.js';
import { ReferenceIntrouvable, enPourcent } from '../domain/refus-reference.js';
import { recalculerHeures, verrouillerReferences } from '../persistence/heures-missions.js';
import { type ReferenceLigne, listerReferences } from '../queries/lister-references.js';

export interface ReferenceChangee {
  /** As it is now; null once deleted. */
  readonly reference: ReferenceLigne | null;
  readonly recalcul: { readonly missionsModifiees: number };
}

/**
 * Creates, changes or deletes a reference of working time; the weekly hours that depend on it follow in the same
 * transaction, then the occupations (F3.1-1, F3.1-2).
 * @param version that the user has read; nothing to say for a creation
 * @throws ReferenceIntrouvable, ReferenceExiste, VersionAttendue, ModifieEntreTemps
 */
export function changerReference(
  ecritures: Ecritures,
  session: SessionCourante,
  changement: ChangementReference,
  version?: number,
): Promise<ReferenceChangee> {
  const departement = departementDe(session.perimetre);
  return ecritures.transaction(acteurDe(session), async (manager) => {
    await verrouillerReferences(manager);
    const presentes = await listerReferences(manager, departement);
    if (changement.action !== 'CREER') {
      const visee = presentes.find(({ id }) => id === changement.id);
      if (!visee) throw new ReferenceIntrouvable(changement.id);
      const sujet = `La référence de la quotité ${enPourcent(visee.quotite)}`;
      await exigerVersion(version, visee.version, sujet, () => Promise.resolve(visee));
    }
    appliquer(presentes, changement);
    const id = await ecrire(manager, departement, changement);
    const missionsModifiees = await recalculerHeures(manager, departement);
    const reference = (await listerReferences(manager, departement)).find((r) => r.id === id) ?? null;
    return { reference, recalcul: { missionsModifiees } };
  });
}

async function ecrire(manager: EntityManager, departement: string, changement: ChangementReference): Promise<number> {
  switch (changement.action) {
    case 'CREER': {
      const [creee] = await manager.query<{ id: number }[]>(
        `INSERT INTO reference_temps_travail (departement, quotite, heures) VALUES ($1, $2, $3) RETURNING id`,
        [departement, changement.quotite, changement.heures],
      );
      return creee?.id ?? 0;
    }
    case 'MODIFIER':
      await manager.query(
        `UPDATE reference_temps_travail
            SET quotite = coalesce($2::numeric, quotite), heures = coalesce($3::numeric, heures), version = version + 1
          WHERE id = $1`,
        [changement.id, changement.quotite ?? null, changement.heures ?? null],
      );
      return changement.id;
    case 'SUPPRIMER':
      await manager.query('DELETE FROM reference_temps_travail WHERE id = $1', [changement.id]);
      return changement.id;
  }
}
