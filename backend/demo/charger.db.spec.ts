import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jour } from '../src/kernel/jour.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../src/essais/base-d-essai.js';
import { type BilanDemo, chargerDemo } from './charger.js';
import { listerCandidats } from '../src/modules/fusions/queries/lister-candidats.js';
import { anomaliesConstatees, anomaliesStockees, depassementsDAffectations } from './constats.oracle.js';

const AUJOURDHUI = jour('2026-11-24');

describe('Population de démonstration, chargée', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'agesh-demo-'));
  const etapes: { fraction: number; etape: string }[] = [];
  let base: BaseDEssai;
  let bilan: BilanDemo;

  const lire = <T>(sql: string): Promise<T[]> => base.source.query(sql);
  const nombre = async (sql: string): Promise<number> =>
    (await lire<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`))[0]!.n;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    bilan = await chargerDemo(base.source, {
      departement: '031',
      echelle: 0.06,
      dossier,
      aujourdhui: AUJOURDHUI,
      suivi: { progresser: (fraction, etape) => etapes.push({ fraction, etape }) },
    });
  }, 120_000);
  afterAll(async () => {
    await base.fermer();
    rmSync(dossier, { recursive: true, force: true });
  });

  it('brings in whole what was generated, by the import engine', async () => {
    const { erseh, rh } = bilan.generation;
    expect(await nombre('eleve')).toBe(erseh.eleves);
    expect(await nombre('scolarite')).toBe(erseh.scolarites);
    expect(await nombre('decision')).toBe(erseh.decisions);
    expect(await nombre('proche')).toBe(erseh.proches);
    expect(await nombre('soin')).toBe(erseh.soins);
    expect(await nombre(`mission WHERE source <> 'PREVISIONNEL'`)).toBe(rh.missions);
    expect(await nombre(`import WHERE etat = 'TERMINE'`)).toBe(4);
    // A few employers are unknown on purpose: their missions come in, and a line says so.
    expect(await lire(`SELECT * FROM import_rejet WHERE code <> 'EMPLOYEUR_INCONNU'`)).toEqual([]);
    expect(await nombre('accompagnement')).toBe(bilan.population.accompagnements);
    expect(await nombre('affectation_pial')).toBeGreaterThan(bilan.population.affectations - 100);
  });

  it('places the homes of the AESH', async () => {
    expect(await nombre(`aesh WHERE latitude IS NULL`)).toBe(0);
    expect(await nombre(`aesh WHERE transport IS NOT NULL`)).toBeGreaterThan(0);
  });

  it('implements 86 % of the decisions running in November', async () => {
    const [part] = await lire<{ part: number }>(`
      SELECT avg((EXISTS (SELECT FROM accompagnement_decision ad JOIN accompagnement a ON a.id = ad.accompagnement_id
                           WHERE ad.decision_id = d.id AND '${AUJOURDHUI}' BETWEEN a.debut AND a.fin))::int)::float8 AS part
        FROM decision d WHERE '${AUJOURDHUI}' BETWEEN d.debut AND d.fin`);
    expect(Math.abs(part!.part - 0.86)).toBeLessThan(0.06);
  });

  it('F5-6 breaks the rules only where it was asked to, and there always', async () => {
    const voulues = new Map<number, Set<number>>();
    for (const { numero, accompagnementId } of bilan.population.anomalies) {
      voulues.set(numero, (voulues.get(numero) ?? new Set()).add(accompagnementId));
    }
    const constatees = await anomaliesConstatees(base.source);
    const stockees = await anomaliesStockees(base.source);
    for (let numero = 1; numero <= 9; numero++) {
      const attendues = [...(voulues.get(numero) ?? [])].sort((a, b) => a - b);
      expect(attendues.length).withContext(`anomalie ${numero} voulue`).toBeGreaterThan(0);
      expect(constatees.get(numero)).withContext(`anomalie ${numero}`).toEqual(attendues);
      expect(stockees.get(numero)).withContext(`anomalie ${numero} stockée`).toEqual(attendues);
    }
    expect(bilan.population.anomalies.length).toBeLessThan(0.03 * bilan.population.accompagnements);
    const missionsReduites = await lire<{ id: number }>(
      `SELECT DISTINCT mission_id AS id FROM accompagnement WHERE id IN (${[...voulues.get(6)!].join()})`,
    );
    const permises = new Set(missionsReduites.map(({ id }) => id));
    expect((await depassementsDAffectations(base.source)).filter((id) => !permises.has(id))).toEqual([]);
  });

  it('accompanies with missions that may, one pupil at a time individually, five at most otherwise', async () => {
    const fautes = await nombre(`
      (SELECT a.id FROM accompagnement a
         JOIN mission m ON m.id = a.mission_id JOIN nature_support n ON n.code = m.nature_code
         JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id JOIN decision d ON d.id = ad.decision_id
        GROUP BY a.id, n.accompagnement
       HAVING NOT n.accompagnement OR bool_or(d.type <> a.type) OR count(*) > CASE a.type WHEN 'INDIVIDUELLE' THEN 1 ELSE 5 END) f`);
    expect(fautes).toBe(0);
  });

  it('shows every state of the frise, hatched ones and maintiens, and schools outside any PIAL', async () => {
    const segments = await lire<{ etat: string }>(
      `SELECT DISTINCT s->>'etat' AS etat FROM couverture_decision, jsonb_array_elements(segments) s`,
    );
    expect(segments.map((s) => s.etat).sort()).toEqual(['BLANC', 'BLEU', 'ORANGE', 'ROUGE', 'VERT', 'VIOLET']);
    expect(
      await nombre(`couverture_decision, jsonb_array_elements(segments) s WHERE (s->>'previsionnel')::boolean`),
    ).toBeGreaterThan(0);
    expect(await nombre(`accompagnement WHERE debut > '2027-08-31'`)).toBeGreaterThan(0);
    expect(
      await nombre(`accompagnement a WHERE NOT EXISTS (SELECT FROM pial_membre pm WHERE pm.uai = a.uai)`),
    ).toBeGreaterThan(0);
  });

  it('F8.3-1 awaits AESH that RH has given since: they are proposed, with real missions that can bear what was placed', async () => {
    const { items } = await listerCandidats(
      base.source,
      { nature: 'DEPARTEMENT', departement: '031' },
      { page: 1, size: 200 },
      AUJOURDHUI,
    );
    const surs = items.filter(
      ({ missions }) => missions.length > 0 && missions.every(({ reelleId }) => reelleId !== null),
    );
    expect(surs.length).toBeGreaterThan(0);
  });

  it('leaves coverages up to date and the aggregates of the year computed', async () => {
    expect(await nombre('couverture_a_rafraichir')).toBe(0);
    expect(await nombre('couverture_decision')).toBe(bilan.generation.erseh.decisions);
    expect(await nombre(`calcul_agregat WHERE departement = '031' AND annee = 2026`)).toBe(1);
    expect(await nombre(`agregat_pial WHERE portee = 'PIAL' AND couverture BETWEEN 0.4 AND 2.5`)).toBeGreaterThan(0);
  });

  it('reports its progress without going back', () => {
    const fractions = etapes.map((e) => e.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(etapes.at(-1)).toEqual({ fraction: 1, etape: 'Terminé' });
  });
});
