import { DUREE_MAXIMALE_MS, GRACE_MS, INACTIVITE_MAXIMALE_MS, issueDuJeton, type IssueDuJeton } from './session.js';

describe('Issue d’un jeton de rafraîchissement', () => {
  const OUVERTE = new Date('2026-11-24T08:00:00Z');
  const apres = (ms: number): Date => new Date(OUVERTE.getTime() + ms);
  const MINUTE = 60_000;

  const CAS: [string, { activite?: number; fermee?: number; utilise?: number; a: number }, IssueDuJeton][] = [
    ['a fresh token is rotated', { a: 5 * MINUTE }, { issue: 'ROTATION' }],
    ['just before the idle limit', { a: INACTIVITE_MAXIMALE_MS - 1 }, { issue: 'ROTATION' }],
    ['at the idle limit', { a: INACTIVITE_MAXIMALE_MS }, { issue: 'FERMER', motif: 'INACTIVITE' }],
    [
      'active to the last minute of the longest session',
      { activite: DUREE_MAXIMALE_MS - MINUTE, a: DUREE_MAXIMALE_MS - 1 },
      { issue: 'ROTATION' },
    ],
    [
      'past the longest session, even active',
      { activite: DUREE_MAXIMALE_MS - MINUTE, a: DUREE_MAXIMALE_MS },
      { issue: 'FERMER', motif: 'DUREE_MAXIMALE' },
    ],
    [
      'used again at the end of the grace',
      { activite: MINUTE, utilise: MINUTE, a: MINUTE + GRACE_MS },
      { issue: 'GRACE' },
    ],
    [
      'used again after the grace',
      { activite: MINUTE, utilise: MINUTE, a: MINUTE + GRACE_MS + 1 },
      { issue: 'FERMER', motif: 'REUTILISATION' },
    ],
    ['already closed', { fermee: MINUTE, a: 2 * MINUTE }, { issue: 'DEJA_FERMEE' }],
    ['closed, grace or not', { fermee: MINUTE, utilise: MINUTE, a: MINUTE + 1 }, { issue: 'DEJA_FERMEE' }],
  ];

  for (const [titre, { activite = 0, fermee, utilise, a }, attendu] of CAS) {
    it(titre, () => {
      const session = {
        ouverteLe: OUVERTE,
        derniereActivite: apres(activite),
        fermeeLe: fermee === undefined ? null : apres(fermee),
      };
      expect(issueDuJeton(session, utilise === undefined ? null : apres(utilise), apres(a))).toEqual(attendu);
    });
  }
});
