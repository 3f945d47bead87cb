import { type DecisionDetail } from '../../../api/models';
import { trierScolarites, voiesDecision } from './chronologie';

const scolarite = (id: number, debut: string, fin: string | null): DecisionDetail['scolarites'][number] => ({
  id,
  debut,
  fin,
  uai: '0311001X',
  etablissement: `École ${id}`,
  commune: 'Toulouse',
  classe: 'CM2',
  dispositif: null,
});

const DECISION = {
  id: 12,
  type: 'INDIVIDUELLE',
  heures: 24,
  debut: '2026-09-01',
  fin: '2027-08-31',
  segments: [
    { debut: '2026-09-01', fin: '2027-08-31', etat: 'VERT', heures: 24, previsionnel: false, accompagnements: [7] },
  ],
  scolarites: [
    scolarite(1, '2024-09-01', '2026-08-31'),
    scolarite(2, '2026-09-01', '2027-03-31'),
    scolarite(3, '2027-04-01', null),
    scolarite(4, '2027-09-01', null),
  ],
  accompagnements: [
    {
      ...{ id: 7, debut: '2026-09-01', fin: '2027-08-31', heures: 24, heuresRepas: 0, heuresMeridienne: 0 },
      ...{ maintien: false, missionId: 5, uai: '0311001X', etablissement: 'École 2' },
      aesh: { id: 3, nom: 'Durand', prenom: 'Paul' },
    },
  ],
  anomalies: [
    { type: 4, libelle: 'Contrat rompu', message: 'Rompu.', accompagnementId: 7, debut: '2027-01-01', fin: null },
  ],
} as unknown as DecisionDetail;

describe('Chronologie d’une décision', () => {
  it('lists the schoolings of its period first, the latest on top', () => {
    expect(trierScolarites(DECISION).map(({ titre, scolarites }) => [titre, scolarites.map(({ id }) => id)])).toEqual([
      ['', [3, 2]],
      ['Hors de la période de la décision', [4, 1]],
    ]);
  });

  it('lays schoolings, coverage and accompaniments in lanes, the anomaly on its own bar', () => {
    const voies = voiesDecision(DECISION, null);
    expect(voies.map(({ libelle, barres }) => [libelle.replace('\u00ad', ''), barres.length])).toEqual([
      ['Scolarités', 4],
      ['Mise en œuvre', 1],
      ['Accompagnements', 1],
    ]);
    expect(voies[2]?.barres[0]).toEqual(
      jasmine.objectContaining({ id: 'accompagnement-7', libelle: 'DURAND Paul, 24\u00a0h', anomalies: ['Rompu.'] }),
    );
  });

  it('adds the missions and the provisional marks of the file of the pupil', () => {
    const mission = {
      debut: '2026-09-01',
      fin: '2029-08-31',
      typeContrat: 'CDD',
      nature: { code: 'A1', activite: 'Accompagnement' },
    };
    const dossier = { accompagnements: [{ ...DECISION.accompagnements[0], previsionnel: true, mission }] };
    const voies = voiesDecision(DECISION, dossier as never);
    expect(voies[2]).toEqual(jasmine.objectContaining({ libelle: 'Missions' }));
    expect(voies[2]?.barres[0]).toEqual(
      jasmine.objectContaining({ id: 'mission-5', libelle: 'DURAND Paul, CDD', fin: '2029-08-31' }),
    );
    expect(voies[3]?.barres[0]?.hachure).toBeTrue();
  });
});
