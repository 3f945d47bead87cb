export * from './domain/capacite.js';
export { ETATS_MISSION, type EtatMission, type SegmentOccupe, etatMission } from './domain/libelles.js';
export { MissionIntrouvable, nommerMission } from './domain/refus-mission.js';
export { MissionsModule } from './missions.module.js';
export { type ChargeLue, lireCharges } from './persistence/charges.js';
export * from './persistence/entites.js';
