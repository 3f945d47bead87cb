export * from './persistence/entites.js';
export { ElevesModule } from './eleves.module.js';
