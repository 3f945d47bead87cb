import { randomUUID } from 'node:crypto';
import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createParser } from 'eventsource-parser';
import { DataSource } from 'typeorm';
import type { BaseDEssai } from '../../../essais/base-d-essai.js';
import { CONFIG } from '../../config/config.js';
import { FiltreProblemes, pipeDeValidation } from '../../http/problemes.js';
import { type CodeProfil, JetonsAcces, SECRETS, SecurityModule } from '../../security/index.js';
import type { Job } from '../job.js';
import { JobsModule } from '../jobs.module.js';

@Global()
@Module({})
class BaseModule {
  static avec(base: BaseDEssai): DynamicModule {
    const providers = [
      { provide: DataSource, useValue: base.source },
      { provide: CONFIG, useValue: { demo: true, heureImport: '04:30' } },
      { provide: SECRETS, useValue: { cleJwt: 'c'.repeat(64), cleOtp: '0'.repeat(64) } },
    ];
    return { module: BaseModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

@Module({})
class RacineModule {
  static avec(base: BaseDEssai, modules: readonly Type[]): DynamicModule {
    return {
      module: RacineModule,
      imports: [BaseModule.avec(base), SecurityModule, JobsModule.avec(base.url), ...modules],
    };
  }
}

/** A real server on a port of its own, with the real guard: what a browser talks to. */
export class ApplicationDEssai {
  private constructor(
    readonly application: NestFastifyApplication,
    readonly adresse: string,
    private readonly source: DataSource,
  ) {}

  static async ouvrir(base: BaseDEssai, ...modules: readonly Type[]): Promise<ApplicationDEssai> {
    const application = await NestFactory.create<NestFastifyApplication>(
      RacineModule.avec(base, modules),
      new FastifyAdapter({ forceCloseConnections: true }),
      { logger: false, abortOnError: false },
    );
    application.setGlobalPrefix('api');
    application.useGlobalFilters(new FiltreProblemes());
    application.useGlobalPipes(pipeDeValidation());
    await application.listen(0, '127.0.0.1');
    return new ApplicationDEssai(application, `${await application.getUrl()}/api`, base.source);
  }

  fermer(): Promise<void> {
    return this.application.close();
  }

  /** Signs somebody in. @returns the access token */
  async connecter(profil: CodeProfil, departement: string | null, nom = 'Martin'): Promise<string> {
    const sessionId = randomUUID();
    const [compte] = await this.source.query<{ id: number }[]>(
      `INSERT INTO compte (identifiant, nom, prenom, pin_hache, secret_otp_chiffre)
       VALUES ($1, $2, 'Camille', '-', '-') RETURNING id`,
      [sessionId, nom],
    );
    const compteId = compte?.id ?? 0;
    const [ligne] = await this.source.query<{ id: number }[]>(
      'INSERT INTO profil (compte_id, code, departement) VALUES ($1, $2, $3) RETURNING id',
      [compteId, profil, departement],
    );
    const profilId = ligne?.id ?? 0;
    await this.source.query('INSERT INTO session (id, compte_id, profil_id) VALUES ($1, $2, $3)', [
      sessionId,
      compteId,
      profilId,
    ]);
    const { jeton } = await this.application.get(JetonsAcces, { strict: false }).emettre(
      {
        compteId,
        identifiant: sessionId,
        nomComplet: `Camille ${nom}`,
        sessionId,
        profilId,
        profil,
        perimetre: departement === null ? { nature: 'AUCUN' } : { nature: 'DEPARTEMENT', departement },
      },
      new Date(),
      new Date(Date.now() + 3_600_000),
    );
    return jeton;
  }

  async appeler<T>(
    jeton: string,
    methode: string,
    chemin: string,
    corps?: unknown,
  ): Promise<{ statut: number; corps: T }> {
    const reponse = await fetch(`${this.adresse}${chemin}`, {
      method: methode,
      headers: {
        ...(jeton ? { authorization: `Bearer ${jeton}` } : {}),
        ...(corps === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
    });
    return { statut: reponse.status, corps: (await reponse.json()) as T };
  }

  /** Reads the events of a job until the server ends the stream. */
  async suivre(jeton: string, id: string, surJob: (job: Job) => void = () => undefined): Promise<Job[]> {
    const reponse = await fetch(`${this.adresse}/jobs/${id}/events`, { headers: { authorization: `Bearer ${jeton}` } });
    if (!reponse.ok || !reponse.body) throw new Error(`GET /jobs/${id}/events : ${reponse.status}`);
    const jobs: Job[] = [];
    const lecteur = createParser({
      onEvent: ({ data }) => {
        const job = JSON.parse(data) as Job;
        jobs.push(job);
        surJob(job);
      },
    });
    for await (const morceau of reponse.body.pipeThrough(new TextDecoderStream())) lecteur.feed(morceau);
    return jobs;
  }
}
