import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { type ApplicationDEssai, demarrerApplicationDEssai } from '../essais/application-d-essai.js';
import { milieuDePas, Navigateur, nouvelUtilisateur, type Reponse } from '../essais/navigateur.js';

describe('Connexion', () => {
  let base: BaseDEssai;
  let appli: ApplicationDEssai;
  let adresses = 0;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    appli = await demarrerApplicationDEssai(base.source, { proxy: true });
  });
  afterAll(async () => {
    await appli.fermer();
    await base.fermer();
  });

  /** From an address of its own: the limits of a spec do not reach the others. */
  const navigateur = (adresse = `198.51.100.${++adresses}`): Navigateur => new Navigateur(appli.application, adresse);

  const MAUVAIS = { statut: 401, code: 'IDENTIFIANTS_INVALIDES', detail: 'Identifiant, PIN ou code OTP incorrect.' };
  const refus = ({ statut, corps }: Reponse): object => ({ statut, code: corps['code'], detail: corps['detail'] });

  it('F1.2-1 opens a session with identifiant, PIN and passcode', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const reponse = await navigateur().connexion(camille.identifiant, camille.pin, await camille.cle.code());
    expect(reponse.statut).toBe(200);
    expect(reponse.corps).toEqual({
      jeton: jasmine.any(String),
      expireDansSecondes: 300,
      compte: { identifiant: camille.identifiant, nom: jasmine.any(String), prenom: 'Camille' },
      profils: [jasmine.objectContaining({ profil: 'GESTIONNAIRE_AESH', perimetre: 'Haute-Garonne' })],
      profilCourant: jasmine.objectContaining({ libelle: 'Gestionnaire AESH' }),
    });
    expect(reponse.entetes['cache-control']).toBe('no-store');
  });

  it('F1.2-1 puts the refresh token in a cookie that scripts and other sites never get, and never in the body', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const chezElle = navigateur();
    const { entetes, corps } = await chezElle.connexion(camille.identifiant, camille.pin, await camille.cle.code());
    expect(String(entetes['set-cookie'])).toMatch(
      /^agesh_session=[\w-]{43}; Path=\/api\/auth; HttpOnly; SameSite=Strict$/,
    );
    expect(JSON.stringify(corps)).not.toContain(String(chezElle.cookie));
    const enBase: { empreinte: string }[] = await base.source.query('SELECT empreinte FROM jeton_rafraichissement');
    expect(enBase.map(({ empreinte }) => empreinte)).not.toContain(String(chezElle.cookie));

    const autre = await nouvelUtilisateur(base.source);
    const chiffre = await navigateur().connexion(autre.identifiant, autre.pin, await autre.cle.code(), {
      'x-forwarded-proto': 'https',
    });
    expect(String(chiffre.entetes['set-cookie'])).toMatch(/; Secure/);
  });

  it('F1.2-1 forgives capitals and spaces around the identifiant, and the space that keys show in the passcode', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const code = await camille.cle.code();
    const saisi = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await navigateur().connexion(`  ${camille.identifiant.toUpperCase()} `, camille.pin, saisi)).statut).toBe(
      200,
    );
  });

  it('F1.2-1 refuses each wrong factor with the same words, an unknown or closed account included', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const ferme = await nouvelUtilisateur(base.source);
    await base.source.query('UPDATE compte SET actif = false WHERE id = $1', [ferme.id]);
    const n = navigateur();
    const code = await camille.cle.code();
    const faux = code === '000000' ? '000001' : '000000';
    const essais: [string, string, string][] = [
      ['inconnu', camille.pin, code],
      [camille.identifiant, '999999', code],
      [camille.identifiant, camille.pin, faux],
      [camille.identifiant, camille.pin, 'abcdef'],
      [ferme.identifiant, ferme.pin, await ferme.cle.code()],
    ];
    for (const essai of essais) {
      const reponse = await n.connexion(...essai);
      expect(refus(reponse)).toEqual(MAUVAIS);
      expect(reponse.entetes['content-type']).toContain('application/problem+json');
      expect(reponse.entetes['set-cookie']).toBeUndefined();
    }
    // The passcode was not spent by the failures.
    expect((await n.connexion(camille.identifiant, camille.pin, code)).statut).toBe(200);
  });

  it('F1.2-1 answers an unknown account in the time of a known one', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const duree = async (identifiant: string): Promise<number> => {
      const debut = performance.now();
      await navigateur().connexion(identifiant, '999999', '000000');
      return performance.now() - debut;
    };
    await duree('chauffe');
    const connues: number[] = [];
    const inconnues: number[] = [];
    for (let essai = 0; essai < 3; essai++) {
      connues.push(await duree(camille.identifiant));
      inconnues.push(await duree('fantome'));
    }
    // Without the same work, an unknown account would answer ten times faster.
    expect(Math.min(...inconnues)).toBeGreaterThan(Math.min(...connues) / 4);
  });

  it('F1.2-1 accepts the passcodes one step away, and no further', async () => {
    for (const [ecart, statut] of [
      [-1, 200],
      [1, 200],
      [-2, 401],
      [2, 401],
    ] as const) {
      const camille = await nouvelUtilisateur(base.source);
      await milieuDePas();
      const reponse = await navigateur().connexion(camille.identifiant, camille.pin, await camille.cle.code(ecart));
      expect(reponse.statut).withContext(`${ecart} pas`).toBe(statut);
    }
  }, 20_000);

  it('F1.2-1 accepts a passcode once, and none older than the last one', async () => {
    await milieuDePas();
    const camille = await nouvelUtilisateur(base.source);
    const n = navigateur();
    const [avant, code] = [await camille.cle.code(-1), await camille.cle.code()];
    expect((await n.connexion(camille.identifiant, camille.pin, code)).statut).toBe(200);
    expect(refus(await n.connexion(camille.identifiant, camille.pin, code))).toEqual(MAUVAIS);
    expect(refus(await n.connexion(camille.identifiant, camille.pin, avant))).toEqual(MAUVAIS);
  }, 20_000);

  it('F1.2-1 lets one of two simultaneous uses of a passcode win', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const code = await camille.cle.code();
    const reponses = await Promise.all(
      Array.from({ length: 4 }, () => navigateur().connexion(camille.identifiant, camille.pin, code)),
    );
    expect(reponses.map(({ statut }) => statut).sort()).toEqual([200, 401, 401, 401]);
  });

  it('locks the account after five failures and says until when, known or not; the right answer waits too', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const verrou = {
      statut: 429,
      code: 'COMPTE_VERROUILLE',
      detail: jasmine.stringMatching(/^Trop d’essais infructueux : ce compte est verrouillé jusqu’à \d{1,2} h \d\d\.$/),
    };
    for (const identifiant of [camille.identifiant, 'jamais-vu']) {
      const n = navigateur();
      for (let essai = 1; essai <= 4; essai++) {
        expect(refus(await n.connexion(identifiant, '999999', '000000'))).toEqual(MAUVAIS);
      }
      const cinquieme = await n.connexion(identifiant, '999999', '000000');
      expect(refus(cinquieme)).toEqual(verrou);
      expect(Number(cinquieme.entetes['retry-after'])).toBeGreaterThan(890);
      expect(Number(cinquieme.entetes['retry-after'])).toBeLessThanOrEqual(900);
    }
    const ailleurs = navigateur();
    expect(refus(await ailleurs.connexion(camille.identifiant, camille.pin, await camille.cle.code()))).toEqual(verrou);

    await base.source.query(`UPDATE echec_connexion SET bloque_jusqua = now() - interval '1 second' WHERE cle = $1`, [
      `compte:${camille.identifiant}`,
    ]);
    expect((await ailleurs.connexion(camille.identifiant, camille.pin, await camille.cle.code())).statut).toBe(200);
    expect(
      await base.source.query('SELECT 1 FROM echec_connexion WHERE cle = $1', [`compte:${camille.identifiant}`]),
    ).toEqual([]);
  });

  it('forgets failures older than the window', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const n = navigateur();
    for (let essai = 1; essai <= 4; essai++) await n.connexion(camille.identifiant, '999999', '000000');
    await base.source.query(`UPDATE echec_connexion SET depuis = depuis - interval '15 minutes' WHERE cle = $1`, [
      `compte:${camille.identifiant}`,
    ]);
    expect((await n.connexion(camille.identifiant, '999999', '000000')).statut).toBe(401);
    expect((await n.connexion(camille.identifiant, camille.pin, await camille.cle.code())).statut).toBe(200);
  });

  it('does not let a burst of parallel attempts pass the limit', async () => {
    const camille = await nouvelUtilisateur(base.source);
    await Promise.all(
      Array.from({ length: 12 }, () => navigateur().connexion(camille.identifiant, '999999', '000000')),
    );
    const [ligne]: { nombre: number }[] = await base.source.query('SELECT nombre FROM echec_connexion WHERE cle = $1', [
      `compte:${camille.identifiant}`,
    ]);
    expect(ligne?.nombre).toBeGreaterThanOrEqual(5);
    const juste = await navigateur().connexion(camille.identifiant, camille.pin, await camille.cle.code());
    expect(juste.corps['code']).toBe('COMPTE_VERROUILLE');
  });

  it('limits an address that tries many accounts; successes do not count', async () => {
    const adresse = '203.0.113.9';
    const n = navigateur(adresse);
    const camille = await nouvelUtilisateur(base.source);
    expect((await n.connexion(camille.identifiant, camille.pin, await camille.cle.code())).statut).toBe(200);
    await base.source.query('UPDATE echec_connexion SET nombre = 28 WHERE cle = $1', [`adresse:${adresse}`]);
    expect((await n.connexion('un', '999999', '000000')).statut).toBe(401);
    expect((await n.connexion('deux', '999999', '000000')).statut).toBe(401);
    const limitee = await n.connexion('trois', '999999', '000000');
    expect(refus(limitee)).toEqual({
      statut: 429,
      code: 'ADRESSE_LIMITEE',
      detail: jasmine.stringMatching(/depuis votre adresse : réessayez à partir de \d{1,2} h \d\d\.$/),
    });
    expect(Number(limitee.entetes['retry-after'])).toBeGreaterThan(0);
    const autre = await nouvelUtilisateur(base.source);
    expect((await n.connexion(autre.identifiant, autre.pin, await autre.cle.code())).statut).toBe(429);
    expect((await navigateur().connexion(autre.identifiant, autre.pin, await autre.cle.code())).statut).toBe(200);
  });

  it('refuses a sign-in sent by another site', async () => {
    const camille = await nouvelUtilisateur(base.source);
    const envoyer = async (entetes: Record<string, string>): Promise<Reponse> =>
      navigateur().connexion(camille.identifiant, camille.pin, await camille.cle.code(), entetes);
    const etrangeres: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://ailleurs.example' },
      { origin: 'null' },
    ];
    for (const entetes of etrangeres) {
      expect((await envoyer(entetes)).corps['code']).toBe('ORIGINE_REFUSEE');
    }
    expect((await envoyer({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:4200' })).statut).toBe(200);
    const autre = await nouvelUtilisateur(base.source);
    const memeHote = { host: 'agesh.example', origin: 'https://agesh.example' };
    expect((await navigateur().connexion(autre.identifiant, autre.pin, await autre.cle.code(), memeHote)).statut).toBe(
      200,
    );
  });

  it('names the missing fields of a malformed request', async () => {
    const { statut, corps } = await navigateur().demander('POST', '/api/auth/connexion', { corps: { pin: 1234 } });
    expect(statut).toBe(400);
    expect((corps['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'identifiant',
      'otp',
      'pin',
    ]);
  });
});
