import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { DossierEssai } from '../essais/extraits.js';

const ENFANT = fileURLToPath(new URL('../essais/import-volumineux.ts', import.meta.url));
const TAILLE_MO = 300;
const TAS_MO = 96;
/** What the runtime may take more between 20 MB and 300: its own buffers and young generation, not the file. */
const MARGE_KO = 150_000;

describe('Extrait volumineux', () => {
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;
  let base: BaseDEssai;
  let dossier: DossierEssai;

  beforeAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 300_000;
    base = await ouvrirBaseDEssai();
    dossier = new DossierEssai();
  });
  afterAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial;
    dossier.supprimer();
    await base.fermer();
  });

  it(`the memory is that of a line, not of the file: ${TAILLE_MO} MB in a heap of ${TAS_MO}`, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      `--max-old-space-size=${TAS_MO}`,
      ...['--import', '@swc-node/register/esm-register'],
      ...[ENFANT, base.url, dossier.chemin, String(TAILLE_MO)],
    ]);
    const { mesures, missions } = JSON.parse(stdout) as { mesures: [number, number]; missions: number };
    expect(missions).toBeGreaterThan(20_000);
    expect(mesures[1] - mesures[0]).toBeLessThan(MARGE_KO);
  });
});
