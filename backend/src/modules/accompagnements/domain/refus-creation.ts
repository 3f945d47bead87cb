import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { enumerer } from '../../../kernel/enumerer.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enFrancaisHeures } from '../../../kernel/heures.js';
import { type Jour, enFrancais, lendemain } from '../../../kernel/jour.js';
import { type Periode, type PeriodeFermee, enFrancaisPeriode } from '../../../kernel/periode.js';

/*
 * Refusals of the creation of an accompaniment: each says what is wrong, who blocks, and what to do next (F10.3-5).
 * `champs[].path` names the field of the request to mend.
 */

export interface Personne {
  readonly nom: string;
  readonly prenom: string;
}

/** A run of days on which the asked hours do not fit. */
export interface Depassement extends PeriodeFermee {
  /** Weekly hours already placed. */
  readonly heuresPosees: number;
  /** Mission's hours minus those; may be negative. */
  readonly heuresLibres: number;
}

export type AuMoinsUn<T> = readonly [T, ...T[]];

type Champ = 'decisionIds' | 'missionId' | 'uai' | 'debut' | 'fin' | 'heures' | 'heuresRepas' | 'heuresMeridienne';

abstract class RefusCreation extends ErreurMetier {
  readonly nature = 'refus';
  constructor(message: string, champs: readonly Champ[], details?: Readonly<Record<string, unknown>>) {
    super(message, { champs: champs.map((path) => ({ path, message })), details });
  }
}

export class AccompagnementSansDecision extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_SANS_DECISION';
  constructor() {
    super("Aucune décision n'est choisie : choisissez au moins un élève.", ['decisionIds']);
  }
}

export class AccompagnementDecisionEnDouble extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_DECISION_EN_DOUBLE';
  constructor() {
    super("Une même décision est choisie deux fois : ne la gardez qu'une fois.", ['decisionIds']);
  }
}

export class AccompagnementDecisionIntrouvable extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_DECISION_INTROUVABLE';
  constructor(ids: readonly number[]) {
    const quoi =
      ids.length === 1
        ? `La décision n° ${ids.join()} est introuvable`
        : `Les décisions n° ${ids.join(', ')} sont introuvables`;
    super(`${quoi} dans votre périmètre : rechargez la liste des décisions.`, ['decisionIds'], { decisionIds: ids });
  }
}

export class AccompagnementTypesMelanges extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_TYPES_MELANGES';
  constructor(individuels: readonly Personne[]) {
    super(
      "Un accompagnement porte sur des décisions d'un seul type : " +
        `${lister(individuels)} a une décision individuelle, les autres une décision mutualisée. Faites deux accompagnements.`,
      ['decisionIds'],
    );
  }
}

export class AccompagnementIndividuelMultiple extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_INDIVIDUEL_MULTIPLE';
  constructor(eleves: readonly Personne[]) {
    super(`Un accompagnement individuel concerne une seule décision : faites-en un pour chacune (${lister(eleves)}).`, [
      'decisionIds',
    ]);
  }
}

export class AccompagnementDossierFerme extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_DOSSIER_FERME';
  constructor(eleve: Personne, etat: 'GELE' | 'CLOTURE', plusieurs: boolean) {
    super(
      `Le dossier de ${nomComplet(eleve)} est ${etat === 'GELE' ? 'gelé' : 'clôturé'} : demandez à l'ERSEH du secteur ` +
        `de le rouvrir${plusieurs ? ', ou retirez cet élève' : ''}.`,
      ['decisionIds'],
    );
  }
}

export class AccompagnementAeshInactif extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_AESH_INACTIF';
  constructor(aesh: Personne) {
    super(`${nomComplet(aesh)} ne figure plus dans les données RH : choisissez la mission d'un autre AESH.`, [
      'missionId',
    ]);
  }
}

export class AccompagnementMissionInactive extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_MISSION_INACTIVE';
  constructor(aesh: Personne) {
    super(`La mission de ${nomComplet(aesh)} ne figure plus dans les données RH : choisissez une autre mission.`, [
      'missionId',
    ]);
  }
}

export class AccompagnementNatureSansAccompagnement extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_NATURE_SANS_ACCOMPAGNEMENT';
  constructor(mission: {
    readonly aesh: Personne;
    readonly nature: { readonly code: string; readonly activite: string };
  }) {
    const { code, activite } = mission.nature;
    super(
      `La mission de ${nomComplet(mission.aesh)} (${code}, ${activite}) n'est pas une mission d'accompagnement d'élèves : ` +
        'choisissez une autre mission.',
      ['missionId'],
    );
  }
}

