import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { type ApplicationDEssai, demarrerApplicationDEssai } from '../essais/application-d-essai.js';
import { Navigateur, nouvelUtilisateur } from '../essais/navigateur.js';

describe('Sélection du profil', () => {
  let base: BaseDEssai;
  let appli: ApplicationDEssai;
  let navigateur: Navigateur;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    appli = await demarrerApplicationDEssai(base.source);
  });
  afterAll(async () => {
    await appli.fermer();
    await base.fermer();
  });
  beforeEach(() => {
    navigateur = new Navigateur(appli.application);
  });

  const PLUSIEURS = [
    { code: 'GESTIONNAIRE_AESH', departement: '031' },
    { code: 'SUPERVISEUR_AESH', departement: '031' },
    { code: 'GESTIONNAIRE_AESH', departement: '081' },
  ] as const;
  const statut = async (chemin: string): Promise<number> =>
    (await navigateur.demander('GET', `/api/temoin/${chemin}`)).statut;
  const choisir = (profilId: unknown): ReturnType<Navigateur['demander']> =>
    navigateur.demander('POST', '/api/auth/profil', { corps: { profilId } });

  it('F1.3-5 a single profile is in use at once', async () => {
    const { profils, profilCourant } = await navigateur.ouvrir(await nouvelUtilisateur(base.source));
    expect(profils).toHaveSize(1);
    expect(profilCourant).toEqual(profils[0] ?? null);
    expect((await navigateur.demander('GET', '/api/temoin/gestionnaire')).corps).toEqual({
      profil: 'GESTIONNAIRE_AESH',
      perimetre: { nature: 'DEPARTEMENT', departement: '031' },
    });
  });

  it('F1.3-4 with several profiles, nothing is served before one is chosen', async () => {
    const { profils, profilCourant } = await navigateur.ouvrir(
      await nouvelUtilisateur(base.source, { profils: PLUSIEURS }),
    );
    expect(profilCourant).toBeNull();
    expect(profils.map(({ libelle, perimetre }) => `${libelle} ${perimetre}`)).toEqual([
      'Gestionnaire AESH Haute-Garonne',
      'Gestionnaire AESH Tarn',
      'Superviseur AESH Haute-Garonne',
    ]);
    const refusee = await navigateur.demander('GET', '/api/temoin/gestionnaire');
    expect([refusee.statut, refusee.corps['code']]).toEqual([403, 'PROFIL_NON_CHOISI']);
    expect((await navigateur.demander('GET', '/api/me')).statut).toBe(200);
  });

  it('F1.3-4 the chosen profile decides of the rights and of the perimeter, and can be changed', async () => {
    const { profils } = await navigateur.ouvrir(await nouvelUtilisateur(base.source, { profils: PLUSIEURS }));
    const [haute, tarn, superviseur] = profils;
    const choix = await choisir(superviseur?.id);
    expect([choix.statut, choix.corps['profilCourant']]).toEqual([200, superviseur]);
    expect([await statut('superviseur/1'), await statut('gestionnaire')]).toEqual([200, 403]);
    for (const [profil, departement] of [
      [haute, '031'],
      [tarn, '081'],
    ] as const) {
      await choisir(profil?.id);
      const vu = await navigateur.demander('GET', '/api/temoin/gestionnaire');
      expect(vu.corps['perimetre']).toEqual({ nature: 'DEPARTEMENT', departement });
      expect(await statut('superviseur/1')).toBe(403);
    }
  });

  it('F1.3-4 the choice survives a refresh, and holds for this session only', async () => {
    const camille = await nouvelUtilisateur(base.source, { profils: PLUSIEURS });
    const { profils } = await navigateur.ouvrir(camille);
    await choisir(profils[1]?.id);
    expect((await navigateur.rafraichir()).corps['profilCourant']).toEqual(profils[1]);
    expect((await navigateur.demander('GET', '/api/me')).corps['profilCourant']).toEqual(profils[1]);
    await base.source.query('UPDATE compte SET dernier_pas_otp = 0 WHERE id = $1', [camille.id]);
    expect((await new Navigateur(appli.application).ouvrir(camille)).profilCourant).toBeNull();
  });

  it('F1.3-4 refuses the profile of somebody else, as if it did not exist', async () => {
    const autre = await new Navigateur(appli.application).ouvrir(await nouvelUtilisateur(base.source));
    await navigateur.ouvrir(await nouvelUtilisateur(base.source, { profils: PLUSIEURS }));
    const deLAutre = await choisir(autre.profilCourant?.id);
    const inconnu = await choisir(2_000_000_000);
    expect([deLAutre.statut, deLAutre.corps]).toEqual([404, inconnu.corps]);
    expect((await choisir('1')).statut).toBe(400);
    expect(await statut('gestionnaire')).toBe(403);
  });

  it('F1.3-4 needs a session to choose', async () => {
    expect((await choisir(1)).statut).toBe(401);
  });

  it('withdraws a profile from the sessions that use it', async () => {
    const camille = await nouvelUtilisateur(base.source, { profils: PLUSIEURS });
    const { profils } = await navigateur.ouvrir(camille);
    await choisir(profils[0]?.id);
    await base.source.query('DELETE FROM profil WHERE id = $1', [profils[0]?.id]);
    expect(await statut('gestionnaire')).toBe(401);
    const suite = await navigateur.rafraichir();
    expect([suite.statut, suite.corps['profilCourant']]).toEqual([200, null]);
  });
});
