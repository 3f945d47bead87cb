import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { type ApplicationDEssai, demarrerApplicationDEssai } from '../essais/application-d-essai.js';
import { Navigateur, nouvelUtilisateur } from '../essais/navigateur.js';

describe('Session', () => {
  let base: BaseDEssai;
  let appli: ApplicationDEssai;
  let navigateur: Navigateur;
  let compteId: number;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    appli = await demarrerApplicationDEssai(base.source);
  });
  afterAll(async () => {
    await appli.fermer();
    await base.fermer();
  });

  beforeEach(async () => {
    const camille = await nouvelUtilisateur(base.source);
    compteId = camille.id;
    navigateur = new Navigateur(appli.application);
    await navigateur.ouvrir(camille);
  });

  const session = async (): Promise<{ motif: string | null; fermee: boolean; jetons: number }> => {
    const [ligne]: { motif: string | null; fermee: boolean; jetons: number }[] = await base.source.query(
      `SELECT motif_fermeture AS motif, fermee_le IS NOT NULL AS fermee,
              (SELECT count(*)::integer FROM jeton_rafraichissement j WHERE j.session_id = s.id) AS jetons
         FROM session s WHERE compte_id = $1 ORDER BY ouverte_le DESC LIMIT 1`,
      [compteId],
    );
    if (!ligne) throw new Error('Session absente.');
    return ligne;
  };
  /** Makes the session older: everything that is dated moves back. */
  const vieillir = (
    duree: string,
    colonnes: readonly string[] = ['ouverte_le', 'derniere_activite'],
  ): Promise<unknown> =>
    base.source.query(
      `UPDATE session SET ${colonnes.map((colonne) => `${colonne} = ${colonne} - $2::interval`).join(', ')} WHERE compte_id = $1`,
      [compteId, duree],
    );
  const vieillirJetons = (duree: string): Promise<unknown> =>
    base.source.query(
      `UPDATE jeton_rafraichissement SET utilise_le = utilise_le - $2::interval
        WHERE session_id IN (SELECT id FROM session WHERE compte_id = $1)`,
      [compteId, duree],
    );
  const avecCookie = (cookie: string | null): Navigateur => {
    const autre = new Navigateur(appli.application);
    autre.cookie = cookie;
    return autre;
  };

  it('rotates the refresh token at each use and gives a new access token', async () => {
    const premier = navigateur.cookie;
    const reponse = await navigateur.rafraichir();
    expect(reponse.statut).toBe(200);
    expect(reponse.corps).toEqual(
      jasmine.objectContaining({
        jeton: jasmine.any(String),
        expireDansSecondes: 300,
        profilCourant: jasmine.any(Object),
      }),
    );
    expect(navigateur.cookie).not.toBe(premier);
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(200);
    expect((await navigateur.rafraichir()).statut).toBe(200);
  });

  it('closes the whole session when a spent token comes back, and says it was closed', async () => {
    const vole = navigateur.cookie;
    await navigateur.rafraichir();
    await vieillirJetons('11 seconds');
    const voleur = avecCookie(vole);
    const reponse = await voleur.rafraichir();
    expect([reponse.statut, reponse.corps['code']]).toEqual([401, 'SESSION_REVOQUEE']);
    expect(voleur.cookie).toBeNull();
    expect(await session()).toEqual(jasmine.objectContaining({ fermee: true, motif: 'REUTILISATION' }));
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(401);
    expect((await navigateur.rafraichir()).corps['code']).toBe('SESSION_REVOQUEE');
  });

  it('forgives a token presented again within ten seconds: a lost answer, a double reload', async () => {
    const premier = navigateur.cookie;
    await navigateur.rafraichir();
    const second = avecCookie(premier);
    expect((await second.rafraichir()).statut).toBe(200);
    expect(second.cookie).not.toBe(navigateur.cookie);
    expect((await second.rafraichir()).statut).toBe(200);
    expect((await session()).fermee).toBeFalse();
  });

  it('gives several tabs that reload at once a session each can go on with', async () => {
    const onglets = Array.from({ length: 5 }, () => avecCookie(navigateur.cookie));
    const reponses = await Promise.all(onglets.map((onglet) => onglet.rafraichir()));
    expect(reponses.map(({ statut }) => statut)).toEqual([200, 200, 200, 200, 200]);
    expect((await session()).fermee).toBeFalse();
    expect((await onglets[2]?.rafraichir())?.statut).toBe(200);
  });

  it('catches a thief who used the grace: one line of tokens goes on, the other closes everything', async () => {
    const vole = navigateur.cookie;
    await navigateur.rafraichir();
    const voleur = avecCookie(vole);
    expect((await voleur.rafraichir()).statut).toBe(200);
    expect((await navigateur.rafraichir()).statut).toBe(200);
    await vieillirJetons('11 seconds');
    expect((await voleur.rafraichir()).corps['code']).toBe('SESSION_REVOQUEE');
    expect((await session()).motif).toBe('REUTILISATION');
  });

  it('ends after thirty minutes without activity', async () => {
    await vieillir('29 minutes 50 seconds');
    expect((await navigateur.rafraichir()).statut).toBe(200);
    await vieillir('30 minutes');
    const reponse = await navigateur.rafraichir();
    expect([reponse.statut, reponse.corps['code']]).toEqual([401, 'SESSION_EXPIREE']);
    expect(await session()).toEqual(jasmine.objectContaining({ fermee: true, motif: 'INACTIVITE' }));
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(401);
  });

  it('ends ten hours after the sign-in however active; its last access token does not outlive it', async () => {
    await vieillir('9 hours 58 minutes', ['ouverte_le']);
    const derniere = await navigateur.rafraichir();
    expect(derniere.statut).toBe(200);
    expect(derniere.corps['expireDansSecondes']).toBeLessThanOrEqual(120);
    await vieillir('2 minutes', ['ouverte_le']);
    expect((await navigateur.rafraichir()).corps['code']).toBe('SESSION_EXPIREE');
    expect((await session()).motif).toBe('DUREE_MAXIMALE');
  });

  it('signs out: neither the cookie nor the access token works afterwards', async () => {
    const { cookie } = navigateur;
    const sortie = await navigateur.demander('POST', '/api/auth/deconnexion');
    expect(sortie.statut).toBe(204);
    expect(navigateur.cookie).toBeNull();
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(401);
    expect((await avecCookie(cookie).rafraichir()).corps['code']).toBe('SESSION_REVOQUEE');
    expect(await session()).toEqual(jasmine.objectContaining({ fermee: true, motif: 'DECONNEXION' }));
    expect((await navigateur.demander('POST', '/api/auth/deconnexion')).statut).toBe(204);
  });

  it('closes the former session of the browser when somebody else signs in there', async () => {
    const { jeton } = navigateur;
    const autre = await nouvelUtilisateur(base.source);
    await navigateur.ouvrir(autre);
    expect(await session()).toEqual(jasmine.objectContaining({ fermee: true, motif: 'DECONNEXION' }));
    navigateur.jeton = jeton;
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(401);
  });

  it('refuses to refresh without a cookie or with an unknown one', async () => {
    expect((await avecCookie(null).rafraichir()).corps['code']).toBe('SESSION_EXPIREE');
    expect((await avecCookie('a'.repeat(43)).rafraichir()).corps['code']).toBe('SESSION_EXPIREE');
    const deTiers = await navigateur.demander('POST', '/api/auth/rafraichir', {
      entetes: { 'sec-fetch-site': 'cross-site' },
    });
    expect([deTiers.statut, deTiers.corps['code']]).toEqual([403, 'ORIGINE_REFUSEE']);
  });

  it('closes the session of an account that is closed meanwhile', async () => {
    await base.source.query('UPDATE compte SET actif = false WHERE id = $1', [compteId]);
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(401);
    expect((await navigateur.rafraichir()).corps['code']).toBe('SESSION_REVOQUEE');
    expect((await session()).motif).toBe('COMPTE_FERME');
  });
});
