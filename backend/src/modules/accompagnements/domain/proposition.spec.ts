import assert from 'node:assert/strict';
import fc from 'fast-check';
import { periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { jour } from '../../../kernel/jour.js';
import { toujours, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { type PeriodeFermee, chevauche, couvreEntierement, inclut, periode } from '../../../kernel/periode.js';
import { uai } from '../../../kernel/uai.js';
import type { DecisionACouvrir } from './couverture.js';
import {
  PropositionHorsAnnee,
  PropositionSansScolarite,
  type ScolariteProposable,
  proposerAccompagnement,
} from './proposition.js';

const COLLEGE = uai('0310001H');
const LYCEE = uai('0310002J');

function du(debut: string, fin: string): PeriodeFermee {
  return periode(jour(debut), jour(fin));
}

function scolarite(code: typeof COLLEGE, debut: string, fin: string | null): ScolariteProposable {
  return {
    uai: code,
    etablissement: code === COLLEGE ? 'Collège Jaurès' : 'Lycée Fermat',
    debut: jour(debut),
    fin: fin === null ? null : jour(fin),
  };
}

const decision: DecisionACouvrir = { type: 'INDIVIDUELLE', heures: 12.5, periode: du('2025-11-01', '2028-08-31') };

describe('proposerAccompagnement', () => {
  it('decision clipped to the school year, school of the pupil, notified hours', () => {
    expect(proposerAccompagnement(decision, [scolarite(COLLEGE, '2024-09-01', null)], 2026)).toEqual({
      ...du('2026-09-01', '2027-08-31'),
      heures: 12.5,
      uai: COLLEGE,
      etablissement: 'Collège Jaurès',
      explication:
        "Dates de la décision (du 01/11/2025 au 31/08/2028) dans l'année scolaire 2026-2027 ; 12 h 30 notifiées.",
    });
  });

  it('starts with the decision in its first year', () => {
    const { debut, fin } = proposerAccompagnement(decision, [scolarite(COLLEGE, '2024-09-01', null)], 2025);
    expect([debut, fin] as string[]).toEqual(['2025-11-01', '2026-08-31']);
  });

  it('takes the first of two schools, and stops when the pupil leaves it', () => {
    const proposition = proposerAccompagnement(
      decision,
      [scolarite(LYCEE, '2027-02-01', null), scolarite(COLLEGE, '2026-09-01', '2027-01-31')],
      2026,
    );
    expect(proposition).toEqual(jasmine.objectContaining({ ...du('2026-09-01', '2027-01-31'), uai: COLLEGE }));
    expect(proposition.explication).toContain("ramenées à la scolarité à l'établissement Collège Jaurès");
  });

  it('two classes of one school that follow one another are one stay; a gap ends it', () => {
    const classes = [scolarite(COLLEGE, '2026-09-01', '2026-12-31'), scolarite(COLLEGE, '2027-01-01', '2027-03-31')];
    const retour = scolarite(COLLEGE, '2027-05-01', null);
    expect(proposerAccompagnement(decision, [...classes, retour], 2026).fin as string).toBe('2027-03-31');
  });

  it('leaves the hours of a mutualised aid empty', () => {
    const mutualisee: DecisionACouvrir = { ...decision, type: 'MUTUALISEE', heures: null };
    const proposition = proposerAccompagnement(mutualisee, [scolarite(COLLEGE, '2024-09-01', null)], 2026);
    expect(proposition.heures).toBeNull();
    expect(proposition.explication).not.toContain('notifiées');
  });

  it('refuses a year outside the decision, and a pupil without schooling', () => {
    expect(() => proposerAccompagnement(decision, [scolarite(COLLEGE, '2024-09-01', null)], 2024)).toThrowMatching(
      (e) => e instanceof PropositionHorsAnnee && e.message.includes('2024-2025'),
    );
    expect(() =>
      proposerAccompagnement(decision, [scolarite(COLLEGE, '2024-09-01', '2026-08-31')], 2026),
    ).toThrowMatching(
      (e) => e instanceof PropositionSansScolarite && e.message.includes('du 01/09/2026 au 31/08/2027'),
    );
  });

  it('always lies in the decision, in the year, and in the schoolings of its school', () => {
    const scolarites = fc.array(
      fc
        .tuple(unePeriode('2026-08-15', 40), fc.constantFrom(COLLEGE, LYCEE))
        .map(([p, code]) => ({ ...p, uai: code, etablissement: code })),
      { maxLength: 4 },
    );
    toujours(
      fc.property(unePeriodeFermee('2026-08-15', 40), scolarites, (p, liste) => {
        const annee = periodeAnnee(2026);
        const utile = liste.some((s) => chevauche(s, p) && (s.fin === null || s.fin >= annee.debut));
        if (p.fin < annee.debut || !utile) {
          assert.throws(() => proposerAccompagnement({ ...decision, periode: p }, liste, 2026));
          return;
        }
        const proposition = proposerAccompagnement({ ...decision, periode: p }, liste, 2026);
        assert.ok(proposition.debut <= proposition.fin);
        assert.ok(inclut(p, proposition) && inclut(annee, proposition));
        const ici = liste.filter((s) => s.uai === proposition.uai);
        assert.ok(couvreEntierement(proposition, ici));
      }),
      { numRuns: 2000 },
    );
  });
});
