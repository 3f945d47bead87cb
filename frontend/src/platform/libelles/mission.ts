import { type MissionLigne } from '../../api/models';
import { type SegmentFrise } from '../../ui/frise/geometrie';
import { friseOccupation } from './occupation';

const frises = new WeakMap<MissionLigne['segments'], readonly SegmentFrise[]>();

/** Occupation of a mission (guide §8): the same segments give the same list, and nothing is redrawn. */
export function friseMission(mission: MissionLigne): readonly SegmentFrise[] {
  const { etat, segments, heures } = mission;
  const connue = frises.get(segments);
  if (connue) {
    return connue;
  }
  const frise = friseOccupation({ segments, heures, previsionnelle: etat === 'PREVISIONNELLE' });
  frises.set(segments, frise);
  return frise;
}

const ORIGINES: Readonly<Record<MissionLigne['origineHeures'], string>> = {
  RH: 'heures reçues des bases RH',
  REFERENCE: 'heures de la référence de temps de travail de la quotité',
  SAISIE: 'heures saisies',
  ABSENTE: 'ni heures, ni référence pour la quotité : 0 h',
};

export function origineEnMots(origine: MissionLigne['origineHeures']): string {
  return ORIGINES[origine];
}

const NOMBRE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });

/** 62 → '62 %'; '' without quotité. */
export function quotiteFr(quotite: number | null): string {
  return quotite === null ? '' : `${NOMBRE.format(quotite)}\u00a0%`;
}

export function employeurEnMots({ employeur, uaiEmployeur }: MissionLigne): string {
  return employeur === null
    ? (uaiEmployeur ?? '')
    : `${employeur.nom}${employeur.commune === null ? '' : ` (${employeur.commune})`}`;
}
