export * from './persistence/entites.js';
export {
  type BilanRafraichissement,
  type SuiviRafraichissement,
  rafraichirCouvertures,
  rafraichirTout,
} from './usecases/rafraichir-couvertures.js';
