import { CreerFonctionsDuDomaine20261124090000 } from './20261124090000-creer-fonctions-du-domaine.js';
import { CreerReferentiel20261124090100 } from './20261124090100-creer-referentiel.js';
import { CreerComptesEtSessions20261124090200 } from './20261124090200-creer-comptes-et-sessions.js';
import { CreerElevesEtDecisions20261124090300 } from './20261124090300-creer-eleves-et-decisions.js';
import { CreerAeshEtMissions20261124090400 } from './20261124090400-creer-aesh-et-missions.js';
import { CreerAffectationsEtAgregats20261124090500 } from './20261124090500-creer-affectations-et-agregats.js';
import { CreerAccompagnementsEtCouvertures20261124090600 } from './20261124090600-creer-accompagnements-et-couvertures.js';
import { CreerImportsJobsEtAudit20261124090700 } from './20261124090700-creer-imports-jobs-et-audit.js';
import { JournaliserChaqueEcriture20261124090800 } from './20261124090800-journaliser-chaque-ecriture.js';
import { MarquerLesCouverturesARafraichir20261124090900 } from './20261124090900-marquer-les-couvertures-a-rafraichir.js';
import { ChargerNomenclatures20261124091000 } from './20261124091000-charger-nomenclatures.js';
import { GarderLesChoixDesUtilisateurs20261124100000 } from './20261124100000-garder-les-choix-des-utilisateurs.js';
import { TenirLesLignesDesDecisions20261124100100 } from './20261124100100-tenir-les-lignes-des-decisions.js';
import { SignalerLesAnomalies20261124100200 } from './20261124100200-signaler-les-anomalies.js';
import { GarderCeQueLesImportsChangent20261124100300 } from './20261124100300-garder-ce-que-les-imports-changent.js';
import { CompleterAeshEtGarderFusions20261124100400 } from './20261124100400-completer-aesh-et-garder-fusions.js';
import { JournaliserCeQuiChange20261124100490 } from './20261124100490-journaliser-ce-qui-change.js';
import { GarderLesOperationsSurLesAccompagnements20261124100500 } from './20261124100500-garder-les-operations-sur-les-accompagnements.js';
import { PrevenirParDesMessages20261124100600 } from './20261124100600-prevenir-par-des-messages.js';

/** In the order they run. */
export const MIGRATIONS = [
  CreerFonctionsDuDomaine20261124090000,
  CreerReferentiel20261124090100,
  CreerComptesEtSessions20261124090200,
  CreerElevesEtDecisions20261124090300,
  CreerAeshEtMissions20261124090400,
  CreerAffectationsEtAgregats20261124090500,
  CreerAccompagnementsEtCouvertures20261124090600,
  CreerImportsJobsEtAudit20261124090700,
  JournaliserChaqueEcriture20261124090800,
  MarquerLesCouverturesARafraichir20261124090900,
  ChargerNomenclatures20261124091000,
  GarderLesChoixDesUtilisateurs20261124100000,
  TenirLesLignesDesDecisions20261124100100,
  SignalerLesAnomalies20261124100200,
  GarderCeQueLesImportsChangent20261124100300,
  CompleterAeshEtGarderFusions20261124100400,
  JournaliserCeQuiChange20261124100490,
  GarderLesOperationsSurLesAccompagnements20261124100500,
  PrevenirParDesMessages20261124100600,
];
