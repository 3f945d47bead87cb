import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemeDe } from './problemes.js';

const MARQUE_NONCE = 'AGESH_CSP_NONCE';

/** Styles that Angular adds carry the nonce of the page; scripts come from our own files only. */
function politique(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Serves the built screens: hashed files for a year, `index.html` with a fresh nonce for every other address outside
 * `/api`. An unknown address under `/api` is a 404 problem, never a page.
 */
export async function servirEcrans(fastify: FastifyInstance, dossier: string): Promise<void> {
  const page = join(dossier, 'index.html');
  if (existsSync(page)) {
    await fastify.register(fastifyStatic, {
      root: dossier,
      index: false,
      wildcard: false,
      globIgnore: ['index.html'],
      setHeaders: (reponse, chemin) => {
        reponse.header(
          'Cache-Control',
          /-[\w-]{8}\.(js|css|woff2)$/.test(chemin) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  const modele = existsSync(page) ? readFileSync(page, 'utf8') : null;

  // Nest answers the other methods with its own 404.
  fastify.get('/*', (demande: FastifyRequest, reponse: FastifyReply) => {
    const chemin = demande.url.split('?')[0] ?? '/';
    const navigation = !/\.[a-z0-9]+$/i.test(chemin);
    if (chemin === '/api' || chemin.startsWith('/api/') || !navigation || modele === null) {
      return reponse
        .status(404)
        .type('application/problem+json; charset=utf-8')
        .send(problemeDe({ statusCode: 404 }));
    }
    const nonce = randomBytes(16).toString('base64');
    return reponse
      .header('Content-Security-Policy', politique(nonce))
      .header('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(modele.replaceAll(MARQUE_NONCE, nonce));
  });
}