export class AccompagnementHeuresInvalides extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_HEURES_INVALIDES';
  constructor(champ: 'heures' | 'heuresRepas' | 'heuresMeridienne') {
    super(
      champ === 'heures'
        ? 'Les heures hebdomadaires doivent être un nombre supérieur à 0, avec deux décimales au plus.'
        : `Les heures de ${champ === 'heuresRepas' ? 'repas' : 'pause méridienne'} doivent être un nombre positif ou nul, ` +
            'avec deux décimales au plus.',
      [champ],
    );
  }
}

export class AccompagnementPeriodeInvalide extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_PERIODE_INVALIDE';
  constructor(debut: Jour, fin: Jour) {
    super(
      `L'accompagnement finit le ${enFrancais(fin)}, avant de commencer le ${enFrancais(debut)} : corrigez les dates.`,
      ['fin'],
    );
  }
}

export class AccompagnementHorsAnnee extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_HORS_ANNEE';
  constructor(voulue: PeriodeFermee) {
    const annee = periodeAnnee(anneeScolaire(voulue.debut));
    super(
      `Un accompagnement tient dans une seule année scolaire (ici ${enFrancaisPeriode(annee)}) : choisissez une fin au ` +
        `plus tard le ${enFrancais(annee.fin)}, puis faites-en un autre pour la suite.`,
      ['fin'],
    );
  }
}

export class AccompagnementHorsMission extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_HORS_MISSION';
  constructor(mission: { readonly aesh: Personne; readonly periode: Periode }, voulue: PeriodeFermee) {
    const { message, champs } = deborde(`La mission de ${nomComplet(mission.aesh)}`, mission.periode, voulue);
    super(`${message} ou une autre mission.`, champs, { mission: mission.periode });
  }
}

export class AccompagnementHorsDecision extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_HORS_DECISION';
  constructor(
    decision: { readonly id: number; readonly eleve: Personne; readonly periode: PeriodeFermee },
    voulue: PeriodeFermee,
    plusieurs: boolean,
  ) {
    const { message, champs } = deborde(`La décision de ${nomComplet(decision.eleve)}`, decision.periode, voulue);
    super(`${message}${plusieurs ? ' ou retirez cet élève' : ''}.`, champs, {
      decisionId: decision.id,
      decision: decision.periode,
    });
  }
}

export class AccompagnementMaintienAvantFin extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_MAINTIEN_AVANT_FIN';
  constructor(decision: { readonly id: number; readonly eleve: Personne; readonly periode: PeriodeFermee }) {
    const { fin } = decision.periode;
    super(
      `La décision de ${nomComplet(decision.eleve)} court jusqu'au ${enFrancais(fin)} : un maintien commence au plus tôt ` +
        `le ${enFrancais(lendemain(fin))}.`,
      ['debut'],
      { decisionId: decision.id, decision: decision.periode },
    );
  }
}

export class AccompagnementMaintienInutile extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_MAINTIEN_DECISION_PLUS_RECENTE';
  constructor(decision: { readonly id: number; readonly eleve: Personne }, nouvelle: PeriodeFermee) {
    super(
      `${nomComplet(decision.eleve)} a une autre décision ${enFrancaisPeriode(nouvelle)} : créez un accompagnement de ` +
        'cette décision, ou finissez le maintien avant elle.',
      ['debut', 'fin'],
      { decisionId: decision.id, autreDecision: nouvelle },
    );
  }
}

export class AccompagnementSansPeriodeCommune extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_SANS_PERIODE_COMMUNE';
  constructor(
    finit: { readonly id: number; readonly eleve: Personne; readonly periode: PeriodeFermee },
    commence: { readonly id: number; readonly eleve: Personne; readonly periode: PeriodeFermee },
  ) {
    super(
      `Ces décisions n'ont aucune date commune : celle de ${nomComplet(finit.eleve)} s'arrête le ` +
        `${enFrancais(finit.periode.fin)}, celle de ${nomComplet(commence.eleve)} ne commence que le ` +
        `${enFrancais(commence.periode.debut)}. Retirez l'un des deux élèves.`,
      ['decisionIds'],
      { decisionIds: [finit.id, commence.id] },
    );
  }
}

