export { ParametresModule } from './parametres.module.js';
export * from './persistence/entites.js';
export { verrouillerReferences } from './persistence/heures-missions.js';
export { formuleDeLAnnee } from './queries/formule-de-l-annee.js';
