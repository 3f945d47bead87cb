import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OrigineRefusee } from './refus-acces.js';

/**
 * Guard of the routes that work with the cookie, on top of SameSite=Strict: a browser says where the request comes
 * from. Sec-Fetch-Site is believed first (a development proxy changes Host); a client that says nothing is no browser.
 */
@Injectable()
export class MemeOrigine implements CanActivate {
  canActivate(contexte: ExecutionContext): boolean {
    const demande = contexte.switchToHttp().getRequest<FastifyRequest>();
    const site = demande.headers['sec-fetch-site'];
    const origine = demande.headers.origin;
    const admise =
      demande.method === 'GET' ||
      (site !== undefined
        ? site === 'same-origin' || site === 'none'
        : origine === undefined || hoteDe(origine) === demande.host);
    if (!admise) throw new OrigineRefusee();
    return true;
  }
}

function hoteDe(origine: string): string | null {
  return URL.canParse(origine) ? new URL(origine).host : null;
}
