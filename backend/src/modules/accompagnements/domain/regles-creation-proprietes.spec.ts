import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toujours, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { AUTRE_PIAL, COLLEGE, DEMANDE, ECOLE, MISSION, PIAL } from './regles-creation.exemples.js';
import { refusNaifs } from './regles-creation.oracle.js';
import { type ContexteCreation, verifierCreation } from './regles-creation.js';

describe('verifierCreation, against the day by day oracle', () => {
  const DEPUIS = '2026-09-01';
  const heures = fc.integer({ min: 1, max: 6 }).map((n) => (n * 215) / 100);
  const p = unePeriode(DEPUIS, 20);
  const ferme = unePeriodeFermee(DEPUIS, 20);
  const pialUai = fc.constantFrom(PIAL, AUTRE_PIAL);
  const appartenances = fc.array(
    fc.tuple(p, pialUai).map(([x, u]) => ({ ...x, pialUai: u, pialNom: u })),
    { maxLength: 2 },
  );
  const uneDecision = fc
    .tuple(ferme, fc.array(fc.tuple(p, fc.constantFrom(COLLEGE, COLLEGE, ECOLE)), { maxLength: 3 }))
    .map(([periodeDecision, scolarites]) => ({
      type: 'MUTUALISEE' as const,
      periode: periodeDecision,
      scolarites: scolarites.map(([s, u]) => ({ ...s, uai: u })),
    }));
  const contexte: fc.Arbitrary<ContexteCreation> = fc
    .record({
      decisions: fc.array(uneDecision, { minLength: 1, maxLength: 3 }),
      periode: p,
      heures: heures.map((h) => h * 2),
      accompagnements: fc.array(fc.tuple(ferme, heures, fc.array(p, { maxLength: 2 })), { maxLength: 3 }),
      affectations: fc.array(fc.tuple(p, heures, pialUai), { maxLength: 3 }),
      appartenances,
    })
    .map((x) => ({
      decisions: x.decisions.map((d, n) => ({
        id: n + 1,
        type: d.type,
        periode: d.periode,
        eleve: { nom: `Nom${n}`, prenom: 'Prénom', etatDossier: 'ACTIF' as const, scolarites: d.scolarites },
      })),
      mission: {
        ...MISSION,
        periode: x.periode,
        heures: x.heures,
        accompagnements: x.accompagnements.map(([q, h, dans], id) => ({ id, ...q, heures: h, appartenances: dans })),
        affectations: x.affectations.map(([q, h, u], id) => ({ id, ...q, heures: h, pialUai: u })),
      },
      etablissement: { uai: COLLEGE, nom: 'Collège', appartenances: x.appartenances },
    }));

  it('the same refusals', () => {
    toujours(
      fc.property(contexte, ferme, heures, (c, voulue, h) => {
        const demande = { ...DEMANDE, ...voulue, heures: h, decisionIds: c.decisions.map((d) => d.id) };
        const codes = new Set(verifierCreation(demande, c).map((e) => e.code));
        if (codes.delete('ACCOMPAGNEMENT_SANS_PERIODE_COMMUNE')) codes.add('ACCOMPAGNEMENT_HORS_DECISION');
        assert.deepEqual([...codes].sort(), refusNaifs(demande, c));
      }),
      { numRuns: 3000 },
    );
  });
});
