import { jour } from '../../../kernel/jour.js';
import {
  ANNEE,
  AUTRE_PIAL,
  CONTEXTE,
  type Cas,
  HORS_PIAL,
  PIAL,
  attendre,
  deja,
  du,
  mission,
} from './regles-creation.exemples.js';

const CAS: readonly Cas[] = [
  {
    titre: 'mission exceeded: the first days, what is placed and what is left',
    contexte: mission({ accompagnements: [deja] }),
    refus: [
      [
        'ACCOMPAGNEMENT_MISSION_SATUREE',
        'La mission de Jeanne Martin (24 h) porte déjà 20 h du 05/10/2026 au 31/12/2026 : il reste 4 h pour les 12 h demandées. Réduisez les heures, changez les dates ou choisissez une autre mission.',
      ],
    ],
  },
  {
    titre: 'mission exactly filled',
    demande: { heures: 4 },
    contexte: mission({ accompagnements: [deja] }),
    refus: [],
  },
  {
    titre: 'a hundredth too much',
    demande: { heures: 4.01 },
    contexte: mission({ accompagnements: [deja] }),
    refus: [['ACCOMPAGNEMENT_MISSION_SATUREE', /il reste 4 h pour les 4 h 01 demandées/]],
  },
  {
    titre: 'more than the whole mission',
    demande: { heures: 30 },
    refus: [
      [
        'ACCOMPAGNEMENT_MISSION_SATUREE',
        /^La mission de Jeanne Martin n'est que de 24 h : il reste 24 h pour les 30 h/,
      ],
    ],
  },
  {
    titre: 'already exceeded by an import, then on other days',
    contexte: mission({
      accompagnements: [
        { ...deja, heures: 26 },
        { ...deja, id: 51, ...du('2027-02-01', '2027-02-01') },
      ],
    }),
    refus: [
      [
        'ACCOMPAGNEMENT_MISSION_SATUREE',
        /26 h du 05\/10\/2026 au 31\/12\/2026 \(et d'autres jours ensuite\) : il reste 0 h/,
      ],
    ],
  },
  {
    titre: 'F10.3-1 school in a PIAL: mission not affected to it',
    contexte: mission({ affectations: [{ id: 91, pialUai: AUTRE_PIAL, ...ANNEE, heures: 12 }] }),
    refus: [
      [
        'ACCOMPAGNEMENT_HORS_PIAL',
        /^L'établissement Collège Jean Jaurès dépend du PIAL Lauragais \(0310003K\), auquel la mission de Jeanne Martin n'est pas affectée du 01\/09\/2026 au 31\/08\/2027/,
      ],
    ],
  },
  {
    titre: 'F10.3-1 school in a PIAL: mission affected on a part of the period only',
    contexte: mission({ affectations: [{ id: 90, pialUai: PIAL, ...du('2026-09-01', '2027-01-31'), heures: 1 }] }),
    refus: [['ACCOMPAGNEMENT_HORS_PIAL', /n'est pas affectée du 01\/02\/2027 au 31\/08\/2027/]],
  },
  {
    titre: 'F10.3-1 school in a PIAL: the hours of the affectation are no bound',
    contexte: mission({ affectations: [{ id: 90, pialUai: PIAL, ...ANNEE, heures: 1 }] }),
    refus: [],
  },
  {
    titre: 'F10.3-1 school that changes of PIAL: affected to each in turn',
    contexte: {
      ...mission({
        affectations: [
          { id: 90, pialUai: PIAL, ...du('2026-09-01', '2026-12-31'), heures: 12 },
          { id: 91, pialUai: AUTRE_PIAL, debut: jour('2027-01-01'), fin: null, heures: 12 },
        ],
      }),
      etablissement: {
        ...CONTEXTE.etablissement,
        appartenances: [
          { pialUai: PIAL, pialNom: 'Lauragais', debut: jour('2020-09-01'), fin: jour('2026-12-31') },
          { pialUai: AUTRE_PIAL, pialNom: 'Comminges', debut: jour('2027-01-01'), fin: null },
        ],
      },
    },
    refus: [],
  },
  {
    titre: 'F10.3-1 school hors PIAL: all the hours are affected',
    contexte: { etablissement: HORS_PIAL },
    refus: [
      [
        'ACCOMPAGNEMENT_HEURES_AFFECTEES',
        /^L'établissement Collège Jean Jaurès est hors PIAL .* Sur les 24 h de la mission de Jeanne Martin, 24 h sont affectées .* du 01\/09\/2026 au 31\/08\/2027 : il reste 0 h pour les 12 h/,
      ],
    ],
  },
  {
    titre: 'F10.3-1 school hors PIAL: enough hours are not affected',
    contexte: {
      ...mission({ affectations: [{ id: 90, pialUai: PIAL, ...ANNEE, heures: 12 }] }),
      etablissement: HORS_PIAL,
    },
    refus: [],
  },
  {
    titre: 'F10.3-1 school hors PIAL: hours of an accompaniment in a PIAL do not count twice',
    contexte: {
      ...mission({
        affectations: [{ id: 90, pialUai: PIAL, ...ANNEE, heures: 12 }],
        accompagnements: [{ ...deja, heures: 12 }],
      }),
      etablissement: HORS_PIAL,
    },
    refus: [],
  },
  {
    titre: 'F10.3-1 school hors PIAL: those of an accompaniment hors PIAL do count',
    contexte: {
      ...mission({
        affectations: [{ id: 90, pialUai: PIAL, ...ANNEE, heures: 10 }],
        accompagnements: [{ ...deja, heures: 8, appartenances: [] }],
      }),
      etablissement: HORS_PIAL,
    },
    refus: [
      [
        'ACCOMPAGNEMENT_HEURES_AFFECTEES',
        /18 h sont affectées .* du 05\/10\/2026 au 31\/12\/2026 : il reste 6 h pour les 12 h/,
      ],
    ],
  },
];

describe('verifierCreation, hours and PIAL', () => {
  for (const cas of CAS) attendre(cas);
});
