import { jourFr, pourcentFr } from '../../ui/formats/formats';
import { type CandidatFusion, type MissionResume } from './fusions.api';

const RAISONS: Readonly<Record<CandidatFusion['raisons'][number], string>> = {
  MEME_NUMEN: 'même NUMEN',
  MEME_NOM_ET_NAISSANCE: 'même nom et même date de naissance',
  MEME_NOM: 'même nom, date de naissance inconnue',
  NOM_PROCHE: 'nom proche',
  MEME_AESH: 'mission reçue des bases RH pour le même AESH',
};

/** Why two records are proposed, and how sure it is. */
export function raisonsEnMots({ raisons, score }: Pick<CandidatFusion, 'raisons' | 'score'>): string {
  return raisons.length === 0
    ? 'rien ne dit que c’est la même personne'
    : `${raisons.map((raison) => RAISONS[raison]).join(', ')} – sûr à ${pourcentFr(score)}`;
}

export function missionEnMots({ typeContrat, nature, debut, fin }: MissionResume): string {
  return `${typeContrat} ${nature.code} ${fin ? `du ${jourFr(debut)} au ${jourFr(fin)}` : `depuis le ${jourFr(debut)}`}`;
}
