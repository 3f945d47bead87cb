export { type OptionsImport, type ResultatImport } from './conduite/conduire-import.js';
export { solderImportsInterrompus } from './conduite/registre-imports.js';
export type { Bilan, BilanEcoles, BilanErseh, BilanFichier, BilanObjets, BilanRh } from './domain/bilan.js';
export {
  ImportDejaEnAttente,
  ImportDejaEnCours,
  ImportIntrouvable,
  ImportNonConfirmable,
} from './domain/refus-import.js';
export { type OptionsImportEcoles, importerEcoles } from './ecoles/importer-ecoles.js';
export { type OptionsImportErseh, importerErseh } from './erseh/importer-erseh.js';
export { type OptionsImportRh, importerRh } from './rh/importer-rh.js';
export { ImportsModule } from './imports.module.js';
export { type ArrivageTraite, importerDepot } from './jobs/import-nocturne.js';
export * from './persistence/entites.js';
