export * from './persistence/entites.js';
export { AccompagnementsModule } from './accompagnements.module.js';
export {
  type AccompagnementCree,
  type DemandeAccompagnement,
  creerAccompagnement,
} from './usecases/creer-accompagnement.js';
export {
  type BilanRafraichissement,
  rafraichirCouvertures,
  rafraichirTout,
} from './usecases/rafraichir-couvertures.js';
