import { type AccompagnementDuDossier, type DecisionDuDossier, type EleveDossier } from '../eleves.api';
import { age, ancreDe, anomaliesParAccompagnement, titreDecision, voiesEleve } from './voies-eleve';

const anomalie = (accompagnementId: number, message: string) => ({
  accompagnementId,
  message,
  type: 1,
  libelle: '',
  debut: '2026-09-01',
  fin: null,
});
const decision = (id: number, reste: Partial<DecisionDuDossier> = {}): DecisionDuDossier => ({
  id,
  type: 'INDIVIDUELLE',
  heures: 12,
  origine: 'PREMIERE_DEMANDE',
  nature: 'PROJET_CIBLE',
  dateCdaph: null,
  debut: '2026-09-01',
  fin: '2027-08-31',
  couverture: 0,
  priorite: 1,
  segments: [],
  anomalies: [],
  ...reste,
});
const accompagnement = (id: number, missionId: number): AccompagnementDuDossier => ({
  id,
  missionId,
  type: 'INDIVIDUELLE',
  decisionIds: [1],
  debut: '2026-09-01',
  fin: '2027-08-31',
  heures: 12,
  heuresRepas: 0,
  heuresMeridienne: 0,
  maintien: false,
  previsionnel: false,
  uai: '0310001A',
  etablissement: 'Collège Jean Monnet',
  aesh: { id: 5, nom: 'Durand', prenom: 'Anne' },
  mission: { debut: '2026-09-01', fin: null, nature: { code: '410H', activite: 'Accompagnement' }, typeContrat: 'CDI' },
});
const dossier = (reste: Partial<EleveDossier> = {}): EleveDossier => ({
  id: 1,
  identifiant: 'E1',
  ine: null,
  nom: 'Dupont',
  prenom: 'Léa',
  dateNaissance: '2016-11-25',
  sexe: 'F',
  etatDossier: 'ACTIF',
  secteur: { code: '1', libelle: 'S', erseh: null },
  scolarites: [],
  decisions: [],
  proches: [],
  soins: [],
  accompagnements: [],
  ...reste,
});

describe('dossier de l’élève', () => {
  it('gives a lane to the schoolings, to each decision from the earliest, to the accompaniments and the missions', () => {
    const voies = voiesEleve(
      dossier({
        decisions: [decision(2, { debut: '2027-09-01', type: 'MUTUALISEE', heures: null }), decision(1)],
        accompagnements: [accompagnement(7, 3), accompagnement(8, 3)],
      }),
    );
    expect(voies.map(({ libelle }) => libelle)).toEqual([
      'Scolarités',
      'Individuelle, 12\u00a0h du 01/09/2026',
      'Mutualisée du 01/09/2027',
      'Accompagnements',
      'Missions',
    ]);
    expect(voies.at(-1)?.barres.length).toBe(1);
    expect(voies[0]?.vide).toContain('ne peut pas être accompagné');
  });

  it('puts each anomaly with its accompaniment, once', () => {
    const eleve = dossier({
      decisions: [
        decision(1, { anomalies: [anomalie(7, 'A'), anomalie(8, 'B')] }),
        decision(2, { anomalies: [anomalie(7, 'A')] }),
      ],
      accompagnements: [accompagnement(7, 3)],
    });
    expect([...anomaliesParAccompagnement(eleve)]).toEqual([
      [7, ['A']],
      [8, ['B']],
    ]);
    expect(voiesEleve(eleve).find(({ libelle }) => libelle === 'Accompagnements')?.barres[0]?.anomalies).toEqual(['A']);
  });

  it('leads from a bar to what it stands for', () => {
    const eleve = dossier({ accompagnements: [accompagnement(7, 3)] });
    expect(ancreDe('segment-12-0', eleve)).toBe('decision-12');
    expect(ancreDe('scolarite-4', eleve)).toBe('scolarite-4');
    expect(ancreDe('mission-3', eleve)).toBe('accompagnement-7');
    expect(ancreDe('mission-9', eleve)).toBeNull();
  });

  it('counts whole years, and names a decision', () => {
    expect(age('2016-11-25', '2026-11-24')).toBe(9);
    expect(age('2016-11-24', '2026-11-24')).toBe(10);
    expect(titreDecision({ type: 'MUTUALISEE', heures: null })).toBe('Mutualisée');
  });
});
