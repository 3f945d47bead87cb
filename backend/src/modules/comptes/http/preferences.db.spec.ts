import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { type ApplicationDEssai, demarrerApplicationDEssai } from '../essais/application-d-essai.js';
import { Navigateur, nouvelUtilisateur, type Reponse, type Utilisateur } from '../essais/navigateur.js';
import { PREFERENCES_MAX } from '../usecases/enregistrer-preference.js';

describe('Préférences', () => {
  let base: BaseDEssai;
  let appli: ApplicationDEssai;
  let camille: Utilisateur;
  let navigateur: Navigateur;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    appli = await demarrerApplicationDEssai(base.source);
  });
  afterAll(async () => {
    await appli.fermer();
    await base.fermer();
  });
  beforeEach(async () => {
    camille = await nouvelUtilisateur(base.source);
    navigateur = new Navigateur(appli.application);
    await navigateur.ouvrir(camille);
  });

  const lire = async (qui = navigateur): Promise<unknown> => (await qui.demander('GET', '/api/me/preferences')).corps;
  const envoyer = (cle: string, corps: object | string, qui = navigateur): Promise<Reponse> =>
    qui.demander('PUT', `/api/me/preferences/${cle}`, { corps });
  const garder = (cle: string, valeur: unknown, qui = navigateur): Promise<Reponse> => envoyer(cle, { valeur }, qui);
  const garderNombreuses = (nombre: number): Promise<unknown> =>
    base.source.query(
      `INSERT INTO preference (compte_id, cle, valeur) SELECT $1, 'cle-' || n, 'true' FROM generate_series(1, $2::integer) n`,
      [camille.id, nombre],
    );

  it('F4.2-1 keeps any JSON value, gives it back as it is, and the last write wins', async () => {
    expect(await lire()).toEqual({});
    const valeurs: [string, unknown][] = [
      ['decisions-colonnes', ['nom', 'type', 'couverture']],
      ['densite', 'compacte'],
      ['decisions-largeurs', { nom: 120, type: 88.5, 'élan 🔗': [[], {}] }],
      ['a', 0],
      ['z9-', false],
      ['constructor', { nom: 'x' }],
      ['ecole', ''],
    ];
    for (const [cle, valeur] of valeurs) {
      const { statut, corps } = await garder(cle, valeur);
      expect([statut, corps]).withContext(cle).toEqual([204, {}]);
    }
    await garder('densite', 'aeree');
    const lues = (await lire()) as Record<string, unknown>;
    const attendues = new Map([...valeurs, ['densite', 'aeree']]);
    expect(new Map(Object.entries(lues))).toEqual(attendues);
  });

  it('null removes a preference, and makes room for another', async () => {
    await garder('densite', 'compacte');
    expect((await garder('densite', null)).statut).toBe(204);
    expect((await garder('densite', null)).statut).toBe(204);
    expect(await lire()).toEqual({});
  });

  it('are of the account: whatever the profile, before one is chosen, and nobody else’s', async () => {
    const multi = await nouvelUtilisateur(base.source, {
      profils: [{ code: 'GESTIONNAIRE_AESH', departement: '031' }, { code: 'INTEGRATEUR' }],
    });
    const ici = new Navigateur(appli.application);
    const { profils } = await ici.ouvrir(multi);
    expect((await garder('densite', 'compacte', ici)).statut).toBe(204);
    for (const { id } of profils) {
      await ici.demander('POST', '/api/auth/profil', { corps: { profilId: id } });
      expect(await lire(ici)).toEqual({ densite: 'compacte' });
    }
    expect(await lire()).toEqual({});
    expect((await new Navigateur(appli.application).demander('GET', '/api/me/preferences')).statut).toBe(401);
  });

  it('leave with the account; the trail says which key came and went, not each value', async () => {
    await garder('densite', 'compacte');
    await garder('densite', 'aeree');
    await base.source.query('DELETE FROM compte WHERE id = $1', [camille.id]);
    const restantes = await base.source.query<unknown[]>('SELECT 1 FROM preference WHERE compte_id = $1', [camille.id]);
    expect(restantes).toEqual([]);
    const audit = await base.source.query<unknown[]>(
      `SELECT action, avant, apres FROM audit WHERE objet = 'preference' AND objet_id = $1 ORDER BY id`,
      [`${camille.id}/densite`],
    );
    const trace = { compte_id: camille.id, cle: 'densite' };
    expect(audit).toEqual([
      { action: 'INSERT', avant: null, apres: trace },
      { action: 'DELETE', avant: trace, apres: null },
    ]);
  });

  it('stop at a hundred keys, even when two come at once; a known key can still be changed', async () => {
    await garderNombreuses(PREFERENCES_MAX - 1);
    const [un, deux] = await Promise.all([garder('une', 1), garder('deux', 2)]);
    expect([un.statut, deux.statut].sort()).toEqual([204, 422]);
    const refus = un.statut === 422 ? un : deux;
    expect(refus.corps['code']).toBe('TROP_DE_PREFERENCES');
    expect((await garder('cle-1', 'changée')).statut).toBe(204);
    expect((await garder('trois', 3)).statut).toBe(422);
    await garder('cle-2', null);
    expect((await garder('trois', 3)).statut).toBe(204);
  });

  it('the same key written many times at once: one of the values, no failure', async () => {
    const reponses = await Promise.all(Array.from({ length: 12 }, (_, n) => garder('densite', n)));
    expect(reponses.every(({ statut }) => statut === 204)).toBeTrue();
    expect(Object.keys((await lire()) as object)).toEqual(['densite']);
  });

  it('refuses a key of another form', async () => {
    for (const cle of ['Densite', '1a', '-a', 'a_b', 'é', 'a%20b', 'a'.repeat(62), '__proto__', 'a%00']) {
      const { statut } = await garder(cle, 1);
      expect([400, 404]).withContext(cle).toContain(statut);
    }
    expect((await garder('a'.repeat(61), 1)).statut).toBe(204);
  });

  it('refuses a hostile body with 400 or 413, never 500', async () => {
    const imbrique = (n: number): string => '['.repeat(n) + ']'.repeat(n);
    const cas: [string, object | string, number][] = [
      ['17 kB', { valeur: 'x'.repeat(17 * 1024) }, 400],
      ['300 levels', `{"valeur":${imbrique(300)}}`, 400],
      ['100,000 levels', `{"valeur":${imbrique(100_000)}}`, 400],
      ['2 MB', { valeur: 'x'.repeat(2 * 1024 * 1024) }, 413],
      ['NUL', '{"valeur":"a\\u0000b"}', 400],
      ['half a surrogate pair', '{"valeur":["\\ud83d"]}', 400],
      ['an infinite number', '{"valeur":1e999}', 400],
      ['a number of 300 digits', '{"valeur":1e300}', 400],
      ['a poisoned prototype', '{"valeur":{"__proto__":{"a":1}}}', 400],
      ['a poisoned prototype beside', '{"valeur":1,"__proto__":{"a":1}}', 400],
      ['a poisoned constructor', '{"valeur":{"constructor":{"prototype":{"a":1}}}}', 400],
      ['no value', {}, 400],
      ['an unknown field', { valeur: 1, compteId: 1 }, 400],
      ['an array', [1], 400],
      ['null', 'null', 400],
      ['no JSON', '{"valeur":', 400],
      ['nothing', '', 400],
    ];
    for (const [quoi, corps, attendu] of cas) {
      const { statut, entetes } = await envoyer('densite', corps);
      expect(statut).withContext(quoi).toBe(attendu);
      expect(entetes['content-type']).withContext(quoi).toContain('application/problem+json');
    }
    expect(await lire()).toEqual({});
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});
