import { enMots } from '../../../platform/libelles/decision';
import {
  barreAccompagnement,
  barreScolarite,
  barresCouverture,
  barresMissions,
} from '../../../platform/libelles/voies';
import { heuresFr, jourFr } from '../../../ui/formats/formats';
import { type Voie } from '../../../ui/frise/voies';
import { type DecisionDuDossier, type EleveDossier } from '../eleves.api';

/** 'Individuelle, 12 h'; 'Mutualisée'. */
export function titreDecision({ type, heures }: Pick<DecisionDuDossier, 'type' | 'heures'>): string {
  return heures ? `${enMots(type)}, ${heuresFr(heures)}` : enMots(type);
}

/** Sentences of the anomalies by accompaniment, each once. */
export function anomaliesParAccompagnement({ decisions }: EleveDossier): ReadonlyMap<number, readonly string[]> {
  const phrases = new Map<number, string[]>();
  for (const { accompagnementId, message } of decisions.flatMap(({ anomalies }) => anomalies)) {
    const siennes = phrases.get(accompagnementId) ?? [];
    if (!siennes.includes(message)) {
      phrases.set(accompagnementId, [...siennes, message]);
    }
  }
  return phrases;
}

/** Lanes of a pupil: schoolings, one lane a decision (the earliest first), accompaniments and the missions behind. */
export function voiesEleve(dossier: EleveDossier): Voie[] {
  const anomalies = anomaliesParAccompagnement(dossier);
  const decisions = [...dossier.decisions].sort((a, b) =>
    a.debut < b.debut ? -1 : a.debut > b.debut ? 1 : a.id - b.id,
  );
  return [
    {
      libelle: 'Scolarités',
      barres: dossier.scolarites.map(barreScolarite),
      vide: 'Aucune scolarité n’est saisie : l’élève ne peut pas être accompagné.',
    },
    ...decisions.map((decision) => ({
      libelle: `${titreDecision(decision)} du ${jourFr(decision.debut)}`,
      barres: barresCouverture(decision),
    })),
    {
      libelle: 'Accompagnements',
      barres: dossier.accompagnements.map((un) => barreAccompagnement(un, anomalies.get(un.id))),
      vide: 'Aucun accompagnement n’est mis en place.',
    },
    { libelle: 'Missions', barres: barresMissions(dossier.accompagnements), vide: 'Aucune mission.' },
  ];
}

/** Anchor on the page of what a bar of the lanes stands for. */
export function ancreDe(barre: string | number, { accompagnements }: EleveDossier): string | null {
  const [genre = '', numero = ''] = String(barre).split('-');
  if (genre === 'mission') {
    const premier = accompagnements.find(({ missionId }) => String(missionId) === numero);
    return premier ? `accompagnement-${premier.id}` : null;
  }
  return genre === 'segment' ? `decision-${numero}` : `${genre}-${numero}`;
}

/** Whole years on a day. */
export function age(naissance: string, jour: string): number {
  const annees = Number(jour.slice(0, 4)) - Number(naissance.slice(0, 4));
  return jour.slice(5) >= naissance.slice(5) ? annees : annees - 1;
}
