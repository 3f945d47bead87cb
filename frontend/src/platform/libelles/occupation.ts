import { type MissionCandidate, type SegmentOccupation } from '../../api/models';
import { heuresFr } from '../../ui/formats/formats';
import { type ApparenceFrise, type SegmentFrise } from '../../ui/frise/geometrie';
import { type EntreeLegende } from '../../ui/frise/legende';

const ETATS: Readonly<
  Record<SegmentOccupation['etat'], { libelle: string; abrege: string; apparence: ApparenceFrise }>
> = {
  ROUGE: { libelle: 'Entièrement disponible', abrege: 'Disponible', apparence: 'rouge' },
  ORANGE: { libelle: 'Partiellement disponible', abrege: 'En partie disponible', apparence: 'orange' },
  VERT: { libelle: 'Occupation complète', abrege: 'Occupation complète', apparence: 'vert' },
  BLEU: { libelle: 'Au-delà des heures de la mission', abrege: 'Au-delà', apparence: 'bleu' },
  GRIS: { libelle: 'N’accompagne pas d’élève', abrege: 'Sans accompagnement', apparence: 'gris' },
};

export const LEGENDE_OCCUPATION: readonly EntreeLegende[] = Object.values(ETATS).map(({ abrege, apparence }) => ({
  libelle: abrege,
  apparence,
}));

type Occupee = Pick<MissionCandidate, 'segments' | 'heures' | 'previsionnelle'>;

/** As for the coverage: the same mission, the same list. */
const frises = new WeakMap<Occupee, readonly SegmentFrise[]>();

/** Occupation of a mission, in the colours of guide §8. */
export function friseOccupation(mission: Occupee): readonly SegmentFrise[] {
  const { segments, heures, previsionnelle } = mission;
  const connue = frises.get(mission);
  if (connue) {
    return connue;
  }
  const frise = segments.map((segment): SegmentFrise => ({
    debut: segment.debut,
    fin: segment.fin,
    apparence: ETATS[segment.etat].apparence,
    hachure: previsionnelle,
    etat: ETATS[segment.etat].libelle,
    detail: segment.etat === 'GRIS' ? '' : `${heuresFr(segment.heures)} occupées sur ${heuresFr(heures)}`,
    accompagnements: segment.accompagnements,
  }));
  frises.set(mission, frise);
  return frise;
}
