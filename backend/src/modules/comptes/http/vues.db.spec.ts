import { randomUUID } from 'node:crypto';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { type ApplicationDEssai, demarrerApplicationDEssai } from '../essais/application-d-essai.js';
import { Navigateur, nouvelUtilisateur, type Reponse } from '../essais/navigateur.js';
import type { ProfilEnregistre } from '../queries/profils.js';
import type { Vue } from '../queries/lire-vues.js';
import { VUES_MAX } from '../usecases/creer-vue.js';

const HAUTE_GARONNE: ProfilEnregistre = { code: 'GESTIONNAIRE_AESH', departement: '031' };
const TARN: ProfilEnregistre = { code: 'GESTIONNAIRE_AESH', departement: '081' };

describe('Vues des listes', () => {
  let base: BaseDEssai;
  let appli: ApplicationDEssai;
  let moi: Navigateur;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    appli = await demarrerApplicationDEssai(base.source);
  });
  afterAll(async () => {
    await appli.fermer();
    await base.fermer();
  });

  const ouvrir = async (...profils: ProfilEnregistre[]): Promise<Navigateur> => {
    const navigateur = new Navigateur(appli.application);
    await navigateur.ouvrir(
      await nouvelUtilisateur(base.source, { profils: profils.length ? profils : [HAUTE_GARONNE] }),
    );
    return navigateur;
  };
  beforeEach(async () => {
    await base.source.query('DELETE FROM vue_liste');
    moi = await ouvrir();
  });

  const contenu = (modifs: object = {}): object => ({
    nom: 'Sans accompagnement',
    partagee: false,
    etat: { q: 'léa', colonnes: ['nom', 'type'] },
    ...modifs,
  });
  const creer = (modifs: object = {}, qui = moi): Promise<Reponse> =>
    qui.demander('POST', '/api/me/vues', { corps: { liste: 'decisions', ...contenu(modifs) } });
  const creee = async (modifs: object = {}, qui = moi): Promise<Vue> => {
    const { statut, corps } = await creer(modifs, qui);
    if (statut !== 201) throw new Error(JSON.stringify(corps));
    return corps as unknown as Vue;
  };
  const modifier = (
    { id, version }: Pick<Vue, 'id' | 'version'>,
    modifs: object = {},
    qui = moi,
    entetes: Record<string, string> = { 'if-match': `"${version}"` },
  ): Promise<Reponse> => qui.demander('PUT', `/api/me/vues/${id}`, { corps: contenu(modifs), entetes });
  const supprimer = (id: number, qui = moi, entetes: Record<string, string> = {}): Promise<Reponse> =>
    qui.demander('DELETE', `/api/me/vues/${id}`, { entetes });
  const lister = async (qui = moi, requete = '?liste=decisions'): Promise<Vue[]> =>
    (await qui.demander('GET', `/api/me/vues${requete}`)).corps as unknown as Vue[];
  const noms = async (qui = moi, requete?: string): Promise<string[]> =>
    (await lister(qui, requete)).map(({ nom }) => nom);

  it('keeps the state of a list under a name, changes it and deletes it', async () => {
    const { statut, corps, entetes } = await creer();
    expect([statut, entetes['etag']]).toEqual([201, '"1"']);
    expect(corps).toEqual({
      id: corps['id'],
      liste: 'decisions',
      nom: 'Sans accompagnement',
      partagee: false,
      mienne: true,
      auteur: jasmine.stringMatching(/^Camille Nom/),
      etat: { q: 'léa', colonnes: ['nom', 'type'] },
      version: 1,
    });
    const vue = corps as unknown as Vue;
    expect(await lister()).toEqual([vue]);
    const change = await modifier(vue, { nom: 'Rien posé', etat: {} });
    expect([change.statut, change.entetes['etag']]).toEqual([200, '"2"']);
    expect(change.corps as unknown).toEqual({ ...vue, nom: 'Rien posé', etat: {}, version: 2 });
    expect(await lister()).toEqual([change.corps as unknown as Vue]);
    expect((await supprimer(vue.id)).statut).toBe(204);
    expect(await lister()).toEqual([]);
    expect((await supprimer(vue.id)).corps['code']).toBe('VUE_INTROUVABLE');
  });

  it('gives those of the list asked, mine first, by name whatever the accents', async () => {
    const collegue = await ouvrir();
    await creee({ nom: 'Abandons', partagee: true }, collegue);
    for (const nom of ['Zones', 'élan', 'Eck', 'ÉLANS']) await creee({ nom });
    await creee({ liste: 'aesh', nom: 'Titulaires' });
    expect(await noms()).toEqual(['Eck', 'élan', 'ÉLANS', 'Zones', 'Abandons']);
    expect(await noms(moi, '?liste=aesh')).toEqual(['Titulaires']);
    expect(await noms(moi, '?liste=missions')).toEqual([]);
    expect(await noms(moi, '')).toEqual(['Titulaires', 'Eck', 'élan', 'ÉLANS', 'Zones', 'Abandons']);
    for (const requete of ['?liste=Décisions', '?liste=', '?list=decisions', '?liste=a&liste=b']) {
      expect((await moi.demander('GET', `/api/me/vues${requete}`)).statut)
        .withContext(requete)
        .toBe(400);
    }
  });

  it('F1.2-2 shares within the département, never outside; a private view is nobody else’s', async () => {
    const partagee = await creee({ nom: 'Commune', partagee: true });
    const privee = await creee({ nom: 'À moi' });
    const collegue = await ouvrir({ code: 'SUPERVISEUR_AESH', departement: '031' });
    const voisin = await ouvrir(TARN);
    expect((await lister(collegue)).map(({ nom, mienne, auteur }) => [nom, mienne, auteur])).toEqual([
      ['Commune', false, partagee.auteur],
    ]);
    expect(await lister(voisin)).toEqual([]);
    for (const [qui, vue, code] of [
      [collegue, partagee, 'VUE_DU_COLLEGUE'],
      [collegue, privee, 'VUE_INTROUVABLE'],
      [voisin, partagee, 'VUE_INTROUVABLE'],
      [voisin, privee, 'VUE_INTROUVABLE'],
    ] as const) {
      const statut = code === 'VUE_DU_COLLEGUE' ? 403 : 404;
      for (const reponse of [await modifier(vue, {}, qui), await supprimer(vue.id, qui)]) {
        expect([reponse.statut, reponse.corps['code']]).toEqual([statut, code]);
        // A refusal to whom does not see the view says nothing of it.
        expect(JSON.stringify(reponse.corps).includes(partagee.auteur)).toBe(code === 'VUE_DU_COLLEGUE');
      }
    }
    expect(await noms()).toEqual(['À moi', 'Commune']);
    // Taken back, it is seen no more.
    await modifier(partagee, { nom: 'Commune', partagee: false });
    expect(await lister(collegue)).toEqual([]);
  });

  it('shows the shared views of the département to each profile that is of it', async () => {
    const monde = new Monde(base.source);
    const ecole = await monde.etablissement({ circonscription: '0311234A' });
    const pial = await monde.pial({ membres: [ecole] });
    await creee({ nom: 'Commune', partagee: true });
    const profils: ProfilEnregistre[] = [
      { code: 'COORDONNATEUR_PIAL', pialUai: pial },
      { code: 'IEN', circonscription: '0311234A' },
      { code: 'CHEF_ETABLISSEMENT', uai: ecole },
      { code: 'ERSEH', secteurs: [await monde.secteur()] },
    ];
    for (const profil of profils) {
      expect(await noms(await ouvrir(profil)))
        .withContext(profil.code)
        .toEqual(['Commune']);
    }
    const administrateur = await ouvrir({ code: 'ADMINISTRATEUR' });
    expect(await noms(administrateur)).toEqual([]);
    const refus = await creer({ partagee: true }, administrateur);
    expect([refus.statut, refus.corps['code']]).toEqual([422, 'VUE_SANS_DEPARTEMENT']);
    const privee = await creee({}, administrateur);
    expect((await modifier(privee, { partagee: true }, administrateur)).statut).toBe(422);
  });

  it('is shared in the département of the profile with which it is saved; its author keeps it under any profile', async () => {
    const multi = new Navigateur(appli.application);
    const { profils } = await multi.ouvrir(await nouvelUtilisateur(base.source, { profils: [HAUTE_GARONNE, TARN] }));
    const choisir = (n: number): Promise<Reponse> =>
      multi.demander('POST', '/api/auth/profil', { corps: { profilId: profils[n]?.id } });
    expect((await multi.demander('GET', '/api/me/vues')).corps['code']).toBe('PROFIL_NON_CHOISI');
    await choisir(0);
    const vue = await creee({ partagee: true }, multi);
    const voisin = await ouvrir(TARN);
    expect([await noms(), await noms(voisin)]).toEqual([['Sans accompagnement'], []]);
    await choisir(1);
    expect(await noms(multi)).toEqual(['Sans accompagnement']);
    expect((await modifier(vue, { partagee: true }, multi)).statut).toBe(200);
    expect([await noms(), await noms(voisin)]).toEqual([[], ['Sans accompagnement']]);
  });

  it('refuses a name that the author already gave in this list, accents and case ignored; a colleague may give it', async () => {
    await creee({ nom: 'Élèves  de  l’école' });
    expect(await noms()).toEqual(['Élèves de l’école']);
    for (const nom of ['élèves de l’école', 'ELEVES DE L’ECOLE', "  eleves\tde l'ecole ", 'E\u0301lèves de l’école']) {
      const { statut, corps } = await creer({ nom });
      expect([statut, corps['code']]).withContext(nom).toEqual([409, 'VUE_NOM_PRIS']);
      expect((corps['errors'] as { path: string }[])[0]?.path).toBe('nom');
    }
    const autre = await creee({ nom: 'Autre' });
    expect((await modifier(autre, { nom: 'eleves de l’ecole' })).corps['code']).toBe('VUE_NOM_PRIS');
    expect((await modifier(autre, { nom: 'AUTRE' })).statut).toBe(200);
    await creee({ nom: 'Élèves de l’école', liste: 'aesh' });
    await creee({ nom: 'Élèves de l’école' }, await ouvrir());
  });

  it('two creations of one name at once: one is kept', async () => {
    const reponses = await Promise.all(Array.from({ length: 6 }, () => creer({ nom: 'Double clic' })));
    expect(reponses.map(({ statut }) => statut).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await noms()).toEqual(['Double clic']);
  });

  it('one request sent again with its key, even at once, creates one view and gets the same answer', async () => {
    const corps = { liste: 'decisions', ...contenu({ nom: 'Avec clé' }) };
    const envoyer = (cle: string, demande: object = corps): Promise<Reponse> =>
      moi.demander('POST', '/api/me/vues', { corps: demande, entetes: { 'idempotency-key': cle } });
    const cle = randomUUID();
    const [un, deux] = await Promise.all([envoyer(cle), envoyer(cle)]);
    expect([un.statut, deux.statut, (await envoyer(cle)).statut]).toEqual([201, 201, 201]);
    expect(deux.corps).toEqual(un.corps);
    expect(await noms()).toEqual(['Avec clé']);
    expect((await envoyer(cle, { ...corps, nom: 'Autre' })).corps['code']).toBe('CLE_REUTILISEE');
    expect((await envoyer(randomUUID())).corps['code']).toBe('VUE_NOM_PRIS');
    expect((await envoyer('pas-un-uuid')).statut).toBe(400);
  });

  it('two renames at once: one passes, the other gets 412 with the present state', async () => {
    const vue = await creee();
    const reponses = await Promise.all([modifier(vue, { nom: 'Un' }), modifier(vue, { nom: 'Deux' })]);
    expect(reponses.map(({ statut }) => statut).sort()).toEqual([200, 412]);
    const passee = reponses.find(({ statut }) => statut === 200)!.corps;
    const refusee = reponses.find(({ statut }) => statut === 412)!.corps;
    expect(refusee['code']).toBe('MODIFIE_ENTRE_TEMPS');
    expect(refusee['details']).toEqual({ actuel: passee });
    expect(await lister()).toEqual([passee as unknown as Vue]);
  });

  it('a rename and a deletion at once end well, whichever comes first', async () => {
    const vue = await creee();
    const [renommee, supprimee] = await Promise.all([modifier(vue, { nom: 'Un' }), supprimer(vue.id)]);
    expect([200, 404]).toContain(renommee.statut);
    expect(supprimee.statut).toBe(204);
    expect(await lister()).toEqual([]);
  });

  it('asks for the version read: 428 without, 412 with an old one, 400 with what is none', async () => {
    const vue = await creee();
    const sans = await modifier(vue, {}, moi, {});
    expect([sans.statut, sans.corps['code'], sans.corps['details']]).toEqual([
      428,
      'VERSION_ATTENDUE',
      { actuel: vue as unknown },
    ]);
    await modifier(vue, { nom: 'Changée' });
    expect((await modifier(vue, { nom: 'Encore' })).statut).toBe(412);
    expect((await supprimer(vue.id, moi, { 'if-match': '"1"' })).statut).toBe(412);
    for (const entete of ['2', '*', '"abc"', '"2", "3"', '""', '"-1"', `"${'9'.repeat(20)}"`]) {
      const { statut, corps } = await modifier(vue, {}, moi, { 'if-match': entete });
      expect([statut, corps['code']]).withContext(entete).toEqual([400, 'DEMANDE_INVALIDE']);
    }
    expect((await modifier(vue, { nom: 'Faible' }, moi, { 'if-match': 'W/"2"' })).statut).toBe(200);
    expect((await supprimer(vue.id, moi, { 'if-match': '"3"' })).statut).toBe(204);
  });

  it('stops at two hundred views', async () => {
    const [{ id }] = await base.source.query<[{ id: number }]>('SELECT max(id) AS id FROM compte');
    await base.source.query(
      `INSERT INTO vue_liste (compte_id, liste, nom, etat) SELECT $1, 'aesh', 'Vue ' || n, '{}' FROM generate_series(1, $2::integer) n`,
      [id, VUES_MAX - 1],
    );
    const reponses = await Promise.all([creer({ nom: 'Un' }), creer({ nom: 'Deux' })]);
    expect(reponses.map(({ statut, corps }) => [statut, corps['code']]).sort()).toEqual([
      [201, undefined],
      [422, 'TROP_DE_VUES'],
    ]);
  });

  it('leaves who created, changed and deleted in the trail; and leaves with the account', async () => {
    const vue = await creee({ partagee: true });
    await modifier(vue, { nom: 'Changée', partagee: true });
    await base.source.query('DELETE FROM compte WHERE id = (SELECT compte_id FROM vue_liste WHERE id = $1)', [vue.id]);
    expect(await noms(await ouvrir())).toEqual([]);
    const audit = await base.source.query<{ action: string; acteur: string; avant: Vue | null; apres: Vue | null }[]>(
      `SELECT action, acteur, avant, apres FROM audit WHERE objet = 'vue_liste' AND objet_id = $1 ORDER BY id`,
      [String(vue.id)],
    );
    expect(audit.map(({ action, avant, apres }) => [action, avant?.nom, apres?.nom])).toEqual([
      ['INSERT', undefined, 'Sans accompagnement'],
      ['UPDATE', 'Sans accompagnement', 'Changée'],
      ['DELETE', 'Changée', undefined],
    ]);
    expect(audit[1]?.acteur).toBe(vue.auteur);
  });

  it('refuses a hostile body with 400 or 413, never 500, and keeps nothing of it', async () => {
    const brut = (etat: string): string => `{"liste":"decisions","nom":"X","partagee":false,"etat":${etat}}`;
    const imbrique = (n: number): string => `{"a":${'['.repeat(n)}${']'.repeat(n)}}`;
    const cas: [string, object | string, number][] = [
      ['17 kB of state', { liste: 'decisions', ...contenu({ etat: { a: 'x'.repeat(17 * 1024) } }) }, 400],
      ['2 MB', { liste: 'decisions', ...contenu({ etat: { a: 'x'.repeat(2 * 1024 * 1024) } }) }, 413],
      ['300 levels', brut(imbrique(300)), 400],
      ['100,000 levels', brut(imbrique(100_000)), 400],
      ['NUL in the state', brut('{"a":"\\u0000"}'), 400],
      ['NUL in a key', brut('{"a\\u0000":1}'), 400],
      ['half a surrogate pair', brut('{"a":"\\ud800"}'), 400],
      ['a poisoned prototype', brut('{"__proto__":{"admin":true}}'), 400],
      ['a poisoned constructor', brut('{"constructor":{"prototype":{"admin":true}}}'), 400],
      ['a state that is a list', brut('[]'), 400],
      ['a null state', brut('null'), 400],
      ['a state that is a text', brut('"{}"'), 400],
      ['no state', { liste: 'decisions', nom: 'X', partagee: false }, 400],
      ['no name', { liste: 'decisions', partagee: false, etat: {} }, 400],
      ['an empty name', { liste: 'decisions', ...contenu({ nom: ' \t ' }) }, 400],
      ['a name of 61 characters', { liste: 'decisions', ...contenu({ nom: 'x'.repeat(61) }) }, 400],
      ['a name of 16 kB of spaces', { liste: 'decisions', ...contenu({ nom: ' '.repeat(16_384) }) }, 400],
      ['NUL in the name', { liste: 'decisions', ...contenu({ nom: 'a\0' }) }, 400],
      ['half a pair in the name', '{"liste":"decisions","nom":"a\\ud83d","partagee":false,"etat":{}}', 400],
      ['a name that is a number', { liste: 'decisions', ...contenu({ nom: 12 }) }, 400],
      ['a flag that is a text', { liste: 'decisions', ...contenu({ partagee: 'true' }) }, 400],
      ['the name of a list with a slash', { ...contenu(), liste: '../decisions' }, 400],
      ['the name of a list too long', { ...contenu(), liste: 'a'.repeat(42) }, 400],
      ['an unknown field', { liste: 'decisions', ...contenu({ compteId: 1 }) }, 400],
      ['the département of another', { liste: 'decisions', ...contenu({ departement: '081' }) }, 400],
      ['an array', [], 400],
      ['no JSON', '{', 400],
    ];
    for (const [quoi, corps, attendu] of cas) {
      const { statut, corps: probleme } = await moi.demander('POST', '/api/me/vues', { corps });
      expect(statut)
        .withContext(`${quoi} : ${JSON.stringify(probleme)}`)
        .toBe(attendu);
    }
    expect(await lister(moi, '')).toEqual([]);
    const vue = await creee({ nom: 'x'.repeat(60), liste: 'a'.repeat(41) });
    for (const modifs of [{ etat: { a: 'x'.repeat(17 * 1024) } }, { liste: 'aesh' }, { version: 9 }, { nom: '' }]) {
      expect((await modifier(vue, modifs)).statut)
        .withContext(JSON.stringify(modifs).slice(0, 60))
        .toBe(400);
    }
    for (const id of ['abc', '0', '-1', '1.5', '99999999999', '%27']) {
      expect((await supprimer(id as unknown as number)).statut)
        .withContext(id)
        .toBe(400);
    }
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});
