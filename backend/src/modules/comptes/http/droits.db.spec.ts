import { Controller, Get, Post } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Connecte, listerRoutes, Profils, Public, RouteSansDroit } from '../../../platform/security/index.js';
import { type ApplicationDEssai, demarrerApplicationDEssai, SECRETS_D_ESSAI } from '../essais/application-d-essai.js';
import { Navigateur, nouvelUtilisateur } from '../essais/navigateur.js';

describe('Droits des routes', () => {
  let base: BaseDEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterAll(() => base.fermer());

  describe('sans session', () => {
    let appli: ApplicationDEssai;

    beforeAll(async () => {
      appli = await demarrerApplicationDEssai(base.source);
    });
    afterAll(() => appli.fermer());

    const avecJeton = async (jeton: string): Promise<number> => {
      const navigateur = new Navigateur(appli.application);
      navigateur.jeton = jeton;
      return (await navigateur.demander('GET', '/api/temoin/gestionnaire')).statut;
    };

    it('F1.2-2 answers 401 on every route that is not public', async () => {
      const fermees = listerRoutes(appli.application).filter(({ droit }) => droit?.nature !== 'PUBLIC');
      expect(fermees.map(({ methode, chemin }) => `${methode} ${chemin}`).sort()).toEqual([
        'DELETE /me/vues/:id',
        'GET /me',
        'GET /me/preferences',
        'GET /me/secteurs',
        'GET /me/vues',
        'GET /temoin/gestionnaire',
        'GET /temoin/superviseur/:id',
        'POST /auth/profil',
        'POST /me/vues',
        'PUT /me/preferences/:cle',
        'PUT /me/secteurs',
        'PUT /me/vues/:id',
      ]);
      for (const { methode, chemin } of fermees) {
        const url = `/api${chemin.replace(/:\w+/g, '1')}`;
        const reponse = await new Navigateur(appli.application).demander(methode as 'GET', url);
        expect([reponse.statut, reponse.corps['code']]).withContext(url).toEqual([401, 'NON_AUTHENTIFIE']);
        expect(reponse.entetes['www-authenticate']).toBe('Bearer');
        expect(reponse.entetes['content-type']).toContain('application/problem+json');
      }
      expect((await new Navigateur(appli.application).demander('GET', '/api/temoin/public')).statut).toBe(200);
    });

    it('F1.2-2 refuses a token that is tampered with, expired, unsigned, signed by another or for another', async () => {
      const navigateur = new Navigateur(appli.application);
      await navigateur.ouvrir(await nouvelUtilisateur(base.source));
      const jeton = navigateur.jeton ?? '';
      expect(await avecJeton(jeton)).toBe(200);

      const [entete = '', charge = '', signature = ''] = jeton.split('.');
      const lue = JSON.parse(Buffer.from(charge, 'base64url').toString()) as Record<string, unknown> & {
        profil: { perimetre: { departement: string } };
      };
      const encoder = (objet: unknown): string => Buffer.from(JSON.stringify(objet)).toString('base64url');
      const autreDepartement = {
        ...lue,
        profil: { ...lue.profil, perimetre: { nature: 'DEPARTEMENT', departement: '081' } },
      };
      expect(await avecJeton(`${entete}.${encoder(autreDepartement)}.${signature}`)).toBe(401);
      expect(await avecJeton(`${encoder({ alg: 'none', typ: 'JWT' })}.${charge}.`)).toBe(401);

      const signer = (
        modifs: object,
        secret = SECRETS_D_ESSAI.cleJwt,
        algorithm: 'HS256' | 'HS512' = 'HS256',
      ): string => new JwtService().sign({ ...lue, ...modifs }, { secret, algorithm });
      expect(await avecJeton(signer({}))).toBe(200);
      expect(await avecJeton(signer({ exp: Math.floor(Date.now() / 1000) - 1 }))).toBe(401);
      expect(await avecJeton(signer({}, 'une-autre-cle-de-signature-0123456789'))).toBe(401);
      expect(await avecJeton(signer({}, SECRETS_D_ESSAI.cleJwt, 'HS512'))).toBe(401);
      expect(await avecJeton(signer({ aud: 'ailleurs' }))).toBe(401);
      expect(await avecJeton(signer({ iss: 'ailleurs' }))).toBe(401);
      expect(await avecJeton(signer({ sid: '00000000-0000-4000-8000-000000000000' }))).toBe(401);
      expect(await avecJeton(signer({ profil: { id: 1, code: 'DIEU', perimetre: { nature: 'AUCUN' } } }))).toBe(401);
      expect(await avecJeton('pas-un-jeton')).toBe(401);
    });

    it('F1.2-2 replays every route for every profile: 403 unless the route accepts it', async () => {
      const profils = [
        { code: 'GESTIONNAIRE_AESH', departement: '031' },
        { code: 'SUPERVISEUR_AESH', departement: '031' },
        { code: 'ADMINISTRATEUR' },
        { code: 'INTEGRATEUR' },
      ] as const;
      for (const profil of profils) {
        const navigateur = new Navigateur(appli.application);
        await navigateur.ouvrir(await nouvelUtilisateur(base.source, { profils: [profil] }));
        for (const { methode, chemin, droit } of listerRoutes(appli.application)) {
          if (droit?.nature !== 'PROFILS') continue;
          const reponse = await navigateur.demander(methode as 'GET', `/api${chemin.replace(/:\w+/g, '1')}`, {
            ...(methode === 'GET' ? {} : { corps: {} }),
          });
          const contexte = `${profil.code} ${methode} ${chemin}`;
          if (droit.profils.includes(profil.code)) {
            // Whoever may come gets an answer, or is told what its request lacks.
            const admis = methode === 'GET' ? [200] : [200, 204, 400, 404];
            expect(admis).withContext(contexte).toContain(reponse.statut);
          } else {
            expect([reponse.statut, reponse.corps['code']]).withContext(contexte).toEqual([403, 'PROFIL_INSUFFISANT']);
          }
        }
      }
    });
  });

  it('F1.2-2 does not boot when a route declares no right, and names it', async () => {
    @Controller('oubli')
    class OubliController {
      @Public()
      @Get()
      dit(): void {}

      @Post(':id/effacer')
      muet(): void {}
    }
    await expectAsync(demarrerApplicationDEssai(base.source, { controleurs: [OubliController] })).toBeRejectedWithError(
      RouteSansDroit,
      /POST \/oubli\/:id\/effacer \(OubliController\.muet\)/,
    );
  });

  it('takes the right of the controller for the routes that declare none of their own', async () => {
    @Connecte()
    @Controller(['un', 'deux'])
    class ParClasseController {
      @Get(['', 'liste'])
      herite(): void {}

      @Profils('IEN')
      @Post()
      propre(): void {}
    }
    const appli = await demarrerApplicationDEssai(base.source, { controleurs: [ParClasseController] });
    try {
      const routes = listerRoutes(appli.application).filter(({ action }) => action.startsWith('ParClasse'));
      expect(routes.map(({ methode, chemin, droit }) => `${methode} ${chemin} ${droit?.nature ?? '-'}`)).toEqual([
        'GET /un CONNECTE',
        'GET /un/liste CONNECTE',
        'GET /deux CONNECTE',
        'GET /deux/liste CONNECTE',
        'POST /un PROFILS',
        'POST /deux PROFILS',
      ]);
    } finally {
      await appli.fermer();
    }
  });

  it('refuses two rights on one route, as soon as it is written', () => {
    expect(() => {
      class DeuxController {
        @Public()
        @Profils('IEN')
        @Get()
        deux(): void {}
      }
      return DeuxController;
    }).toThrowError(/Deux droits déclarés pour deux/);
  });
});
