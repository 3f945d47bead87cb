import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as attendre } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { verifierLibre } from '../conduite/registre-imports.js';
import { PAR_SYSTEME, etatDe, viderBase } from '../essais/etat.js';
import { DossierEssai, ligneRh, photoRh } from '../essais/extraits.js';
import { importerRh } from './importer-rh.js';

const ENFANT = fileURLToPath(new URL('../essais/import-a-tuer.ts', import.meta.url));
const MOMENTS = 10;

describe('Import tué par kill -9', () => {
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;
  let base: BaseDEssai;
  let dossier: DossierEssai;
  const enfants: ChildProcess[] = [];

  beforeAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 180_000;
    base = await ouvrirBaseDEssai();
    dossier = new DossierEssai();
  });
  afterAll(async () => {
    for (const enfant of enfants) enfant.kill('SIGKILL');
    jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial;
    dossier.supprimer();
    await base.fermer();
  });

  const preparer = async (fichier: string): Promise<ChildProcess> => {
    const enfant = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', ENFANT, base.url, fichier], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    enfants.push(enfant);
    await once(enfant.stdout!, 'data');
    return enfant;
  };
  const importer = (fichier: string): ReturnType<typeof importerRh> =>
    importerRh(base.source, { origine: 'EPP', fichier, ...PAR_SYSTEME });
  /** PostgreSQL notices a dead client when it next talks to it. */
  const attendreLibre = async (): Promise<void> => {
    for (let essai = 0; essai < 400; essai += 1) {
      const libre = await verifierLibre(base.source, 'EPP').then(
        () => true,
        () => false,
      );
      if (libre) return;
      await attendre(50);
    }
    throw new Error('Le verrou de l’import tué n’est pas libéré.');
  };

  it('at ten moments leaves the former or the new state, never a mix, and the next import works', async () => {
    const ancienne = photoRh(2_000, 5_000);
    const nouvelle = [
      ...ancienne.slice(150).map((ligne, n) => (n % 3 ? ligne : { ...ligne, QUOTITE: '50', ADRESSE: '1 place Neuve' })),
      ...Array.from({ length: 300 }, (_, n) => ligneRh(5_000 + n, 1)),
    ];
    const [fichierA, fichierB] = [dossier.rh('A.csv', ancienne), dossier.rh('B.csv', nouvelle)];

    await importer(fichierA);
    const etatA = await etatDe(base.source);
    const complet = await preparer(fichierB);
    const depart = performance.now();
    complet.stdin!.write('\n');
    await once(complet, 'exit');
    let duree = performance.now() - depart;
    const etatB = await etatDe(base.source);
    expect(etatB).not.toBe(etatA);

    const issues: string[] = [];
    let suivant = preparer(fichierB);
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      if ((await etatDe(base.source)) !== etatA) {
        await viderBase(base.source);
        await importer(fichierA);
        expect(await etatDe(base.source)).toBe(etatA);
      }
      const enfant = await suivant;
      const fin = once(enfant, 'exit');
      enfant.stdin!.write('\n');
      await attendre(((moment + 0.5) / MOMENTS) * duree);
      enfant.kill('SIGKILL');
      await fin;
      if (moment + 1 < MOMENTS) suivant = preparer(fichierB);
      await attendreLibre();
      const etat = await etatDe(base.source);
      // The machine is less busy than when the duration was measured: the next moments come earlier.
      if (etat === etatB) duree *= 0.7;
      issues.push(etat === etatA ? 'ANCIEN' : etat === etatB ? 'NOUVEAU' : 'MÉLANGE');
    }
    expect(issues).not.toContain('MÉLANGE');
    expect(issues.filter((issue) => issue === 'ANCIEN').length).toBeGreaterThan(2);

    await importer(fichierB);
    expect(await etatDe(base.source)).toBe(etatB);
    const vivants = await base.source.query(`SELECT id FROM import WHERE etat = 'EN_COURS'`);
    expect(vivants).toEqual([]);
  });
});
