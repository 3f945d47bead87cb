import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../../../platform/security/perimetre.js';
import { verrouiller } from '../conduite/registre-imports.js';
import { dossierErseh, extraitsErseh } from '../essais/erseh.js';
import { PAR_SYSTEME, etatDe, une, viderBase } from '../essais/etat.js';
import { DossierEssai, enCsv, ligneRh, photoRh, uaiEssai } from '../essais/extraits.js';
import { importerRh } from '../rh/importer-rh.js';
import { importerDepot } from './import-nocturne.js';

describe('Import nocturne du dépôt', () => {
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;
  let config: { depot: string; donnees: string };

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    source = base.source;
  });
  beforeEach(async () => {
    await viderBase(source);
    dossier = new DossierEssai();
    config = { depot: join(dossier.chemin, 'depot'), donnees: join(dossier.chemin, 'donnees') };
    mkdirSync(config.depot);
  });
  afterEach(() => dossier.supprimer());
  afterAll(() => base.fermer());

  const deposer = (nom: string, texte: string | Buffer): string => dossier.ecrire(join('depot', nom), texte);
  const nocturne = (): ReturnType<typeof importerDepot> => importerDepot(source, config, ACTEUR_SYSTEME);
  const annuaire = enCsv([{ UAI: uaiEssai(1), NOM: 'École', PIAL: uaiEssai(1) }], ['UAI', 'NOM', 'PIAL']);

  it('F7.0-1 the scheduled import of EPP and ASSED does what the import by hand does', async () => {
    const [epp, assed] = [photoRh(60, 90), photoRh(20, 20, 'ASSED')];
    for (const [origine, lignes] of [
      ['EPP', epp],
      ['ASSED', assed],
    ] as const) {
      await importerRh(source, { origine, fichier: dossier.rh(`main-${origine}.csv`, lignes), ...PAR_SYSTEME });
    }
    const parMain = await etatDe(source);
    await viderBase(source);
    deposer('EPP.csv', enCsv(epp));
    deposer('ASSED.csv', enCsv(assed));
    const traites = await nocturne();
    expect(traites.map(({ nom, etat, rejets }) => [nom, etat, rejets])).toEqual([
      ['EPP.csv', 'TERMINE', 0],
      ['ASSED.csv', 'TERMINE', 0],
    ]);
    expect(await etatDe(source)).toBe(parMain);
  });

  it('takes everything in a sensible order and archives it, dated', async () => {
    renameSync(dossierErseh(dossier, extraitsErseh(5)), join(config.depot, 'erseh'));
    deposer('Annuaire_2026.csv', annuaire);
    deposer('epp_2026-11-24.csv', enCsv(photoRh(10, 10)));
    deposer('epp_2026-11-23.csv', enCsv(photoRh(9, 9)));
    deposer('lisez-moi.txt', 'rien');
    const traites = await nocturne();
    expect(traites.map(({ nom, etat }) => [nom, etat])).toEqual([
      ['Annuaire_2026.csv', 'TERMINE'],
      ['epp_2026-11-23.csv', 'TERMINE'],
      ['epp_2026-11-24.csv', 'TERMINE'],
      ['erseh', 'TERMINE'],
    ]);
    expect(await une(source, 'SELECT count(*) AS n FROM aesh')).toEqual({ n: 10 });
    expect(readdirSync(config.depot).sort()).toEqual(['lisez-moi.txt', 'traites']);
    expect(readdirSync(join(config.depot, 'traites')).every((nom) => /^\d{4}-\d\d-\d\dT/.test(nom))).toBeTrue();
    expect(await nocturne()).toEqual([]);
  });

  it('a refused file goes to refuses/ with its reason and does not stop the others', async () => {
    deposer('EPP.csv', 'nom;prenom\n');
    deposer('ASSED.csv', enCsv(photoRh(3, 3, 'ASSED')));
    const traites = await nocturne();
    expect(traites.map(({ nom, etat, erreur }) => [nom, etat, erreur?.code])).toEqual([
      ['EPP.csv', 'REFUSE', 'COLONNES_MANQUANTES'],
      ['ASSED.csv', 'TERMINE', undefined],
    ]);
    const refuses = readdirSync(join(config.depot, 'refuses'));
    expect(refuses).toHaveSize(2);
    expect(refuses.some((nom) => nom.endsWith('.motif.txt'))).toBeTrue();
  });

  it('renames columns as the mapping beside says, and keeps a held photo for its confirmation', async () => {
    deposer('correspondances-EPP.json', '{"ID_AGENT": "Numen"}');
    const renommee = (n: number): string => enCsv(photoRh(n, n)).replace('ID_AGENT', 'Numen');
    deposer('EPP.csv', renommee(20));
    await nocturne();
    deposer('EPP.csv', renommee(10));
    const [tenu] = await nocturne();
    expect(tenu?.etat).toBe('A_CONFIRMER');
    const garde = join(config.donnees, 'imports', tenu?.importId ?? '');
    expect(readdirSync(garde).sort()).toEqual(['EPP.csv', 'correspondances.json']);
    expect(existsSync(join(config.depot, 'correspondances-EPP.json'))).toBeTrue();
  });

  it('leaves a file whose source is being imported for the next pass', async () => {
    deposer('EPP.csv', enCsv([ligneRh(1, 1)]));
    await enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
      await verrouiller(manager, 'EPP');
      const [traite] = await nocturne();
      expect([traite?.etat, traite?.erreur?.code]).toEqual(['REFUSE', 'IMPORT_DEJA_EN_COURS']);
    });
    expect(existsSync(join(config.depot, 'EPP.csv'))).toBeTrue();
    expect((await nocturne())[0]?.etat).toBe('TERMINE');
  });
});
