import type { Jour } from '../../../kernel/jour.js';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { type ModificationAesh, modifierAesh } from '../../aesh/index.js';
import { type AeshDossier, lireDossierAesh } from '../queries/lire-dossier-aesh.js';

/**
 * « Modifier cet AESH » (guide §7.1). @returns its file, as it is once changed
 * @throws AeshIntrouvable, VersionAttendue, ModifieEntreTemps, AeshFusionne, AeshDonneeRh, PialInconnu
 */
export async function modifierDossierAesh(
  ecritures: Ecritures,
  session: SessionCourante,
  demande: {
    readonly id: number;
    readonly version: number | undefined;
    readonly champs: ModificationAesh;
    readonly jour: Jour;
  },
): Promise<AeshDossier> {
  const { perimetre } = session;
  const { id, jour } = demande;
  await ecritures.transaction(acteurDe(session), (manager) =>
    modifierAesh(manager, perimetre, demande, () => lireDossierAesh(manager, perimetre, id, jour), jour),
  );
  return lireDossierAesh(ecritures.source, perimetre, id, jour);
}
