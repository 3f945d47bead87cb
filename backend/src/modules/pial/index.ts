export * from './persistence/entites.js';
export { PialModule } from './pial.module.js';
export { type BilanAgregats, type DemandeRecalcul, recalculerAgregats } from './usecases/recalculer-agregats.js';
export { type BilanRecalculTous, type DemandeRecalculTous, recalculerTous } from './usecases/recalculer-tous.js';
