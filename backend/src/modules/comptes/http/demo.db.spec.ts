import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { type ApplicationDEssai, demarrerApplicationDEssai, SECRETS_D_ESSAI } from '../essais/application-d-essai.js';
import { Navigateur } from '../essais/navigateur.js';
import { comptesDemo } from '../queries/comptes-demo.js';
import { creerCompte } from '../usecases/creer-compte.js';
import { creerComptesDemo } from '../usecases/creer-comptes-demo.js';
import type { ComptesDemo, CodeOtpDemo } from './auth.schemas.js';

describe('Comptes de démonstration', () => {
  let base: BaseDEssai;
  let demo: ApplicationDEssai;
  let reel: ApplicationDEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    await creerComptesDemo(base.source, SECRETS_D_ESSAI);
    demo = await demarrerApplicationDEssai(base.source, { demo: true });
    reel = await demarrerApplicationDEssai(base.source, { demo: false });
  });
  afterAll(async () => {
    await demo.fermer();
    await reel.fermer();
    await base.fermer();
  });

  const comptes = async (): Promise<ComptesDemo['comptes']> => {
    const { corps } = await new Navigateur(demo.application).demander('GET', '/api/auth/demo');
    return (corps as unknown as ComptesDemo).comptes;
  };
  const code = async (identifiant: string): Promise<CodeOtpDemo> =>
    (await new Navigateur(demo.application).demander('GET', `/api/auth/demo/${identifiant}/otp`))
      .corps as unknown as CodeOtpDemo;

  it('are listed with their PIN and profiles', async () => {
    expect(await comptes()).toEqual([
      {
        identifiant: 'gestionnaire',
        nomComplet: 'Inès Vidal',
        pin: '2468',
        profils: ['Gestionnaire AESH – Haute-Garonne'],
      },
      {
        identifiant: 'superviseur',
        nomComplet: 'Paul Marchetti',
        pin: '2468',
        profils: ['Superviseur AESH – Haute-Garonne'],
      },
      {
        identifiant: 'multi',
        nomComplet: 'Sophie Delmas',
        pin: '2468',
        profils: ['Gestionnaire AESH – Haute-Garonne', 'Gestionnaire AESH – Tarn', 'Superviseur AESH – Haute-Garonne'],
      },
      { identifiant: 'gestionnaire81', nomComplet: 'Hugo Lacaze', pin: '2468', profils: ['Gestionnaire AESH – Tarn'] },
      { identifiant: 'admin', nomComplet: 'Nadia Roche', pin: '2468', profils: ['Administrateur'] },
    ]);
  });

  it('sign in with the code of their virtual key, again and again', async () => {
    const { code: premier, utilisableDansSecondes, expireDansSecondes } = await code('superviseur');
    expect(utilisableDansSecondes).toBe(0);
    expect(expireDansSecondes).toBeGreaterThan(30);
    expect((await new Navigateur(demo.application).connexion('superviseur', '2468', premier)).statut).toBe(200);
    const suivant = await code('superviseur');
    expect(suivant.code).not.toBe(premier);
    expect(suivant.utilisableDansSecondes).toBe(0);
    expect((await new Navigateur(demo.application).connexion('superviseur', '2468', suivant.code)).statut).toBe(200);
    const tardif = await code('superviseur');
    expect(tardif.utilisableDansSecondes).toBeLessThanOrEqual(30);
    expect(tardif.utilisableDansSecondes).toBeGreaterThanOrEqual(0);
  });

  it('give no code for an account that is not one of them', async () => {
    await creerCompte(base.source, SECRETS_D_ESSAI, {
      identifiant: 'reelle',
      nom: 'Réelle',
      prenom: 'Personne',
      profils: [{ code: 'ADMINISTRATEUR' }],
    });
    for (const identifiant of ['reelle', 'inconnu']) {
      const reponse = await new Navigateur(demo.application).demander('GET', `/api/auth/demo/${identifiant}/otp`);
      expect([reponse.statut, reponse.corps['code']]).toEqual([404, 'COMPTE_INTROUVABLE']);
    }
  });

  it('do not exist outside demo mode: no list, no code, no sign-in, no session that goes on', async () => {
    for (const url of ['/api/auth/demo', '/api/auth/demo/gestionnaire/otp']) {
      expect((await new Navigateur(reel.application).demander('GET', url)).statut).toBe(404);
    }
    const navigateur = new Navigateur(demo.application);
    const { code: valable } = await code('gestionnaire');
    const refuse = await new Navigateur(reel.application).connexion('gestionnaire', '2468', valable);
    expect([refuse.statut, refuse.corps['code']]).toEqual([401, 'IDENTIFIANTS_INVALIDES']);
    expect((await navigateur.connexion('gestionnaire', '2468', valable)).statut).toBe(200);
    const ailleurs = new Navigateur(reel.application);
    ailleurs.cookie = navigateur.cookie;
    expect((await ailleurs.rafraichir()).corps['code']).toBe('SESSION_REVOQUEE');
  });

  it('are created once; the profiles follow the population', async () => {
    const autre = await ouvrirBaseDEssai();
    try {
      const creer = (): Promise<void> => creerComptesDemo(autre.source, SECRETS_D_ESSAI);
      const etat = (): Promise<unknown> =>
        autre.source
          .query(`SELECT c.identifiant, c.pin_hache, c.secret_otp_chiffre, p.id, p.code, p.departement, p.secteurs
                              FROM compte c JOIN profil p ON p.compte_id = c.id WHERE c.demo ORDER BY c.id, p.id`);
      await creer();
      const avant = await etat();
      await creer();
      expect(await etat()).toEqual(avant);

      const erseh = async (): Promise<unknown> =>
        (await comptesDemo(autre.source)).find(({ identifiant }) => identifiant === 'erseh')?.profils;
      expect(await erseh()).toBeUndefined();
      const monde = new Monde(autre.source);
      await monde.secteur({ libelle: 'Toulouse Nord' });
      await creer();
      expect(await erseh()).toEqual(['Enseignant référent (ERSEH) – Toulouse Nord']);
      await monde.secteur({ libelle: 'Toulouse Sud' });
      await creer();
      expect(await erseh()).toEqual(['Enseignant référent (ERSEH) – Toulouse Nord, Toulouse Sud']);
    } finally {
      await autre.fermer();
    }
  });

  it('never take over an account of the same name that is a real one', async () => {
    const autre = await ouvrirBaseDEssai();
    try {
      await creerCompte(autre.source, SECRETS_D_ESSAI, {
        identifiant: 'gestionnaire',
        nom: 'Vraie',
        prenom: 'Personne',
        profils: [{ code: 'GESTIONNAIRE_AESH', departement: '081' }],
      });
      await creerComptesDemo(autre.source, SECRETS_D_ESSAI, ['075', '02A']);
      const lignes: { identifiant: string; demo: boolean; departement: string | null }[] = await autre.source.query(
        `SELECT c.identifiant, c.demo, p.departement FROM compte c JOIN profil p ON p.compte_id = c.id
          WHERE c.identifiant LIKE 'gestionnaire%' ORDER BY c.id`,
      );
      expect(lignes).toEqual([
        { identifiant: 'gestionnaire', demo: false, departement: '081' },
        { identifiant: 'gestionnaire2a', demo: true, departement: '02A' },
      ]);
    } finally {
      await autre.fermer();
    }
  });
});
