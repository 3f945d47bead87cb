export { FusionsModule } from './fusions.module.js';
export * from './persistence/entites.js';
