import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { dansPeriode, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { type PeriodeFermee, intersection } from '../../../kernel/periode.js';
import { couvertureNaive } from '../domain/couverture.oracle.js';
import type { SegmentCouverture, TypeDecision } from '../domain/couverture.js';
import { occupationNaive } from '../domain/occupation.oracle.js';
import type { SegmentOccupation } from '../domain/occupation.js';

const DEPUIS = '2026-08-01';
const JOURS = 500;
const HORIZON: PeriodeFermee = { debut: '2026-08-01', fin: '2028-08-31' } as PeriodeFermee;

/** What the spec knows that it has written, beside the database. */
interface Modele {
  eleves: { id: number; scolarites: Map<number, { debut: string; fin: string | null }> }[];
  decisions: { id: number; eleve: number; type: TypeDecision; heures: number | null; periode: PeriodeFermee }[];
  missions: { id: number; previsionnelle: boolean; heures: number; periode: { debut: string; fin: string | null } }[];
  accompagnements: Map<
    number,
    PeriodeFermee & { mission: number; decision: number; heures: number; maintien: boolean }
  >;
}

const heures = fc.integer({ min: 1, max: 96 }).map((n) => n / 4);
const rang = fc.nat(9);

const mondeAlea = fc.record({
  eleves: fc.array(fc.array(unePeriode(DEPUIS, JOURS), { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  decisions: fc.array(
    fc.record({
      eleve: rang,
      type: fc.constantFrom<TypeDecision>('INDIVIDUELLE', 'MUTUALISEE'),
      heures: fc.option(heures, { freq: 4 }),
      periode: unePeriodeFermee(DEPUIS, JOURS),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  missions: fc.array(fc.record({ previsionnelle: fc.boolean(), heures, periode: unePeriode(DEPUIS, JOURS) }), {
    minLength: 1,
    maxLength: 3,
  }),
  accompagnements: fc.array(
    fc.record({ mission: rang, decision: rang, heures, maintien: fc.nat(4), periode: unePeriodeFermee(DEPUIS, JOURS) }),
    { maxLength: 6 },
  ),
});

const changement = fc.oneof(
  fc.record({ quoi: fc.constant('scolarite' as const), eleve: rang, n: rang, periode: unePeriode(DEPUIS, JOURS) }),
  fc.record({ quoi: fc.constant('scolarite-supprimee' as const), eleve: rang, n: rang }),
  fc.record({
    quoi: fc.constant('decision' as const),
    n: rang,
    heures: fc.option(heures, { freq: 4 }),
    periode: unePeriodeFermee(DEPUIS, JOURS),
  }),
  fc.record({ quoi: fc.constant('mission' as const), n: rang, heures, previsionnelle: fc.boolean() }),
  fc.record({ quoi: fc.constant('accompagnement' as const), n: rang, mission: rang, heures }),
  fc.record({ quoi: fc.constant('accompagnement-supprime' as const), n: rang }),
);
type Changement = typeof changement extends fc.Arbitrary<infer T> ? T : never;

const au = <T>(liste: readonly T[], n: number): T | undefined => liste[n % Math.max(1, liste.length)];

/** An accompaniment lies inside one school year: the constraint of the table. */
const dansUneAnnee = (p: PeriodeFermee): PeriodeFermee => intersection(p, periodeAnnee(anneeScolaire(p.debut))) ?? p;

describe('Couvertures stockées, mondes au hasard', () => {
  let base: BaseDEssai;
  let monde: Monde;
  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  async function construire(m: typeof mondeAlea extends fc.Arbitrary<infer T> ? T : never): Promise<Modele> {
    const uai = await monde.etablissement();
    const secteur = await monde.secteur();
    const modele: Modele = { eleves: [], decisions: [], missions: [], accompagnements: new Map() };
    for (const periodes of m.eleves) {
      const id = await monde.eleve({ secteur });
      const scolarites = new Map<number, { debut: string; fin: string | null }>();
      for (const p of periodes) scolarites.set(await monde.scolarite({ eleve: id, uai, ...p }), p);
      modele.eleves.push({ id, scolarites });
    }
    for (const d of m.decisions) {
      const eleve = d.eleve % modele.eleves.length;
      const h = d.type === 'INDIVIDUELLE' ? d.heures : null;
      const id = await monde.decision({
        eleve: au(modele.eleves, eleve)?.id ?? 0,
        type: d.type,
        heures: h,
        ...d.periode,
      });
      modele.decisions.push({ id, eleve, type: d.type, heures: h, periode: d.periode });
    }
    for (const x of m.missions) {
      const id = await monde.mission({
        source: x.previsionnelle ? 'PREVISIONNEL' : 'EPP',
        heures: x.heures,
        ...x.periode,
      });
      modele.missions.push({ id, ...x });
    }
    for (const a of m.accompagnements) {
      const periode = dansUneAnnee(a.periode);
      const mission = a.mission % modele.missions.length;
      const decision = a.decision % modele.decisions.length;
      const maintien = a.maintien === 0;
      const id = await monde.accompagnement({
        mission: modele.missions[mission]?.id ?? 0,
        decisions: [modele.decisions[decision]?.id ?? 0],
        type: modele.decisions[decision]?.type,
        uai,
        heures: a.heures,
        maintien,
        ...periode,
      });
      modele.accompagnements.set(id, { ...periode, mission, decision, heures: a.heures, maintien });
    }
    await monde.rafraichir();
    return modele;
  }

  async function changer(modele: Modele, c: Changement): Promise<void> {
    const q = (sql: string, params: unknown[]): Promise<unknown> => base.source.query(sql, params);
    switch (c.quoi) {
      case 'scolarite':
      case 'scolarite-supprimee': {
        const scolarites = au(modele.eleves, c.eleve)?.scolarites ?? new Map<number, never>();
        const id = au([...scolarites.keys()], c.n);
        if (id === undefined) return;
        if (c.quoi === 'scolarite-supprimee') {
          scolarites.delete(id);
          await q('DELETE FROM scolarite WHERE id = $1', [id]);
        } else {
          scolarites.set(id, c.periode);
          await q('UPDATE scolarite SET debut = $2, fin = $3 WHERE id = $1', [id, c.periode.debut, c.periode.fin]);
        }
        return;
      }
      case 'decision': {
        const d = au(modele.decisions, c.n);
        if (d === undefined) return;
        d.periode = c.periode;
        d.heures = d.type === 'INDIVIDUELLE' ? c.heures : null;
        await q('UPDATE decision SET debut = $2, fin = $3, heures = $4 WHERE id = $1', [
          d.id,
          d.periode.debut,
          d.periode.fin,
          d.heures,
        ]);
        return;
      }
      case 'mission': {
        const m = au(modele.missions, c.n);
        if (m === undefined) return;
        m.heures = c.heures;
        m.previsionnelle = c.previsionnelle;
        await q('UPDATE mission SET heures = $2, source = $3 WHERE id = $1', [
          m.id,
          c.heures,
          c.previsionnelle ? 'PREVISIONNEL' : 'EPP',
        ]);
        return;
      }
      case 'accompagnement':
      case 'accompagnement-supprime': {
        const id = au([...modele.accompagnements.keys()], c.n);
        const a = id === undefined ? undefined : modele.accompagnements.get(id);
        if (id === undefined || a === undefined) return;
        if (c.quoi === 'accompagnement-supprime') {
          modele.accompagnements.delete(id);
          await q('DELETE FROM accompagnement WHERE id = $1', [id]);
        } else {
          a.heures = c.heures;
          a.mission = c.mission % modele.missions.length;
          await q('UPDATE accompagnement SET heures = $2, mission_id = $3 WHERE id = $1', [
            id,
            a.heures,
            modele.missions[a.mission]?.id,
          ]);
        }
      }
    }
  }

  it('what is stored is what a day-by-day recomputation of the whole world finds, change after change', async () => {
    await fc.assert(
      fc.asyncProperty(mondeAlea, fc.array(changement, { maxLength: 8 }), async (alea, changements) => {
        const modele = await construire(alea);
        await comparer(base.source, modele);
        for (const c of changements) {
          await changer(modele, c);
          await monde.rafraichir();
          await comparer(base.source, modele);
        }
      }),
      { numRuns: 25 },
    );
    expect().nothing();
  }, 60_000);
});

async function comparer(source: DataSource, modele: Modele): Promise<void> {
  const couvertures: {
    decision_id: number;
    couverture: number;
    priorite: number;
    accompagnee: boolean;
    segments: SegmentCouverture[];
  }[] = await source.query('SELECT * FROM couverture_decision WHERE decision_id = ANY ($1::int[])', [
    modele.decisions.map((d) => d.id),
  ]);
  verifier(couvertures.length === modele.decisions.length, 'une couverture par décision');
  for (const [rangDecision, d] of modele.decisions.entries()) {
    const stockee = couvertures.find((c) => c.decision_id === d.id);
    const scolarites = [...(modele.eleves[d.eleve]?.scolarites.values() ?? [])];
    const poses = [...modele.accompagnements]
      .filter(([, a]) => a.decision === rangDecision)
      .map(([id, { mission, ...a }]) => ({
        id,
        ...a,
        missionPrevisionnelle: modele.missions[mission]?.previsionnelle ?? false,
      }));
    const naive = couvertureNaive(d, scolarites as unknown as Parameters<typeof couvertureNaive>[1], poses);
    verifier(
      memeJson(stockee?.segments, naive.segments),
      `segments ${JSON.stringify([stockee?.segments, naive.segments])}`,
    );
    verifier(Math.abs((stockee?.couverture ?? NaN) - naive.couverture) <= 0.000051, 'couverture');
    verifier(Math.abs((stockee?.priorite ?? NaN) - naive.priorite) <= 0.000051, 'priorité');
    verifier(stockee?.accompagnee === naive.accompagnee, 'accompagnée');
  }
  const occupations: { mission_id: number; segments: SegmentOccupation[] }[] = await source.query(
    'SELECT * FROM occupation_mission WHERE mission_id = ANY ($1::int[])',
    [modele.missions.map((m) => m.id)],
  );
  verifier(occupations.length === modele.missions.length, 'une occupation par mission');
  for (const [rangMission, m] of modele.missions.entries()) {
    const segments = occupations.find((o) => o.mission_id === m.id)?.segments ?? [];
    const poses = [...modele.accompagnements]
      .filter(([, a]) => a.mission === rangMission)
      .map(([id, { debut, fin, heures: h }]) => ({ id, debut, fin, heures: h }));
    const mission = { ...m, accompagne: true } as unknown as Parameters<typeof occupationNaive>[0];
    for (const j of occupationNaive(mission, poses, HORIZON)) {
      const { jour, ...attendu } = j;
      const ici = segments
        .filter((s) => dansPeriode(s, jour))
        .map((s) => ({ etat: s.etat, heures: s.heures, accompagnements: s.accompagnements }));
      verifier(memeJson(ici, [attendu]), `occupation le ${jour} : ${JSON.stringify([ici, attendu])}`);
    }
  }
}

function verifier(vrai: boolean, quoi: string): void {
  if (!vrai) throw new Error(quoi);
}

/** Same value, whatever the order of the keys (jsonb has its own). */
function memeJson(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b);
}

function stable(valeur: unknown): string {
  return JSON.stringify(valeur, (_, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}
