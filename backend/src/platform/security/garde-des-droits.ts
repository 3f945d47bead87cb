import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply } from 'fastify';
import { droitDe } from './droits.js';
import { NonAuthentifie, ProfilInsuffisant, ProfilNonChoisi } from './refus-acces.js';
import type { DemandeAvecSession } from './session.js';
import { STRATEGIE_JWT } from './strategie-jwt.js';

/** Guard of every route: 401 without a valid session, 403 with a profile that the route does not accept. */
@Injectable()
export class GardeDesDroits extends AuthGuard(STRATEGIE_JWT) {
  override async canActivate(contexte: ExecutionContext): Promise<boolean> {
    const droit = droitDe(contexte.getClass(), contexte.getHandler());
    if (droit?.nature === 'PUBLIC') return true;
    await super.canActivate(contexte);
    if (droit?.nature === 'CONNECTE') return true;
    const profil = contexte.switchToHttp().getRequest<DemandeAvecSession>().user?.profil;
    if (!profil) throw new ProfilNonChoisi();
    // Never reached without a declared right (it would not have booted); closed all the same.
    if (!droit?.profils.includes(profil)) throw new ProfilInsuffisant();
    return true;
  }

  override handleRequest<TSession>(
    erreur: unknown,
    session: TSession,
    _info: unknown,
    contexte: ExecutionContext,
  ): TSession {
    if (erreur) throw erreur;
    if (!session) {
      contexte.switchToHttp().getResponse<FastifyReply>().header('WWW-Authenticate', 'Bearer');
      throw new NonAuthentifie();
    }
    return session;
  }
}
