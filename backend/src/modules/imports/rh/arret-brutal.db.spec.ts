import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as attendre } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { verifierLibre } from '../conduite/registre-imports.js';
import { PAR_SYSTEME, etatDe, viderBase } from '../essais/etat.js';
import { DossierEssai, ligneRh, photoRh } from '../essais/extraits.js';
import { importerRh } from './importer-rh.js';

const ENFANT = fileURLToPath(new URL('../essais/import-a-tuer.ts', import.meta.url));

/** Step to wait for, then how long after it (ms): by what the import does, not by a clock that a busy machine slows. */
const MOMENTS: readonly (readonly [etape: string, delai: number])[] = [
  ['PRET', 0],
  ['PRET', 30],
  ['ETAPE Lecture', 0],
  ['ETAPE Comparaison', 0],
  ['ETAPE Comparaison', 60],
  ['ETAPE Écriture', 0],
  ['ETAPE Écriture', 120],
  ['ETAPE Mise à jour', 0],
  ['ETAPE Mise à jour', 60],
  ['ETAPE Mise à jour', 250],
  ['ETAPE Terminé', 0],
];
/** Killed on these at the latest, nothing can have been committed: the work that follows takes longer than a signal. */
const TOT = /^(PRET|ETAPE Lecture|ETAPE Comparaison|ETAPE Écriture)/;

class Enfant {
  private readonly lignes: string[] = [];
  private reveil: () => void = () => undefined;

  constructor(readonly processus: ChildProcess) {
    createInterface({ input: processus.stdout! }).on('line', (ligne) => {
      this.lignes.push(ligne);
      this.reveil();
    });
    processus.once('exit', () => this.reveil());
  }

  /** Until it says so, or is over. */
  async attendre(debut: string): Promise<void> {
    while (!this.lignes.some((ligne) => ligne.startsWith(debut)) && !this.fini) {
      await new Promise<void>((resoudre) => (this.reveil = resoudre));
    }
  }

  /** By itself, or killed. */
  private get fini(): boolean {
    return this.processus.exitCode !== null || this.processus.signalCode !== null;
  }

  demarrer(): void {
    this.processus.stdin!.write('\n');
  }

  async tuer(): Promise<void> {
    if (this.fini) return;
    const fin = once(this.processus, 'exit');
    this.processus.kill('SIGKILL');
    await fin;
  }
}

describe('Import tué par kill -9', () => {
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;
  let base: BaseDEssai;
  let dossier: DossierEssai;
  const enfants: Enfant[] = [];

  beforeAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 300_000;
    base = await ouvrirBaseDEssai();
    dossier = new DossierEssai();
  });
  afterAll(async () => {
    for (const enfant of enfants) await enfant.tuer();
    jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial;
    dossier.supprimer();
    await base.fermer();
  });

  const preparer = async (fichier: string): Promise<Enfant> => {
    const enfant = new Enfant(
      spawn(process.execPath, ['--import', '@swc-node/register/esm-register', ENFANT, base.url, fichier], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    enfants.push(enfant);
    await enfant.attendre('PRET');
    return enfant;
  };
  const importer = (fichier: string): ReturnType<typeof importerRh> =>
    importerRh(base.source, { origine: 'EPP', fichier, ...PAR_SYSTEME });
  /** PostgreSQL notices a dead client when it next talks to it. */
  const attendreLibre = async (): Promise<void> => {
    for (let essai = 0; essai < 1_200; essai += 1) {
      const libre = await verifierLibre(base.source, 'EPP').then(
        () => true,
        () => false,
      );
      if (libre) return;
      await attendre(50);
    }
    throw new Error('Le verrou de l’import tué n’est pas libéré.');
  };

  it('at any moment leaves the former or the new state, never a mix, and the next import works', async () => {
    const ancienne = photoRh(1_200, 3_000);
    const nouvelle = [
      ...ancienne.slice(100).map((ligne, n) => (n % 3 ? ligne : { ...ligne, QUOTITE: '50', ADRESSE: '1 place Neuve' })),
      ...Array.from({ length: 300 }, (_, n) => ligneRh(5_000 + n, 1)),
    ];
    const [fichierA, fichierB] = [dossier.rh('A.csv', ancienne), dossier.rh('B.csv', nouvelle)];
    await importer(fichierA);
    const etatA = await etatDe(base.source);
    await importer(fichierB);
    const etatB = await etatDe(base.source);
    expect(etatB).not.toBe(etatA);

    for (const [etape, delai] of MOMENTS) {
      if ((await etatDe(base.source)) !== etatA) {
        await viderBase(base.source);
        await importer(fichierA);
        expect(await etatDe(base.source)).toBe(etatA);
      }
      const enfant = await preparer(fichierB);
      enfant.demarrer();
      await enfant.attendre(etape);
      if (delai > 0) await attendre(delai);
      await enfant.tuer();
      await attendreLibre();
      const etat = await etatDe(base.source);
      const possibles = TOT.test(etape) && delai === 0 ? [etatA] : etape.includes('Terminé') ? [etatB] : [etatA, etatB];
      expect(possibles).withContext(`${etape} + ${delai} ms`).toContain(etat);
    }

    await importer(fichierB);
    expect(await etatDe(base.source)).toBe(etatB);
    const vivants = await base.source.query(`SELECT id FROM import WHERE etat = 'EN_COURS'`);
    expect(vivants).toEqual([]);
  });
});
