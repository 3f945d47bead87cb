import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { AppModule, type ContexteApplication } from './app.module.js';
import { servirEcrans } from './platform/http/ecrans.js';
import { FiltreProblemes, pipeDeValidation } from './platform/http/problemes.js';

const TAILLE_JSON = 256 * 1024;
const TAILLE_FICHIER = 4 * 1024 ** 3;

/** Addresses whose X-Forwarded-* are believed, or how many proxies stand before us. */
function proxyDeConfiance(proxy: string | undefined): boolean | string | ((adresse: string, saut: number) => boolean) {
  if (!proxy) return false;
  if (!/^\d+$/.test(proxy)) return proxy;
  const sauts = Number(proxy);
  return (_adresse, saut) => saut < sauts;
}

/** The application ready to listen: API under `/api`, screens everywhere else, on one port. */
export async function creerApplication(contexte: ContexteApplication): Promise<NestFastifyApplication> {
  const { config } = contexte;
  const adaptateur = new FastifyAdapter({
    bodyLimit: TAILLE_JSON,
    trustProxy: proxyDeConfiance(config.proxy),
    forceCloseConnections: true,
  });
  const application = await NestFactory.create<NestFastifyApplication>(AppModule.avec(contexte), adaptateur, {
    bufferLogs: true,
    abortOnError: false,
  });
  application.useLogger(application.get(Logger));
  application.setGlobalPrefix('api');
  application.useGlobalFilters(new FiltreProblemes());
  application.useGlobalPipes(pipeDeValidation());
  await application.register(cookie);
  await application.register(multipart, { limits: { fileSize: TAILLE_FICHIER, files: 8, fields: 20, parts: 30 } });
  await application.register(helmet, {
    // The pages set their own policy, with their nonce; answers of the API are not pages.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  });
  const fastify = adaptateur.getInstance();
  fastify.addHook('onSend', async (demande, reponse) => {
    if (demande.url.startsWith('/api') && !reponse.hasHeader('Cache-Control'))
      reponse.header('Cache-Control', 'no-store');
  });
  const document = descriptionOpenApi(application);
  fastify.get('/api/openapi.json', async (_demande, reponse) => reponse.type('application/json').send(document));
  await servirEcrans(fastify, join(config.racine, 'frontend', 'dist'));
  return application;
}

/** OpenAPI 3.1 description of every route, from the zod schemas of the controllers. */
export function descriptionOpenApi(application: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('AGESH')
    .setDescription(
      'Gestion des accompagnants d’élèves en situation de handicap. Les erreurs sont des « application/problem+json » (RFC 9457) ; `code` est stable.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(application, options, {
    operationIdFactory: (controleur, methode) => `${controleur.replace(/Controller$/, '')}_${methode}`,
  });
}
