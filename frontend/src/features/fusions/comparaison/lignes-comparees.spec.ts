import { type AeshResume, type CandidatFusion, type MissionResume } from '../fusions.api';
import { bilan, lignesComparees } from './lignes-comparees';

const aesh = (champs: Partial<AeshResume>): AeshResume => ({
  id: 1,
  etat: 'ACTIF',
  source: 'EPP',
  idAgent: null,
  civilite: null,
  nom: 'GOFF',
  nomFamille: null,
  prenom: 'Anne',
  dateNaissance: null,
  adresse: null,
  codePostal: null,
  commune: null,
  courriel: null,
  telephone: null,
  transport: null,
  missions: [],
  ...champs,
});
const mission = (id: number, accompagnements: number, affectations: number): MissionResume => ({
  id,
  etat: 'PREVISIONNELLE',
  typeContrat: 'CDD',
  nature: { code: 'HPIN', activite: '', accompagnement: true },
  debut: '2026-09-01',
  fin: '2027-08-31',
  quotite: 62,
  heures: 24,
  employeur: null,
  accompagnements,
  affectations,
});
const ligne = (candidat: Pick<CandidatFusion, 'previsionnel' | 'reel'>, libelle: string) =>
  lignesComparees({ ...candidat, score: 1, raisons: [], missions: [] }).find((une) => une.libelle === libelle);

describe('F8.3-1 two records side by side', () => {
  it('shows what differs; RH keeps its own, accents and case apart', () => {
    const candidat = { previsionnel: aesh({ commune: 'Muret' }), reel: aesh({ commune: 'Toulouse', nom: 'Goff' }) };
    expect(ligne(candidat, 'Commune')).toEqual(jasmine.objectContaining({ differe: true, reprise: false }));
    expect(ligne(candidat, 'Nom d’usage')?.differe).toBeFalse();
  });

  it('takes what is ours from the provisional record only where the other says nothing', () => {
    const previsionnel = aesh({ transport: 'Vélo', telephone: '0600000000' });
    expect(ligne({ previsionnel, reel: aesh({}) }, 'Moyen de transport')?.reprise).toBeTrue();
    expect(ligne({ previsionnel, reel: aesh({ transport: 'À pied' }) }, 'Moyen de transport')?.reprise).toBeFalse();
    expect(ligne({ previsionnel, reel: aesh({}) }, 'Téléphone')?.reprise).toBeFalse();
  });

  it('says what will be kept, by the pairing chosen', () => {
    const missions = [mission(1, 2, 1), mission(2, 1, 0)];
    const toutes = bilan(
      missions,
      new Map([
        [1, 10],
        [2, 11],
      ]),
      false,
    )
      .join(' ')
      .replaceAll('\u00a0', ' ');
    expect(toutes).toContain('2 missions prévisionnelles sont remplacées');
    expect(toutes).toContain('3 accompagnements conservés');
    expect(toutes).toContain('1 affectation conservée');
    const une = bilan(
      missions,
      new Map([
        [1, null],
        [2, 11],
      ]),
      false,
    )
      .join(' ')
      .replaceAll('\u00a0', ' ');
    expect(une).toContain('1 accompagnement conservé');
    expect(une).toContain('1 mission reste prévisionnelle');
    expect(bilan(missions, new Map(), true).join(' ')).not.toContain('dossier');
  });
});
