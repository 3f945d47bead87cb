import { type Besoin } from '../../../platform/libelles/couverture';
import { type JourIso, plusJours } from '../../../ui/formats/jours';
import { type Segment } from '../accompagnements.api';

export interface AccompagnementPrevu {
  readonly debut: JourIso;
  readonly fin: JourIso;
  readonly heures: number;
  readonly previsionnel: boolean;
}

/**
 * The timeline as it would be with one more accompaniment: a picture for the eye before saving. The server computes
 * the coverage that counts. Days without schooling and maintiens do not change.
 */
export function apercu(segments: readonly Segment[], prevu: AccompagnementPrevu, besoin: Besoin): Segment[] {
  return segments.flatMap((segment) => {
    const debut = prevu.debut > segment.debut ? prevu.debut : segment.debut;
    const fin = prevu.fin < segment.fin ? prevu.fin : segment.fin;
    if (debut > fin || segment.etat === 'BLANC' || segment.etat === 'VIOLET') {
      return [segment];
    }
    const heures = Math.round((segment.heures + prevu.heures) * 100) / 100;
    const couvert: Segment = {
      ...segment,
      debut,
      fin,
      heures,
      etat: etatAvec(heures, besoin),
      previsionnel: segment.previsionnel || prevu.previsionnel,
    };
    return [
      ...(segment.debut < debut ? [{ ...segment, fin: plusJours(debut, -1) }] : []),
      couvert,
      ...(fin < segment.fin ? [{ ...segment, debut: plusJours(fin, 1) }] : []),
    ];
  });
}

function etatAvec(heures: number, besoin: Besoin): Segment['etat'] {
  if (besoin.type === 'MUTUALISEE' || !besoin.heures || heures === besoin.heures) {
    return 'VERT';
  }
  return heures < besoin.heures ? 'ORANGE' : 'BLEU';
}
