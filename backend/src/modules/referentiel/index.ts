export { chargerCommunes, FICHIER_COMMUNES } from './communes/charger-communes.js';
export { codeDepartement, departementDeLUai, departementDuCodePostal } from './domain/departement.js';
export { nomCommuneRecherche } from './domain/nom-commune.js';
export * from './persistence/entites.js';
export { ReferentielModule } from './referentiel.module.js';
