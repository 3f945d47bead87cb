import { type DecisionCandidate, type Segment } from '../accompagnements.api';
import { resteAPlacer } from './reste';

const segment = (debut: string, fin: string, etat: Segment['etat'], heures: number): Segment => ({
  ...{ debut, fin, etat, heures },
  accompagnements: [],
  previsionnel: false,
});
const decision = (champs: Partial<DecisionCandidate>): DecisionCandidate => ({
  id: 1,
  eleve: { id: 1, identifiant: '310001', nom: 'Dupont', prenom: 'Léa' },
  type: 'INDIVIDUELLE',
  heures: 12,
  origine: 'PREMIERE_DEMANDE',
  nature: 'PROJET_CIBLE',
  debut: '2025-09-01',
  fin: '2027-08-31',
  secteur: { code: '31-01', libelle: 'Toulouse centre' },
  pial: null,
  etablissements: [],
  couverture: 0,
  priorite: 1,
  segments: [
    segment('2025-09-01', '2026-08-31', 'ROUGE', 0),
    segment('2026-09-01', '2026-12-31', 'ORANGE', 4.1),
    segment('2027-01-01', '2027-08-31', 'BLEU', 15),
  ],
  anomalies: [],
  distanceKm: 2,
  place: { uai: '0311001X', etablissement: 'Collège Zola', debut: '2026-09-01', fin: '2027-08-31' },
  accompagneDeja: false,
  empechement: null,
  version: 1,
  ...champs,
});

describe('resteAPlacer', () => {
  it('is what lacks on the emptiest day of the place only', () => {
    expect(resteAPlacer(decision({}))).toBe(7.9);
  });

  it('is never negative, and not counted outside schooling', () => {
    expect(resteAPlacer(decision({ segments: [segment('2026-09-01', '2027-08-31', 'BLEU', 15)] }))).toBe(0);
    expect(resteAPlacer(decision({ segments: [segment('2026-09-01', '2027-08-31', 'BLANC', 0)] }))).toBe(0);
  });

  it('is unknown without a place or without notified hours', () => {
    expect(resteAPlacer(decision({ place: null }))).toBeNull();
    expect(resteAPlacer(decision({ heures: null }))).toBeNull();
  });
});
