import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { CONFIG } from '../platform/config/config.js';
import { FiltreProblemes, pipeDeValidation } from '../platform/http/problemes.js';
import { type CodeProfil, JetonsAcces, type Perimetre, SECRETS, SecurityModule } from '../platform/security/index.js';

export interface ReponseApi {
  readonly statut: number;
  // The specs compare it with what they expect.
  readonly corps: Record<string, unknown>;
  readonly entetes: Readonly<Record<string, unknown>>;
}

/** Some modules behind the real guards, filter and validation; sessions are opened in the database and signed. */
export class ApiDEssai {
  private constructor(
    readonly application: NestFastifyApplication,
    private readonly source: DataSource,
  ) {}

  static async demarrer(source: DataSource, ...modules: Type<unknown>[]): Promise<ApiDEssai> {
    @Global()
    @Module({
      providers: [
        { provide: CONFIG, useValue: { demo: true } },
        {
          provide: SECRETS,
          useValue: {
            motDePasseBase: 'sans-objet',
            cleJwt: 'cle-de-signature-des-specs-0123456789',
            cleOtp: '0'.repeat(64),
          },
        },
        { provide: DataSource, useValue: source },
      ],
      exports: [CONFIG, SECRETS, DataSource],
    })
    class ContexteModule {}

    @Module({ imports: [ContexteModule, SecurityModule, ...modules] })
    class EssaiModule {}

    const application = await NestFactory.create<NestFastifyApplication>(EssaiModule, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    application.setGlobalPrefix('api');
    application.useGlobalFilters(new FiltreProblemes());
    application.useGlobalPipes(pipeDeValidation());
    await application.init();
    await application.getHttpAdapter().getInstance().ready();
    return new ApiDEssai(application, source);
  }

  /** A new account with this profile, signed in. @returns its access token */
  async connecter(profil: CodeProfil, perimetre: Perimetre, nom = 'Dupont'): Promise<string> {
    const identifiant = `u${randomUUID().slice(0, 8)}`;
    const [{ id: compteId }] = await this.source.query<[{ id: number }]>(
      `INSERT INTO compte (identifiant, nom, prenom, pin_hache, secret_otp_chiffre)
       VALUES ($1, $2, 'Gisèle', '-', '-') RETURNING id`,
      [identifiant, nom],
    );
    const [{ id: profilId }] = await this.source.query<[{ id: number }]>(
      `INSERT INTO profil (compte_id, code, departement, pial_uai, uai, circonscription, secteurs)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [
        compteId,
        profil,
        perimetre.nature === 'DEPARTEMENT' ? perimetre.departement : null,
        perimetre.nature === 'PIAL' ? perimetre.pialUai : null,
        perimetre.nature === 'ETABLISSEMENT' ? perimetre.uai : null,
        perimetre.nature === 'CIRCONSCRIPTION' ? perimetre.circonscription : null,
        perimetre.nature === 'SECTEURS' ? perimetre.secteurs : [],
      ],
    );
    const sessionId = randomUUID();
    await this.source.query(`INSERT INTO session (id, compte_id, profil_id) VALUES ($1, $2, $3)`, [
      sessionId,
      compteId,
      profilId,
    ]);
    const session = { compteId, identifiant, nomComplet: `Gisèle ${nom}`, sessionId, profilId, profil, perimetre };
    const maintenant = new Date();
    const { jeton } = await this.application
      .get(JetonsAcces, { strict: false })
      .emettre(session, maintenant, new Date(maintenant.getTime() + 3_600_000));
    return jeton;
  }

  async demander(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    { jeton, corps, entetes = {} }: { jeton?: string; corps?: unknown; entetes?: Record<string, string> } = {},
  ): Promise<ReponseApi> {
    const reponse = await this.application.inject({
      method,
      url: `/api${url}`,
      headers: { ...(jeton ? { authorization: `Bearer ${jeton}` } : {}), ...entetes },
      ...(corps === undefined ? {} : { payload: corps as object }),
    });
    return {
      statut: reponse.statusCode,
      corps: reponse.payload === '' ? {} : (JSON.parse(reponse.payload) as Record<string, unknown>),
      entetes: reponse.headers,
    };
  }

  fermer(): Promise<void> {
    return this.application.close();
  }
}
