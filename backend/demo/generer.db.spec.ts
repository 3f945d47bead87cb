import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { jour, lireJour } from '../src/kernel/jour.js';
import { type Generation, generer } from './generer.js';

const AUJOURDHUI = jour('2026-11-24');
const FICHIERS = [
  ...['EPP', 'ASSED', 'erseh/secteurs', 'erseh/eleves', 'erseh/scolarites', 'erseh/decisions', 'erseh/proches'],
  'erseh/soins',
];
/** Each reads the files of a whole académie. */
const DELAI = 60_000;
type Ligne = Record<string, string>;

describe('Population de démonstration, fichiers', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'agesh-demo-'));
  let generation: Generation;
  const lire = (fichier: string): Ligne[] =>
    parse(readFileSync(join(dossier, 'a', `${fichier}.csv`)), { delimiter: ';', columns: true });
  const iso = (ligne: Ligne, colonne: string): string => lireJour(ligne[colonne] ?? '') ?? '9999-12-31';
  const enCours = (ligne: Ligne, debut: string, fin: string): boolean =>
    iso(ligne, debut) <= AUJOURDHUI && AUJOURDHUI <= iso(ligne, fin);
  const part = <T>(liste: readonly T[], condition: (element: T) => boolean): number =>
    liste.filter(condition).length / liste.length;

  beforeAll(async () => {
    generation = await generer({ echelle: 1, dossier: join(dossier, 'a'), aujourdhui: AUJOURDHUI });
  }, DELAI);
  afterAll(() => rmSync(dossier, { recursive: true, force: true }));

  it(
    'has the size of the académie',
    () => {
      const { erseh, rh } = generation;
      expect(erseh.eleves).toBe(28_000);
      expect(rh.enPoste).toBe(7_400);
      expect(Math.abs(erseh.decisions - 50_000)).toBeLessThan(2_500);
      expect(Math.abs(rh.missions - 25_000)).toBeLessThan(1_500);
      expect(Math.abs(rh.aesh - 10_000)).toBeLessThan(300);
    },
    DELAI,
  );

  it(
    'has the published shares of decisions',
    () => {
      const decisions = lire('erseh/decisions');
      const courantes = decisions.filter((d) => enCours(d, 'DATE_DEBUT', 'DATE_FIN'));
      expect(Math.abs(courantes.length - 19_700)).toBeLessThan(400);
      expect(part(courantes, (d) => d['TYPE'] === 'MUTUALISEE')).toBeCloseTo(0.8, 1);
      const heures = courantes.filter((d) => d['TYPE'] === 'INDIVIDUELLE').map((d) => d['HEURES_HEBDO']);
      expect(part(heures, (h) => h === '8' || h === '12' || h === '24')).toBeGreaterThan(0.6);
      expect(decisions.every((d) => d['TYPE'] === 'INDIVIDUELLE' || d['HEURES_HEBDO'] === '')).toBeTrue();
      expect(part(decisions, (d) => (d['DATE_DEBUT'] ?? '').slice(3, 5) === '09')).toBeGreaterThan(0.5);
      expect(new Set(courantes.map((d) => d['ID_ELEVE'])).size).toBe(courantes.length);
    },
    DELAI,
  );

  it(
    'spreads the pupils over the départements as published',
    () => {
      const eleves = lire('erseh/eleves');
      const dans = (departement: string): number =>
        part(eleves, (e) => (e['CODE_SECTEUR'] ?? '').startsWith(departement));
      expect(dans('031')).toBeCloseTo(0.49, 2);
      expect(dans('081')).toBeCloseTo(0.12, 2);
      expect(dans('009')).toBeCloseTo(0.05, 2);
      expect(part(eleves, (e) => e['SEXE'] === 'F')).toBeCloseTo(0.29, 1);
      for (const etat of ['ACTIF', 'GELE', 'CLOTURE'])
        expect(eleves.some((e) => e['ETAT_DOSSIER'] === etat)).toBeTrue();
    },
    DELAI,
  );

  it(
    'has the published shares of AESH',
    () => {
      const missions = [...lire('EPP'), ...lire('ASSED')];
      const actives = missions.filter((m) => enCours(m, 'DATE_DEBUT_MISSION', 'DATE_FIN_MISSION'));
      const agents = [...new Map(actives.map((m) => [m['ID_AGENT'], m])).values()];
      expect(part(agents, (m) => m['CIVILITE'] === 'MME')).toBeCloseTo(0.93, 1);
      expect(part(agents, (m) => m['TYPE_CONTRAT'] === 'CDI')).toBeCloseTo(0.61, 1);
      expect(part(agents, (m) => (m['ID_AGENT'] ?? '').startsWith('16E'))).toBeCloseTo(0.67, 1);
      expect(part(missions, (m) => m['UAI_TETE_PIAL'] !== '')).toBeCloseTo(0.7, 1);
      expect(actives.filter((m) => m['NATURE_SUPPORT'] === 'AHRE').length).toBe(185);
      expect(missions.some((m) => m['QUOTITE'] === '' && m['HEURES_HEBDO'] === '')).toBeTrue();
    },
    DELAI,
  );

  it(
    'keeps to people and coordinates that cannot exist',
    () => {
      const personnes = [...lire('EPP'), ...lire('ASSED'), ...lire('erseh/proches')];
      expect(personnes.every((p) => p['COURRIEL'] === '' || p['COURRIEL']?.endsWith('@example.org'))).toBeTrue();
      expect(personnes.every((p) => /^(063998|053649)\d{4}$/.test(p['TELEPHONE'] ?? ''))).toBeTrue();
    },
    DELAI,
  );

  it(
    'never schools a pupil in two places, nor notifies twice at once',
    () => {
      for (const fichier of ['erseh/scolarites', 'erseh/decisions']) {
        const periodes = lire(fichier).map((l) => ({
          eleve: l['ID_ELEVE'] ?? '',
          debut: iso(l, 'DATE_DEBUT'),
          fin: iso(l, 'DATE_FIN'),
        }));
        periodes.sort((a, b) => (a.debut < b.debut ? -1 : 1));
        const derniers = new Map<string, string>();
        const fautes = periodes.filter((p) => {
          const chevauche = p.debut <= (derniers.get(p.eleve) ?? '') || p.fin < p.debut;
          derniers.set(p.eleve, p.fin);
          return chevauche;
        });
        expect(fautes).withContext(fichier).toEqual([]);
      }
    },
    DELAI,
  );

  it(
    'writes the same bytes again for the same day, and a single département on demand',
    async () => {
      const empreintes = (sous: string): string[] =>
        FICHIERS.map((f) =>
          createHash('sha256')
            .update(readFileSync(join(dossier, sous, `${f}.csv`)))
            .digest('hex'),
        );
      const options = { departement: '065', echelle: 0.5, aujourdhui: AUJOURDHUI };
      const { erseh } = await generer({ ...options, dossier: join(dossier, 'b') });
      await generer({ ...options, dossier: join(dossier, 'c') });
      expect(empreintes('b')).toEqual(empreintes('c'));
      expect(erseh.eleves).toBe(980);
      await generer({ ...options, aujourdhui: jour('2027-06-15'), dossier: join(dossier, 'c') });
      expect(empreintes('b')).not.toEqual(empreintes('c'));
    },
    DELAI,
  );
});
