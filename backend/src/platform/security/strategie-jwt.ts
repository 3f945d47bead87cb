import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ALGORITHME, AUDIENCE, EMETTEUR, sessionDeLaCharge } from './jetons-acces.js';
import { perimetreDesListes } from './perimetre.js';
import { SECRETS, type Secrets } from './secrets.js';
import type { SessionOuverte } from './session.js';
import { SessionsOuvertes } from './sessions-ouvertes.js';

export const STRATEGIE_JWT = 'jwt';

/** Bearer token → session: signature, issuer, audience and expiry by passport-jwt, then the session itself and what its user narrowed. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, STRATEGIE_JWT) {
  constructor(
    @Inject(SECRETS) secrets: Secrets,
    private readonly sessions: SessionsOuvertes,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: secrets.cleJwt,
      algorithms: [ALGORITHME],
      issuer: EMETTEUR,
      audience: AUDIENCE,
      ignoreExpiration: false,
    });
  }

  async validate(charge: unknown): Promise<SessionOuverte | null> {
    const session = sessionDeLaCharge(charge);
    const enBase = session && (await this.sessions.trouver(session.sessionId, session.profilId));
    if (!session || !enBase) return null;
    return session.profil === null
      ? { ...session, perimetreDesListes: session.perimetre }
      : { ...session, perimetreDesListes: perimetreDesListes(session.perimetre, enBase.secteursChoisis) };
  }
}
