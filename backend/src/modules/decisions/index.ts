export * from './persistence/entites.js';
export { DecisionsModule } from './decisions.module.js';
export { DecisionIntrouvable } from './queries/lire-decision.js';
