import { once } from 'node:events';
import { request } from 'node:http';
import { readSheet } from 'read-excel-file/node';
import { ApiDEssai } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { aujourdhui } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { DecisionsModule } from '../index.js';
import { COLONNES_EXPORT } from './colonnes-export.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const HOSTILE = '=HYPERLINK("http://x";"cliquez")';

describe('GET /decisions/export', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let jeton: string;
  let ecole: string;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    api = await ApiDEssai.demarrer(base.source, DecisionsModule);
    jeton = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    ecole = await monde.etablissement({ nom: 'École ; "Jaurès"', commune: 'Muret' });
    await monde.pial({ nom: '+PIAL', membres: [ecole] });
    const secteur = await monde.secteur({ code: 'S-1', libelle: '@secteur' });
    const ajouter = async (nom: string, options: object) => {
      const eleve = await monde.eleve({ secteur, nom, prenom: 'Léa', identifiant: `00${nom.length}` });
      await monde.scolarite({ eleve, uai: ecole, debut: '2020-09-01', fin: null });
      return monde.decision({ eleve, debut: '2026-09-01', fin: '2028-08-31', ...options });
    };
    const decision = await ajouter('Martin', { heures: 20.5 });
    await ajouter(HOSTILE, { type: 'MUTUALISEE' });
    await ajouter('Zola', { type: 'MUTUALISEE', debut: '2020-09-01', fin: '2021-08-31' });
    await monde.accompagnement({ mission: await monde.mission(), decisions: [decision], uai: ecole, heures: 20.5 });
    await monde.rafraichir();
  });
  afterAll(async () => {
    await api.fermer();
    await base.fermer();
  });

  async function telecharger(requete: string): Promise<{ entetes: Record<string, unknown>; contenu: Buffer }> {
    const reponse = await api.application.inject({
      url: `/api/decisions/export?${requete}`,
      headers: { authorization: `Bearer ${jeton}` },
    });
    expect(reponse.statusCode).withContext(requete).toBe(200);
    return { entetes: reponse.headers, contenu: reponse.rawPayload };
  }
  const tableau = async (requete: string): Promise<unknown[][]> => readSheet((await telecharger(requete)).contenu);

  it('gives the filtered list in its order, with the columns asked, in XLSX', async () => {
    const { entetes, contenu } = await telecharger(
      'sort=-nom&debut=2026-09-01&colonnes=nom,debut,heures,couverture,pial,secteur,frise',
    );
    expect(entetes['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(entetes['content-disposition']).toBe(`attachment; filename="decisions-${aujourdhui(new Date())}.xlsx"`);
    const lignes: unknown[][] = await readSheet(contenu);
    expect(lignes[0]).toEqual([
      ...['Nom et prénom', 'Début', 'Heures hebdo', 'Couverture (%)', 'Tête de PIAL', 'Secteur', 'Mise en œuvre'],
    ]);
    expect(lignes.slice(1).map(([nom]) => nom)).toEqual(['MARTIN Léa', `${HOSTILE.toUpperCase()} Léa`]);
    const [, debut, heures, couverture, ...reste] = lignes[1] ?? [];
    expect([debut, heures]).toEqual([new Date('2026-09-01T00:00:00Z'), 20.5]);
    expect(couverture).toBeCloseTo(0.5, 1);
    expect(reste).toEqual(['+PIAL', 'S-1 – @secteur', 'Partielle : 20 h 30']);
  });

  it('gives every column of the screen, and all the lines whatever their number on a page', async () => {
    const lignes = await tableau('');
    expect(lignes).toHaveSize(4);
    expect(lignes[0]).toHaveSize(COLONNES_EXPORT.length);
    const ecoles = lignes[0]?.indexOf('Établissement(s)') ?? -1;
    expect(lignes[1]?.[ecoles]).toBe(`École ; "Jaurès", Muret (${ecole})`);
    expect((await tableau('q=zola&type=MUTUALISEE')).slice(1).map(([, nom]) => nom)).toEqual(['ZOLA Léa']);
    expect(await tableau('q=personne')).toHaveSize(1);
  });

  it('gives a CSV for French spreadsheets, where nothing is a formula', async () => {
    const { entetes, contenu } = await telecharger('format=csv&sort=nom&colonnes=identifiant,nom,fin,heures,pial');
    expect(entetes['content-type']).toBe('text/csv; charset=utf-8');
    expect(String(entetes['content-disposition'])).toContain('.csv"');
    const [entete, ...lignes] = contenu.toString('utf8').split('\r\n');
    expect(entete).toBe('\uFEFFIdentifiant élève;Nom et prénom;Fin;Heures hebdo;Tête de PIAL');
    expect(lignes).toEqual([
      `00${HOSTILE.length};"'=HYPERLINK(""HTTP://X"";""CLIQUEZ"") Léa";31/08/2028;;'+PIAL`,
      `006;MARTIN Léa;31/08/2028;20,5;'+PIAL`,
      `004;ZOLA Léa;31/08/2021;;'+PIAL`,
      '',
    ]);
  });

  it('refuses what is not of the contract, naming the parameter', async () => {
    for (const [requete, champ] of [
      ['format=pdf', 'format'],
      ['colonnes=nom,age', 'colonnes'],
      ['colonnes=', 'colonnes'],
      ['page=2', 'page'],
      ['type=AUTRE', 'type'],
    ] as const) {
      const { statut, corps } = await api.demander('GET', `/decisions/export?${requete}`, { jeton });
      expect([statut, (corps['errors'] as { path: string }[])[0]?.path])
        .withContext(requete)
        .toEqual([400, champ]);
    }
    expect((await api.demander('GET', '/decisions/export')).statut).toBe(401);
  });

  it('F1.2-2 exports the perimeter and nothing else', async () => {
    const ailleurs = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    const reponse = await api.application.inject({
      url: '/api/decisions/export?format=csv',
      headers: { authorization: `Bearer ${ailleurs}` },
    });
    expect(reponse.payload.split('\r\n')).toHaveSize(2);
  });

  it('a client that goes away frees the connection', async () => {
    // In a département of its own, so that the other specs do not export it.
    const eleve = await monde.eleve({ secteur: await monde.secteur({ departement: '082' }) });
    await base.source.query(
      `INSERT INTO decision (identifiant, eleve_id, type, origine, nature, debut, fin)
       SELECT 'vrac-' || n, $1, 'MUTUALISEE', 'PREMIERE_DEMANDE', 'PROJET_CIBLE', '2026-09-01', '2027-08-31'
         FROM generate_series(1, 8000) n`,
      [eleve],
    );
    const voisin = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '082' });
    await api.application.listen(0, '127.0.0.1');
    const demande = request(`${await api.application.getUrl()}/api/decisions/export?format=csv`, {
      headers: { authorization: `Bearer ${voisin}` },
    });
    demande.on('error', () => undefined);
    demande.end();
    const [reponse] = (await once(demande, 'response')) as [import('node:http').IncomingMessage];
    await once(reponse, 'readable');
    demande.destroy();
    const ouvertes = async (): Promise<number> => {
      const [{ n }] = await base.source.query<[{ n: number }]>(
        `SELECT count(*) AS n FROM pg_stat_activity
          WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
      );
      return n;
    };
    for (let essai = 0; essai < 100 && (await ouvertes()) > 0; essai += 1) {
      await new Promise((resoudre) => setTimeout(resoudre, 50));
    }
    expect(await ouvertes()).toBe(0);
  });
});
