export * from './persistence/entites.js';
export { AccompagnementsModule } from './accompagnements.module.js';
export {
  type AccompagnementCree,
  type DemandeAccompagnement,
  creerAccompagnement,
} from './usecases/creer-accompagnement.js';
export {
  type BilanRafraichissement,
  type SuiviRafraichissement,
  rafraichirCouvertures,
  rafraichirTout,
} from './usecases/rafraichir-couvertures.js';
