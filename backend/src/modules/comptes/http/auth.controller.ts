import { Body, Controller, Header, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import {
  Connecte,
  JetonsAcces,
  MemeOrigine,
  Public,
  Session,
  type SessionOuverte,
  SessionsOuvertes,
} from '../../../platform/security/index.js';
import { SessionExpiree, SessionRevoquee } from '../domain/refus.js';
import { finDeSession } from '../domain/session.js';
import { choisirProfil } from '../usecases/choisir-profil.js';
import { fermerSessionDuJeton } from '../usecases/fermer-session.js';
import { IdentitePinOtp } from '../usecases/identite-pin-otp.js';
import { type OuvertureDeSession, ouvrirSession } from '../usecases/ouvrir-session.js';
import { rafraichirSession } from '../usecases/rafraichir-session.js';
import {
  type ChoixDeProfil,
  type Connexion,
  type Ouverture,
  schemaChoixDeProfil,
  schemaConnexion,
  schemaOuverture,
} from './auth.schemas.js';
import { lireCookie, poserCookie, retirerCookie } from './cookie-session.js';
import { versOuverture } from './presentation.js';

@ApiTags('Connexion')
@Controller('auth')
@UseGuards(MemeOrigine)
@ApiForbiddenResponse({ standardSchema: schemaProbleme, description: 'La demande vient d’un autre site.' })
export class AuthController {
  constructor(
    private readonly source: DataSource,
    private readonly identite: IdentitePinOtp,
    private readonly jetons: JetonsAcces,
    private readonly sessions: SessionsOuvertes,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
  ) {}

  @Public()
  @Post('connexion')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Se connecter : identifiant académique, code PIN et code de la clé OTP.' })
  @ApiOkResponse({ standardSchema: schemaOuverture })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiUnauthorizedResponse({ standardSchema: schemaProbleme, description: 'IDENTIFIANTS_INVALIDES' })
  @ApiTooManyRequestsResponse({ standardSchema: schemaProbleme, description: 'COMPTE_VERROUILLE ou ADRESSE_LIMITEE' })
  async connexion(
    @Body({ schema: schemaConnexion }) preuve: Connexion,
    @Req() demande: FastifyRequest,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<Ouverture> {
    const contexte = {
      adresse: demande.ip,
      navigateur: demande.headers['user-agent'] ?? null,
      maintenant: new Date(),
    };
    const compteId = await this.identite.identifier(preuve, contexte);
    const ouverture = await ouvrirSession(this.source, compteId, contexte);
    // The cookie is about to be replaced: nobody could use its session any more.
    await this.fermer(lireCookie(demande), contexte.maintenant);
    poserCookie(demande, reponse, ouverture.jeton);
    return this.repondre(ouverture, contexte.maintenant);
  }

  @Public()
  @Post('rafraichir')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Prolonger la session du cookie : nouveau jeton d’accès, nouveau cookie.' })
  @ApiOkResponse({ standardSchema: schemaOuverture })
  @ApiUnauthorizedResponse({ standardSchema: schemaProbleme, description: 'SESSION_EXPIREE ou SESSION_REVOQUEE' })
  async rafraichir(
    @Req() demande: FastifyRequest,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<Ouverture> {
    const maintenant = new Date();
    try {
      const ouverture = await rafraichirSession(this.source, lireCookie(demande), maintenant, {
        demo: this.config.demo,
        surFermeture: (sessionId) => this.sessions.oublier(sessionId),
      });
      poserCookie(demande, reponse, ouverture.jeton);
      return await this.repondre(ouverture, maintenant);
    } catch (erreur) {
      if (erreur instanceof SessionExpiree || erreur instanceof SessionRevoquee) retirerCookie(demande, reponse);
      throw erreur;
    }
  }

  @Connecte()
  @Post('profil')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Choisir le profil de la session parmi ceux du compte.' })
  @ApiOkResponse({ standardSchema: schemaOuverture })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'PROFIL_INTROUVABLE' })
  async profil(
    @Body({ schema: schemaChoixDeProfil }) { profilId }: ChoixDeProfil,
    @Session() session: SessionOuverte,
  ): Promise<Ouverture> {
    const maintenant = new Date();
    return this.repondre(await choisirProfil(this.source, session, profilId, maintenant), maintenant);
  }

  @Public()
  @Post('deconnexion')
  @HttpCode(204)
  @ApiOperation({ summary: 'Fermer la session du cookie ; sans effet lorsqu’elle est déjà fermée.' })
  @ApiNoContentResponse()
  async deconnexion(@Req() demande: FastifyRequest, @Res({ passthrough: true }) reponse: FastifyReply): Promise<void> {
    await this.fermer(lireCookie(demande), new Date());
    retirerCookie(demande, reponse);
  }

  private async fermer(jeton: string | undefined, maintenant: Date): Promise<void> {
    const sessionId = jeton === undefined ? null : await fermerSessionDuJeton(this.source, jeton, maintenant);
    if (sessionId !== null) this.sessions.oublier(sessionId);
  }

  private async repondre(ouverture: OuvertureDeSession, maintenant: Date): Promise<Ouverture> {
    const acces = await this.jetons.emettre(ouverture.session, maintenant, finDeSession(ouverture.ouverteLe));
    return versOuverture(ouverture, acces);
  }
}
