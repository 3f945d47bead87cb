export * from './persistence/entites.js';
export { DecisionsModule } from './decisions.module.js';
export { DecisionIntrouvable } from './queries/lire-decision.js';
export {
  ANOMALIES_SANS_DATE,
  TYPES_ANOMALIE,
  type AnomalieADire,
  type TypeAnomalie,
  estATraiter,
  libelleAnomalie,
  phraseAnomalie,
} from './domain/anomalie.js';
export { type SegmentFrise, hachurer } from './domain/frise.js';
export { schemaDecisionLigne, schemaSegment } from './http/dto.js';
export { LIGNE_DU_JOUR, criteresDecisions } from './queries/criteres-decisions.js';
export {
  type DecisionLigne,
  type DecisionSql,
  colonnesDecision,
  jointuresDecision,
  ligneDecision,
} from './queries/lignes-decision.js';
