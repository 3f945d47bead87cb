import { type DecisionLigne, type Segment } from '../../api/models';
import { heuresFr } from '../../ui/formats/formats';
import { type ApparenceFrise, type SegmentFrise } from '../../ui/frise/geometrie';
import { type EntreeLegende } from '../../ui/frise/legende';

export type EtatCouverture = Segment['etat'];
/** What a segment is measured against. */
export type Besoin = Pick<DecisionLigne, 'type' | 'heures'>;

const ETATS: Readonly<Record<EtatCouverture, { libelle: string; abrege: string; apparence: ApparenceFrise }>> = {
  ROUGE: { libelle: 'Aucun accompagnement', abrege: 'Aucune', apparence: 'rouge' },
  ORANGE: { libelle: 'Mise en œuvre partielle', abrege: 'Partielle', apparence: 'orange' },
  VERT: { libelle: 'Mise en œuvre complète', abrege: 'Complète', apparence: 'vert' },
  BLEU: { libelle: 'Au-delà des heures notifiées', abrege: 'Plus de 100 %', apparence: 'bleu' },
  BLANC: { libelle: 'Sans scolarité', abrege: 'Sans scolarité', apparence: 'blanc' },
  VIOLET: { libelle: 'Maintien après la décision', abrege: 'Maintien', apparence: 'violet' },
};

/** Coverage of a whole decision, as the list filters it. */
export const MISES_EN_OEUVRE = [
  { code: 'SANS', libelle: 'Aucune' },
  { code: 'PARTIELLE', libelle: 'Partielle' },
  { code: 'COMPLETE', libelle: 'Complète' },
] as const;

export const LEGENDE_COUVERTURE: readonly EntreeLegende[] = [
  ...Object.values(ETATS).map(({ abrege, apparence }) => ({ libelle: abrege, apparence })),
  { libelle: 'Prévisionnel', apparence: 'vert', hachure: true },
];

/** Templates ask again at every change detection: the same segments give the same list, and nothing is redrawn. */
const frises = new WeakMap<readonly Segment[], readonly SegmentFrise[]>();

export function friseCouverture(segments: readonly Segment[], besoin: Besoin): readonly SegmentFrise[] {
  const connue = frises.get(segments);
  if (connue) {
    return connue;
  }
  const frise = segments.map((segment): SegmentFrise => ({
    debut: segment.debut,
    fin: segment.fin,
    apparence: ETATS[segment.etat].apparence,
    hachure: segment.previsionnel,
    etat: ETATS[segment.etat].libelle,
    detail: detail(segment, besoin),
    accompagnements: segment.accompagnements,
  }));
  frises.set(segments, frise);
  return frise;
}

const SANS_ANOMALIE: readonly string[] = [];
const phrases = new WeakMap<readonly { readonly message: string }[], readonly string[]>();

/** The sentences of the anomalies of a decision, for its frise (F5-6). */
export function phrasesAnomalies(anomalies: readonly { readonly message: string }[] | undefined): readonly string[] {
  if (!anomalies || anomalies.length === 0) {
    return SANS_ANOMALIE;
  }
  const liste = phrases.get(anomalies) ?? [...new Set(anomalies.map(({ message }) => message))];
  phrases.set(anomalies, liste);
  return liste;
}

function detail({ etat, heures }: Segment, besoin: Besoin): string {
  if (etat === 'BLANC') {
    return heures > 0 ? `${heuresFr(heures)} d’accompagnement sans scolarité` : 'aucun accompagnement possible';
  }
  if (etat === 'VIOLET' || besoin.type === 'MUTUALISEE' || !besoin.heures) {
    return heures > 0 ? `${heuresFr(heures)} d’accompagnement` : '';
  }
  return `${heuresFr(heures)} sur ${heuresFr(besoin.heures)} notifiées`;
}
