import { join } from 'node:path';
import multipart from '@fastify/multipart';
import { type DynamicModule, Global, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import type { BaseDEssai } from '../../../essais/base-d-essai.js';
import { CONFIG } from '../../../platform/config/config.js';
import { FiltreProblemes, pipeDeValidation } from '../../../platform/http/problemes.js';
import { JobsModule } from '../../../platform/jobs/index.js';
import { type CodeProfil, JetonsAcces, SECRETS, SecurityModule } from '../../../platform/security/index.js';
import { ImportsModule } from '../imports.module.js';
import type { ImportLu } from '../queries/lire-imports.js';
import type { ImportLance } from '../usecases/lancer-import.js';
import { une } from './etat.js';

@Global()
@Module({})
class SocleModule {
  static avec(source: DataSource, donnees: string): DynamicModule {
    const providers = [
      { provide: DataSource, useValue: source },
      { provide: CONFIG, useValue: { demo: true, heureImport: '04:30', donnees, depot: join(donnees, 'depot') } },
      { provide: SECRETS, useValue: { cleJwt: 'c'.repeat(64), cleOtp: '0'.repeat(64) } },
    ];
    return { module: SocleModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

let comptes = 0;

/** The imports behind the real guards, queue and server: files are sent over the network. */
export class ApiImports {
  private constructor(
    readonly application: NestFastifyApplication,
    private readonly source: DataSource,
    /** With /api. */
    readonly adresse: string,
  ) {}

  static async demarrer(base: BaseDEssai, donnees: string, tailleMax = 2_000_000): Promise<ApiImports> {
    Logger.overrideLogger(false);
    const application = await NestFactory.create<NestFastifyApplication>(
      {
        module: class RacineModule {},
        imports: [SocleModule.avec(base.source, donnees), SecurityModule, JobsModule.avec(base.url), ImportsModule],
      },
      new FastifyAdapter({ forceCloseConnections: true }),
      { logger: false, abortOnError: false },
    );
    application.setGlobalPrefix('api');
    application.useGlobalFilters(new FiltreProblemes());
    application.useGlobalPipes(pipeDeValidation());
    await application.register(multipart, { limits: { fileSize: tailleMax, files: 8 } });
    await application.listen(0, '127.0.0.1');
    return new ApiImports(application, base.source, `${await application.getUrl()}/api`);
  }

  /** A new account, signed in. @returns its access token */
  async connecter(profil: CodeProfil, codeDepartement = '031'): Promise<string> {
    comptes += 1;
    const sessionId = crypto.randomUUID();
    const compte = await une<{ id: number }>(
      this.source,
      `INSERT INTO compte (identifiant, nom, prenom, pin_hache, secret_otp_chiffre) VALUES ($1, 'Martin', 'Camille', '-', '-') RETURNING id`,
      [`essai${comptes}`],
    );
    const departement = profil === 'ADMINISTRATEUR' ? null : codeDepartement;
    const ligne = await une<{ id: number }>(
      this.source,
      'INSERT INTO profil (compte_id, code, departement) VALUES ($1, $2, $3) RETURNING id',
      [compte?.id, profil, departement],
    );
    await this.source.query('INSERT INTO session (id, compte_id, profil_id) VALUES ($1, $2, $3)', [
      sessionId,
      compte?.id,
      ligne?.id,
    ]);
    const perimetre: PerimetreDeSession =
      departement === null ? { nature: 'AUCUN' } : { nature: 'DEPARTEMENT', departement };
    const emis = await this.application.get(JetonsAcces, { strict: false }).emettre(
      {
        compteId: compte?.id ?? 0,
        identifiant: `essai${comptes}`,
        nomComplet: 'Camille Martin',
        sessionId,
        profilId: ligne?.id ?? 0,
        profil,
        perimetre,
      },
      new Date(),
      new Date(Date.now() + 3_600_000),
    );
    return emis.jeton;
  }

  async appeler<T>(
    jeton: string,
    methode: string,
    chemin: string,
    corps?: FormData | object,
  ): Promise<{ statut: number; corps: T }> {
    const json = corps !== undefined && !(corps instanceof FormData);
    const reponse = await fetch(`${this.adresse}${chemin}`, {
      method: methode,
      headers: {
        ...(jeton ? { authorization: `Bearer ${jeton}` } : {}),
        ...(json ? { 'content-type': 'application/json' } : {}),
      },
      ...(corps === undefined ? {} : { body: json ? JSON.stringify(corps) : (corps as FormData) }),
    });
    return { statut: reponse.status, corps: (await reponse.json()) as T };
  }

  async texte(jeton: string, chemin: string): Promise<{ entetes: Headers; octets: Buffer }> {
    const reponse = await fetch(`${this.adresse}${chemin}`, { headers: { authorization: `Bearer ${jeton}` } });
    return { entetes: reponse.headers, octets: Buffer.from(await reponse.arrayBuffer()) };
  }

  /** Sends as soon as the source is free (the import before may still be closing), then waits for the end. */
  async importer(jeton: string, chemin: string, corps: FormData): Promise<ImportLu> {
    for (;;) {
      const lance = await this.appeler<ImportLance>(jeton, 'POST', chemin, corps);
      if (lance.statut === 202) return this.attendreFin(jeton, lance.corps.importId);
      if (lance.statut !== 409) throw new Error(`${chemin} : ${lance.statut} ${JSON.stringify(lance.corps)}`);
      await new Promise((resoudre) => setTimeout(resoudre, 50));
    }
  }

  async attendreFin(jeton: string, importId: string): Promise<ImportLu> {
    for (;;) {
      const { corps } = await this.appeler<ImportLu>(jeton, 'GET', `/imports/${importId}`);
      if (corps.etat !== 'EN_COURS' && corps.etat !== 'EN_ATTENTE') return corps;
      await new Promise((resoudre) => setTimeout(resoudre, 50));
    }
  }
}

type PerimetreDeSession = { nature: 'AUCUN' } | { nature: 'DEPARTEMENT'; departement: string };

export function envoi(...fichiers: [nom: string, texte: string | Buffer][]): FormData {
  const corps = new FormData();
  for (const [nom, texte] of fichiers) {
    corps.append('fichier', new Blob([typeof texte === 'string' ? texte : new Uint8Array(texte)]), nom);
  }
  return corps;
}
