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
