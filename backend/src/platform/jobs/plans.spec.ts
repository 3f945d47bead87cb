import type { PlanJob } from './job.js';
import { plansDus, suitesDe } from './plans.js';

const IMPORT: PlanJob = { nom: 'import', heure: '04:30', type: 'import', libelle: 'Import' };
const RECALCUL: PlanJob = { nom: 'recalcul', heure: '04:30', apres: 'import', type: 'recalcul', libelle: 'Recalcul' };

describe('Plans', () => {
  const cles = (instant: string, plans: readonly PlanJob[] = [IMPORT]): (string | undefined)[] =>
    plansDus(new Date(instant), plans).map((demande) => demande.cleUnique);

  it('are due from their hour in Paris, for one hour', () => {
    expect(cles('2026-11-24T03:29:59Z')).toEqual([]);
    expect(cles('2026-11-24T03:30:00Z')).toEqual(['import:2026-11-24']);
    expect(cles('2026-11-24T04:29:59Z')).toEqual(['import:2026-11-24']);
    expect(cles('2026-11-24T04:30:00Z')).toEqual([]);
  });

  it('follow the summer time', () => {
    expect(cles('2026-07-01T02:30:00Z')).toEqual(['import:2026-07-01']);
    expect(cles('2026-07-01T03:30:00Z')).toEqual([]);
  });

  it('keep their night when the clock jumps over their hour, and have one key when it shows it twice', () => {
    const aDeuxHeures = [{ ...IMPORT, heure: '02:30' }];
    expect(cles('2026-03-29T00:59:00Z', aDeuxHeures)).toEqual([]);
    expect(cles('2026-03-29T01:00:00Z', aDeuxHeures)).toEqual(['import:2026-03-29']);
    expect(cles('2026-10-25T00:30:00Z', aDeuxHeures)).toEqual(['import:2026-10-25']);
    expect(cles('2026-10-25T01:30:00Z', aDeuxHeures)).toEqual(['import:2026-10-25']);
  });

  it('wait for the plan that they come after, when there is one', () => {
    expect(cles('2026-11-24T03:30:00Z', [IMPORT, RECALCUL])).toEqual(['import:2026-11-24']);
    expect(cles('2026-11-24T03:30:00Z', [RECALCUL])).toEqual(['recalcul:2026-11-24']);
    const [suite, ...rien] = suitesDe('import:2026-11-24', [IMPORT, RECALCUL]);
    expect(suite).toEqual(jasmine.objectContaining({ type: 'recalcul', cleUnique: 'recalcul:2026-11-24' }));
    expect(rien).toEqual([]);
    expect(suitesDe('import-rh:2026-11-24', [IMPORT, RECALCUL])).toEqual([]);
  });
});
