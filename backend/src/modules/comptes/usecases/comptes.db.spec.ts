import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { codeOtp, correspond, pasDuCode, pasOtp } from '../../../platform/security/index.js';
import { SECRETS_D_ESSAI } from '../essais/application-d-essai.js';
import { CompteExistant, CompteIntrouvable, CompteRefuse } from '../domain/refus.js';
import { codeOtpDemo } from '../queries/code-otp-demo.js';
import { lireCompteActif, nombreDeComptes } from '../queries/compte.js';
import { afficherEnrolement } from './afficher-enrolement.js';
import { type CompteACreer, creerCompte } from './creer-compte.js';
import { ouvrirSession } from './ouvrir-session.js';
import { purgerSessions } from './purger-sessions.js';
import { rafraichirSession } from './rafraichir-session.js';
import { renouvelerOtp } from './renouveler-otp.js';

describe('Comptes par la ligne de commande', () => {
  let base: BaseDEssai;

  beforeEach(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterEach(() => base.fermer());

  const creer = (saisie: Partial<CompteACreer> = {}): ReturnType<typeof creerCompte> =>
    creerCompte(base.source, SECRETS_D_ESSAI, {
      identifiant: 'ividal',
      nom: 'Vidal',
      prenom: 'Inès',
      profils: [{ code: 'GESTIONNAIRE_AESH', departement: '031' }],
      ...saisie,
    });
  const secretDe = (otpauth: string): string => new URL(otpauth).searchParams.get('secret') ?? '';

  it('F1.2-1 creates an account with a drawn PIN and an OTP key, both unreadable in the base', async () => {
    expect(await nombreDeComptes(base.source)).toBe(0);
    const { otpauth, pin, identifiant } = await creer({ identifiant: ' IVidal ' });
    expect(identifiant).toBe('ividal');
    expect(pin).toMatch(/^\d{6}$/);
    const [ligne]: Record<string, string>[] = await base.source.query('SELECT * FROM compte');
    expect(ligne?.['pin_hache']).toMatch(/^\$argon2id\$/);
    expect(await correspond(pin, ligne?.['pin_hache'] ?? '')).toBeTrue();
    expect(JSON.stringify(ligne)).not.toContain(secretDe(otpauth));
    expect(await nombreDeComptes(base.source)).toBe(1);
  });

  it('keeps PIN and key out of the audit trail', async () => {
    const { otpauth } = await creer({ pin: '135790' });
    await renouvelerOtp(base.source, SECRETS_D_ESSAI, 'ividal');
    const lignes: { action: string; objet: string; acteur: string }[] = await base.source.query(
      'SELECT action, objet, acteur, avant, apres FROM audit ORDER BY id',
    );
    expect(lignes.map(({ action, objet, acteur }) => [action, objet, acteur])).toEqual([
      ['INSERT', 'compte', 'Système'],
      ['INSERT', 'profil', 'Système'],
    ]);
    expect(JSON.stringify(lignes)).not.toMatch(new RegExp(`argon2id|${secretDe(otpauth)}|secret_otp`));
  });

  it('refuses an identifiant already taken, whatever its capitals, and leaves nothing behind', async () => {
    await creer();
    await expectAsync(creer({ identifiant: 'IVIDAL', nom: 'Autre' })).toBeRejectedWithError(CompteExistant);
    expect(await nombreDeComptes(base.source)).toBe(1);
  });

  it('refuses each faulty field by its name, and creates nothing', async () => {
    const CAS: [string, Partial<CompteACreer>, RegExp][] = [
      ['identifiant', { identifiant: 'é' }, /est refusé/],
      ['nom', { nom: ' ' }, /nom est vide/],
      ['prenom', { prenom: '' }, /prénom est vide/],
      ['pin', { pin: '1234' }, /trop simple/],
      ['pin', { pin: '12' }, /4 à 12 chiffres/],
      ['profils', { profils: [] }, /au moins un profil/],
      ['profils', { profils: [{ code: 'GESTIONNAIRE_AESH' }] }, /demande un périmètre/],
      ['profils', { profils: [{ code: 'GESTIONNAIRE_AESH', departement: '31' }] }, /département 31 est inconnu/],
      ['profils', { profils: [{ code: 'COORDONNATEUR_PIAL', pialUai: '0310001A' }] }, /PIAL 0310001A est inconnu/],
      ['profils', { profils: [{ code: 'CHEF_ETABLISSEMENT', uai: '0310001A' }] }, /établissement 0310001A est inconnu/],
      ['profils', { profils: [{ code: 'IEN', circonscription: 'X' }] }, /circonscription X est inconnu/],
      ['profils', { profils: [{ code: 'ERSEH', secteurs: ['S9'] }] }, /secteur S9 est inconnu/],
    ];
    for (const [champ, saisie, message] of CAS) {
      const erreur: unknown = await creer(saisie).catch((refus: unknown) => refus);
      expect(erreur).toBeInstanceOf(CompteRefuse);
      expect((erreur as CompteRefuse).champs?.map(({ path }) => path)).toEqual([champ]);
      expect((erreur as CompteRefuse).message).toMatch(message);
    }
    expect(await nombreDeComptes(base.source)).toBe(0);
  });

  it('gives each kind of profile its perimeter, in words', async () => {
    const monde = new Monde(base.source);
    const ecole = await monde.etablissement({ nom: 'École des Tilleuls', circonscription: 'C1' });
    await base.source.query(`UPDATE etablissement SET circonscription = 'Toulouse Centre' WHERE uai = $1`, [ecole]);
    const pial = await monde.pial({ nom: 'Collège Rosa Parks', membres: [ecole] });
    const secteur = await monde.secteur({ libelle: 'Toulouse Nord' });
    const { compteId } = await creer({
      profils: [
        { code: 'ADMINISTRATEUR' },
        { code: 'CHEF_ETABLISSEMENT', uai: ecole },
        { code: 'COORDONNATEUR_PIAL', pialUai: pial },
        { code: 'ERSEH', secteurs: [secteur] },
        { code: 'IEN', circonscription: 'C1' },
      ],
    });
    const compte = await lireCompteActif(base.source, compteId);
    expect(compte?.profils.map(({ code, libellePerimetre, perimetre }) => [code, libellePerimetre, perimetre])).toEqual(
      [
        ['ADMINISTRATEUR', 'Toute l’application', { nature: 'AUCUN' }],
        ['CHEF_ETABLISSEMENT', 'École des Tilleuls', { nature: 'ETABLISSEMENT', uai: ecole }],
        ['COORDONNATEUR_PIAL', 'Collège Rosa Parks', { nature: 'PIAL', pialUai: pial }],
        ['ERSEH', 'Toulouse Nord', { nature: 'SECTEURS', secteurs: [secteur] }],
        ['IEN', 'Toulouse Centre', { nature: 'CIRCONSCRIPTION', circonscription: 'C1' }],
      ],
    );
  });

  it('replaces a lost OTP key: new codes, no open session, no lock', async () => {
    const { compteId } = await creer();
    await base.source.query(`INSERT INTO echec_connexion (cle, nombre, depuis) VALUES ('compte:ividal', 5, now())`);
    const maintenant = new Date();
    const { jeton } = await ouvrirSession(base.source, compteId, {
      adresse: '192.0.2.1',
      navigateur: null,
      maintenant,
    });
    const otpauth = await renouvelerOtp(base.source, SECRETS_D_ESSAI, 'IVIDAL');
    await base.source.query('UPDATE compte SET demo = true');
    const { code } = await codeOtpDemo(base.source, SECRETS_D_ESSAI, 'ividal', maintenant);
    expect(await pasDuCode(secretDe(otpauth), code, maintenant)).toBe(pasOtp(maintenant));
    await expectAsync(rafraichirSession(base.source, jeton, maintenant, { demo: true })).toBeRejectedWithError(
      /fermée/,
    );
    expect(await base.source.query('SELECT * FROM echec_connexion')).toEqual([]);
    await expectAsync(renouvelerOtp(base.source, SECRETS_D_ESSAI, 'inconnu')).toBeRejectedWithError(CompteIntrouvable);
  });

  it('reads the virtual key of a demonstration account, always its next unused code', async () => {
    const { otpauth } = await creer({ demo: true });
    const maintenant = new Date('2026-11-24T10:00:10Z');
    const pas = pasOtp(maintenant);
    const lire = async (dernier: number): Promise<object> => {
      await base.source.query('UPDATE compte SET dernier_pas_otp = $1', [dernier]);
      return codeOtpDemo(base.source, SECRETS_D_ESSAI, 'ividal', maintenant);
    };
    const code = (ecart: number): Promise<string> => codeOtp(secretDe(otpauth), pas + ecart);
    expect(await lire(0)).toEqual({ code: await code(0), utilisableDansSecondes: 0, expireDansSecondes: 50 });
    expect(await lire(pas)).toEqual({ code: await code(1), utilisableDansSecondes: 0, expireDansSecondes: 80 });
    expect(await lire(pas + 1)).toEqual({ code: await code(2), utilisableDansSecondes: 20, expireDansSecondes: 110 });
  });

  it('draws the enrolment for a terminal', async () => {
    const { otpauth } = await creer();
    const texte = await afficherEnrolement(otpauth);
    expect(texte.split('\n').filter((ligne) => /[▀▄█]/.test(ligne)).length).toBeGreaterThan(15);
    expect(texte).toContain(otpauth);
    expect(texte.replace(/ /g, '')).toContain(secretDe(otpauth));
  });

  it('purges what is over and keeps the rest', async () => {
    const { compteId } = await creer();
    const JOUR = 24 * 3_600_000;
    const maintenant = new Date('2026-11-24T10:00:00Z');
    const ilYA = (ms: number): Date => new Date(maintenant.getTime() - ms);
    const ouvrir = (quand: Date): ReturnType<typeof ouvrirSession> =>
      ouvrirSession(base.source, compteId, { adresse: '192.0.2.1', navigateur: null, maintenant: quand });
    await ouvrir(ilYA(31 * JOUR));
    await ouvrir(ilYA(29 * JOUR));
    const enCours = await ouvrir(ilYA(JOUR / 24));
    await base.source.query(
      `INSERT INTO echec_connexion (cle, nombre, depuis, bloque_jusqua)
       VALUES ('compte:vieux', 2, $1, NULL), ('compte:bloque', 5, $1, $2), ('compte:recent', 2, $3, NULL)`,
      [ilYA(JOUR), new Date(maintenant.getTime() + 60_000), ilYA(60_000)],
    );
    await base.source.query(
      `INSERT INTO cle_idempotence (compte_id, cle, empreinte, reponse, cree_le)
       VALUES ($1, gen_random_uuid(), 'vieille', '{}', $2), ($1, gen_random_uuid(), 'recente', '{}', $3)`,
      [compteId, ilYA(7 * JOUR + 1), ilYA(7 * JOUR)],
    );
    expect(await purgerSessions(base.source, maintenant)).toEqual({ jetons: 2, sessions: 1, essais: 1, cles: 1 });
    expect(await purgerSessions(base.source, maintenant)).toEqual({ jetons: 0, sessions: 0, essais: 0, cles: 0 });
    expect(await base.source.query<unknown[]>('SELECT empreinte FROM cle_idempotence')).toEqual([
      { empreinte: 'recente' },
    ]);
    const restantes: { id: string }[] = await base.source.query('SELECT id FROM session ORDER BY ouverte_le');
    expect(restantes).toHaveSize(2);
    expect(restantes.at(-1)?.id).toBe(enCours.session.sessionId);
    const jetons: { session_id: string }[] = await base.source.query('SELECT session_id FROM jeton_rafraichissement');
    expect(jetons.map((ligne) => ligne.session_id)).toEqual([enCours.session.sessionId]);
  });
});
