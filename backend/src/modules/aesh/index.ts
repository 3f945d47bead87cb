export { AeshModule } from './aesh.module.js';
export * from './domain/champs-aesh.js';
export * from './domain/libelles.js';
export * from './domain/rapprochement.js';
export * from './domain/refus-aesh.js';
export {
  CHAMPS_AESH,
  filtrePial,
  schemaEtatAesh,
  schemaPageDemandee,
  schemaSourceRh,
  schemaTypeContrat,
} from './http/dto.js';
export * from './persistence/entites.js';
export { type AeshIdentifie, lireIdentites } from './queries/chercher-doublons.js';
export { affecteeA } from './queries/criteres-aesh.js';
export { type FicheAesh, lireFicheAesh } from './queries/lire-fiche-aesh.js';
export { type PeriodeRegardee, missionRecente, periodeRegardee, porteeAesh } from './queries/portee-aesh.js';
export { type AeshVerrouille, type ModificationAesh, modifierAesh, verrouillerAesh } from './usecases/modifier-aesh.js';
export { type SaisieAesh, creerAeshPrevisionnel } from './usecases/creer-aesh-previsionnel.js';
