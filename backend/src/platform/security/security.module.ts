import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { GardeDesDroits } from './garde-des-droits.js';
import { JetonsAcces } from './jetons-acces.js';
import { MemeOrigine } from './meme-origine.js';
import { SessionsOuvertes } from './sessions-ouvertes.js';
import { JwtStrategy } from './strategie-jwt.js';
import { VerificationDesDroits } from './verification-des-droits.js';

/** Needs CONFIG, SECRETS and DataSource from global modules; guards every route as soon as it is imported. */
@Global()
@Module({
  imports: [DiscoveryModule, JwtModule.register({})],
  providers: [
    JetonsAcces,
    SessionsOuvertes,
    JwtStrategy,
    MemeOrigine,
    VerificationDesDroits,
    { provide: APP_GUARD, useClass: GardeDesDroits },
  ],
  exports: [JetonsAcces, SessionsOuvertes, MemeOrigine],
})
export class SecurityModule {}
