import fc from 'fast-check';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { dansPeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { jour } from '../../../kernel/jour.js';
import { type PeriodeFermee, chevauche } from '../../../kernel/periode.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { compterIndicateurs } from './compter-indicateurs.js';
import { listerDecisions } from './lister-decisions.js';
import { joursDesPoints, suivreEvolution } from './suivre-evolution.js';

const JOUR = jour('2026-11-24');
const ANNEE = periodeAnnee(2026);

describe('Indicators and evolution of the school year', () => {
  let base: BaseDEssai;
  let monde: Monde;
  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  const periodes = unePeriodeFermee('2026-05-01', 700);
  const mondeAlea = fc.array(fc.record({ periode: periodes, accompagnements: fc.array(periodes, { maxLength: 3 }) }), {
    maxLength: 5,
  });

  it('F4.1-1 F4.1-3 count what a naive reading counts, and each indicator what the list filters', async () => {
    const uai = await monde.etablissement();
    const mission = await monde.mission({ debut: '2025-09-01', fin: '2029-08-31' });
    await fc.assert(
      fc.asyncProperty(mondeAlea, async (alea) => {
        const secteur = await monde.secteur();
        const perimetre: Perimetre = { nature: 'SECTEURS', secteurs: [secteur] };
        const decisions: { periode: PeriodeFermee; accompagnements: PeriodeFermee[] }[] = [];
        for (const { periode, accompagnements } of alea) {
          const id = await monde.decision({ eleve: await monde.eleve({ secteur }), ...periode });
          const poses: PeriodeFermee[] = [];
          for (const pose of accompagnements) {
            // Inside one school year: the constraint of the table.
            const fin = periodeAnnee(pose.debut >= '2027-09-01' ? 2027 : pose.debut >= '2026-09-01' ? 2026 : 2025).fin;
            poses.push({ debut: pose.debut, fin: pose.fin < fin ? pose.fin : fin });
            await monde.accompagnement({ mission, decisions: [id], uai, ...(poses.at(-1) as PeriodeFermee) });
          }
          decisions.push({ periode, accompagnements: poses });
        }
        const lus = {
          indicateurs: await compterIndicateurs(base.source, perimetre, JOUR),
          evolution: await suivreEvolution(base.source, perimetre, JOUR),
        };

        const delAnnee = decisions.filter(({ periode }) => chevauche(periode, ANNEE));
        const avec = delAnnee.filter(({ accompagnements }) => accompagnements.some((a) => chevauche(a, ANNEE))).length;
        const indicateurs = {
          annee: 2026,
          ...ANNEE,
          total: delAnnee.length,
          sansAccompagnement: delAnnee.length - avec,
          avecAccompagnement: avec,
        };
        verifier(lus.indicateurs, indicateurs);
        const liste = async (filtres: object): Promise<number> =>
          (await listerDecisions(base.source, perimetre, { sort: [], page: 1, size: 1, ...ANNEE, ...filtres }, JOUR))
            .total;
        verifier(await liste({}), indicateurs.total);
        verifier(await liste({ accompagnement: 'AUCUN' }), indicateurs.sansAccompagnement);
        verifier(await liste({ accompagnement: 'AU_MOINS_UN' }), indicateurs.avecAccompagnement);

        const points = joursDesPoints(ANNEE).map((j) => {
          const actives = decisions.filter(({ periode }) => dansPeriode(periode, j));
          const accompagnees = actives.filter(({ accompagnements }) => accompagnements.some((a) => dansPeriode(a, j)));
          return { jour: j, actives: actives.length, accompagnees: accompagnees.length };
        });
        verifier(lus.evolution, { annee: 2026, points });
      }),
      { numRuns: 25 },
    );
    expect().nothing();
  }, 120_000);

  it('one point a week: the first day, each Monday, the last day', () => {
    const jours = joursDesPoints(ANNEE);
    expect(jours.slice(0, 3)).toEqual([jour('2026-09-01'), jour('2026-09-07'), jour('2026-09-14')]);
    expect(jours.slice(-2)).toEqual([jour('2027-08-30'), jour('2027-08-31')]);
    expect(jours).toHaveSize(54);
    for (const j of jours.slice(1, -1)) expect(new Date(j).getUTCDay()).toBe(1);
  });
});

function verifier(lu: unknown, attendu: unknown): void {
  if (JSON.stringify(lu) !== JSON.stringify(attendu)) {
    throw new Error(`${JSON.stringify(lu)} au lieu de ${JSON.stringify(attendu)}`);
  }
}
