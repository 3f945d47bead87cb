import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NOM = 'agesh_session';

/** Only /api/auth sees the cookie, no script does, no other site sends it; it goes when the browser closes. */
const options = (demande: FastifyRequest) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/api/auth', secure: demande.protocol === 'https' }) as const;

export function lireCookie(demande: FastifyRequest): string | undefined {
  return demande.cookies[NOM];
}

export function poserCookie(demande: FastifyRequest, reponse: FastifyReply, jeton: string): void {
  reponse.setCookie(NOM, jeton, options(demande));
}

export function retirerCookie(demande: FastifyRequest, reponse: FastifyReply): void {
  reponse.clearCookie(NOM, options(demande));
}