export class AccompagnementEleveNonScolarise extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE';
  constructor(eleve: Personne, etablissement: string, manques: readonly PeriodeFermee[], plusieurs: boolean) {
    super(
      `Aucune scolarité de ${nomComplet(eleve)} à l'établissement ${etablissement} ${listerPeriodes(manques)} : changez ` +
        `les dates${plusieurs ? ', retirez cet élève' : ''} ou demandez à l'ERSEH de compléter la scolarité.`,
      ['uai', 'debut', 'fin'],
      { manques },
    );
  }
}

export class AccompagnementHorsPial extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_HORS_PIAL';
  constructor(
    aesh: Personne,
    etablissement: string,
    pial: { readonly pialUai: string; readonly pialNom: string },
    manques: readonly PeriodeFermee[],
  ) {
    super(
      `L'établissement ${etablissement} dépend du PIAL ${pial.pialNom} (${pial.pialUai}), auquel la mission de ` +
        `${nomComplet(aesh)} n'est pas affectée ${listerPeriodes(manques)} : affectez-la à ce PIAL ou choisissez une ` +
        "mission qui l'est.",
      ['missionId'],
      { pialUai: pial.pialUai, manques },
    );
  }
}

export class AccompagnementMissionSaturee extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_MISSION_SATUREE';
  constructor(
    mission: { readonly aesh: Personne; readonly heures: number },
    heures: number,
    depassements: AuMoinsUn<Depassement>,
  ) {
    const [premier] = depassements;
    const quand = `${enFrancaisPeriode(premier)}${suite(depassements)}`;
    const deja =
      premier.heuresPosees === 0
        ? `n'est que de ${enFrancaisHeures(mission.heures)}`
        : `(${enFrancaisHeures(mission.heures)}) porte déjà ${enFrancaisHeures(premier.heuresPosees)} ${quand}`;
    super(
      `La mission de ${nomComplet(mission.aesh)} ${deja} : il reste ${reste(premier)} pour les ` +
        `${enFrancaisHeures(heures)} demandées. Réduisez les heures, changez les dates ou choisissez une autre mission.`,
      ['heures', 'missionId'],
      { heures, depassements },
    );
  }
}

export class AccompagnementHeuresAffectees extends RefusCreation {
  readonly code = 'ACCOMPAGNEMENT_HEURES_AFFECTEES';
  constructor(
    mission: { readonly aesh: Personne; readonly heures: number },
    etablissement: string,
    heures: number,
    manques: AuMoinsUn<Depassement>,
  ) {
    const [premier] = manques;
    super(
      `L'établissement ${etablissement} est hors PIAL : il lui faut des heures non affectées. Sur les ` +
        `${enFrancaisHeures(mission.heures)} de la mission de ${nomComplet(mission.aesh)}, ` +
        `${enFrancaisHeures(premier.heuresPosees)} sont affectées à un PIAL ou placées hors PIAL ` +
        `${enFrancaisPeriode(premier)}${suite(manques)} : il reste ${reste(premier)} pour les ` +
        `${enFrancaisHeures(heures)} demandées. Réduisez les heures ou choisissez une autre mission.`,
      ['heures', 'missionId'],
      { heures, depassements: manques },
    );
  }
}

function deborde(sujet: string, permise: Periode, voulue: PeriodeFermee): { message: string; champs: Champ[] } {
  const tropTot = voulue.debut < permise.debut;
  const tropTard = permise.fin !== null && voulue.fin > permise.fin;
  if (tropTot && tropTard) {
    return {
      message: `${sujet} va ${enFrancaisPeriode(permise)} : choisissez des dates dans cette période`,
      champs: ['debut', 'fin'],
    };
  }
  if (permise.fin !== null && tropTard) {
    return {
      message: `${sujet} s'arrête le ${enFrancais(permise.fin)} : choisissez une fin au plus tard ce jour-là`,
      champs: ['fin'],
    };
  }
  return {
    message: `${sujet} ne commence que le ${enFrancais(permise.debut)} : choisissez un début à partir de ce jour-là`,
    champs: ['debut'],
  };
}

function reste({ heuresLibres }: Depassement): string {
  return heuresLibres > 0 ? enFrancaisHeures(heuresLibres) : '0 h';
}

function suite(liste: readonly unknown[]): string {
  return liste.length > 1 ? " (et d'autres jours ensuite)" : '';
}

function listerPeriodes(periodes: readonly PeriodeFermee[]): string {
  return enumerer(periodes.map(enFrancaisPeriode));
}

function lister(personnes: readonly Personne[]): string {
  return enumerer(personnes.map(nomComplet));
}

function nomComplet(personne: Personne): string {
  return `${personne.prenom} ${personne.nom}`;
}
