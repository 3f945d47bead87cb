import { jour } from '../../../kernel/jour.js';
import {
  type Cas,
  COLLEGE,
  ANNEE,
  ECOLE,
  HUGO,
  LEA,
  MISSION,
  PIAL,
  attendre,
  deja,
  du,
  eleve,
  mission,
  verifier,
} from './regles-creation.exemples.js';

const CAS: readonly Cas[] = [
  { titre: 'nothing to say', refus: [] },
  {
    titre: 'no decision',
    demande: { decisionIds: [] },
    contexte: { decisions: [] },
    refus: [['ACCOMPAGNEMENT_SANS_DECISION', "Aucune décision n'est choisie : choisissez au moins un élève."]],
  },
  {
    titre: 'unknown decision',
    demande: { decisionIds: [1, 7] },
    refus: [['ACCOMPAGNEMENT_DECISION_INTROUVABLE', /^La décision n° 7 est introuvable dans votre périmètre/]],
  },
  {
    titre: 'one decision twice',
    demande: { decisionIds: [1, 1] },
    refus: [['ACCOMPAGNEMENT_DECISION_EN_DOUBLE', /deux fois/]],
  },
  {
    titre: 'two individual decisions',
    demande: { decisionIds: [1, 2] },
    contexte: { decisions: [LEA, HUGO] },
    refus: [['ACCOMPAGNEMENT_INDIVIDUEL_MULTIPLE', /une seule décision .*\(Léa Petit et Hugo Roux\)/]],
  },
  {
    titre: 'both types',
    demande: { decisionIds: [1, 2] },
    contexte: { decisions: [LEA, { ...HUGO, type: 'MUTUALISEE' }] },
    refus: [['ACCOMPAGNEMENT_TYPES_MELANGES', /d'un seul type : Léa Petit a une décision individuelle/]],
  },
  {
    titre: 'closed file',
    contexte: { decisions: [eleve(LEA, { etatDossier: 'CLOTURE' })] },
    refus: [
      [
        'ACCOMPAGNEMENT_DOSSIER_FERME',
        "Le dossier de Léa Petit est clôturé : demandez à l'ERSEH du secteur de le rouvrir.",
      ],
    ],
  },
  {
    titre: 'frozen file (it would be anomaly 5)',
    contexte: { decisions: [eleve(LEA, { etatDossier: 'GELE' })] },
    refus: [['ACCOMPAGNEMENT_DOSSIER_FERME', /^Le dossier de Léa Petit est gelé/]],
  },
  {
    titre: 'AESH inactive',
    contexte: mission({ aesh: { ...MISSION.aesh, actif: false } }),
    refus: [['ACCOMPAGNEMENT_AESH_INACTIF', /^Jeanne Martin ne figure plus dans les données RH/]],
  },
  {
    titre: 'mission inactive',
    contexte: mission({ active: false }),
    refus: [['ACCOMPAGNEMENT_MISSION_INACTIVE', /^La mission de Jeanne Martin ne figure plus dans les données RH/]],
  },
  {
    titre: 'collective mission',
    contexte: mission({ nature: { code: 'HC1D', activite: 'Collectif via ULIS 1er degré', accompagne: false } }),
    refus: [
      [
        'ACCOMPAGNEMENT_NATURE_SANS_ACCOMPAGNEMENT',
        /^La mission de Jeanne Martin \(HC1D, Collectif via ULIS 1er degré\) n'est pas une mission d'accompagnement/,
      ],
    ],
  },
  ...[0, -1, 12.345, NaN].map((heures) => ({
    titre: `${heures} h`,
    demande: { heures },
    refus: [['ACCOMPAGNEMENT_HEURES_INVALIDES', /supérieur à 0/]] as Cas['refus'],
  })),
  {
    titre: 'negative meal and midday hours',
    demande: { heuresRepas: -1, heuresMeridienne: -0.5 },
    refus: [
      ['ACCOMPAGNEMENT_HEURES_INVALIDES', /^Les heures de repas doivent être un nombre positif ou nul/],
      ['ACCOMPAGNEMENT_HEURES_INVALIDES', /^Les heures de pause méridienne/],
    ],
  },
  {
    titre: 'dates in the wrong order',
    demande: { debut: jour('2026-11-02'), fin: jour('2026-11-01') },
    refus: [
      [
        'ACCOMPAGNEMENT_PERIODE_INVALIDE',
        "L'accompagnement finit le 01/11/2026, avant de commencer le 02/11/2026 : corrigez les dates.",
      ],
    ],
  },
  {
    titre: 'over two school years',
    demande: { fin: jour('2027-09-01') },
    contexte: {
      decisions: [eleve(LEA, { scolarites: [{ uai: COLLEGE, debut: jour('2026-09-01'), fin: null }] })],
      ...mission({ affectations: [{ id: 90, pialUai: PIAL, debut: jour('2026-09-01'), fin: null, heures: 24 }] }),
    },
    refus: [['ACCOMPAGNEMENT_HORS_ANNEE', /choisissez une fin au plus tard le 31\/08\/2027/]],
  },
  {
    titre: 'after the mission',
    contexte: mission({ periode: du('2026-09-01', '2027-03-31') }),
    refus: [
      [
        'ACCOMPAGNEMENT_HORS_MISSION',
        "La mission de Jeanne Martin s'arrête le 31/03/2027 : choisissez une fin au plus tard ce jour-là ou une autre mission.",
      ],
    ],
  },
  {
    titre: 'before the mission',
    contexte: mission({ periode: { debut: jour('2026-10-01'), fin: null } }),
    refus: [
      [
        'ACCOMPAGNEMENT_HORS_MISSION',
        'La mission de Jeanne Martin ne commence que le 01/10/2026 : choisissez un début à partir de ce jour-là ou une autre mission.',
      ],
    ],
  },
  {
    titre: 'before and after the mission',
    contexte: mission({ periode: du('2026-10-01', '2027-03-31') }),
    refus: [
      ['ACCOMPAGNEMENT_HORS_MISSION', /va du 01\/10\/2026 au 31\/03\/2027 : choisissez des dates dans cette période/],
    ],
  },
  {
    titre: 'after the decision',
    contexte: { decisions: [{ ...LEA, periode: du('2025-09-01', '2027-06-30') }] },
    refus: [
      [
        'ACCOMPAGNEMENT_HORS_DECISION',
        "La décision de Léa Petit s'arrête le 30/06/2027 : choisissez une fin au plus tard ce jour-là.",
      ],
    ],
  },
  {
    titre: 'the pupil who blocks a mutualised one is named',
    demande: { decisionIds: [1, 2] },
    contexte: {
      decisions: [
        { ...LEA, type: 'MUTUALISEE' },
        { ...HUGO, type: 'MUTUALISEE', periode: du('2026-11-01', '2028-08-31') },
      ],
    },
    refus: [
      [
        'ACCOMPAGNEMENT_HORS_DECISION',
        'La décision de Hugo Roux ne commence que le 01/11/2026 : choisissez un début à partir de ce jour-là ou retirez cet élève.',
      ],
    ],
  },
  {
    titre: 'no common dates: both pupils are named',
    demande: { decisionIds: [1, 2] },
    contexte: {
      decisions: [
        { ...LEA, type: 'MUTUALISEE', periode: du('2026-09-01', '2026-12-31') },
        { ...HUGO, type: 'MUTUALISEE', periode: du('2027-01-01', '2028-08-31') },
      ],
    },
    refus: [
      [
        'ACCOMPAGNEMENT_SANS_PERIODE_COMMUNE',
        "Ces décisions n'ont aucune date commune : celle de Léa Petit s'arrête le 31/12/2026, celle de Hugo Roux ne commence que le 01/01/2027. Retirez l'un des deux élèves.",
      ],
    ],
  },
  {
    titre: 'F5-4 no schooling from 05/04: an accompaniment cannot be placed there',
    demande: du('2027-04-05', '2027-08-31'),
    contexte: { decisions: [eleve(LEA, { scolarites: [{ uai: COLLEGE, ...du('2026-09-01', '2027-04-04') }] })] },
    refus: [
      [
        'ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE',
        /^Aucune scolarité de Léa Petit à l'établissement Collège Jean Jaurès du 05\/04\/2027 au 31\/08\/2027 : changez les dates ou/,
      ],
    ],
  },
  {
    titre: 'schooled elsewhere meanwhile: every gap is named',
    contexte: {
      decisions: [
        eleve(LEA, {
          scolarites: [
            { uai: COLLEGE, ...du('2027-01-01', '2027-03-31') },
            { uai: ECOLE, ...ANNEE },
            { uai: COLLEGE, debut: jour('2027-05-02'), fin: null },
            { uai: COLLEGE, ...du('2027-04-01', '2027-04-30') },
          ],
        }),
      ],
    },
    refus: [['ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE', /Jaurès du 01\/09\/2026 au 31\/12\/2026 et le 01\/05\/2027 :/]],
  },
];

describe('verifierCreation', () => {
  for (const cas of CAS) attendre(cas);

  it('gives all the refusals at once, with the days and hours for the screen', () => {
    const erreurs = verifier(
      { heuresRepas: -1 },
      {
        ...mission({ active: false, affectations: [], accompagnements: [deja] }),
        decisions: [eleve(LEA, { scolarites: [] })],
      },
    );
    expect(erreurs.map((e) => e.code)).toEqual([
      'ACCOMPAGNEMENT_MISSION_INACTIVE',
      'ACCOMPAGNEMENT_HEURES_INVALIDES',
      'ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE',
      'ACCOMPAGNEMENT_HORS_PIAL',
      'ACCOMPAGNEMENT_MISSION_SATUREE',
    ]);
    expect(erreurs.at(-1)?.details).toEqual({
      heures: 12,
      depassements: [{ ...du('2026-10-05', '2026-12-31'), heuresPosees: 20, heuresLibres: 4 }],
    });
  });
});
