import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { codeOtp, pasOtp } from '../../../platform/security/index.js';
import type { Ouverture } from '../http/auth.schemas.js';

export interface Reponse {
  readonly statut: number;
  readonly corps: Record<string, unknown>;
  readonly entetes: Record<string, unknown>;
}

/** What a browser does: keeps the cookie, holds the access token, sends both where they belong. */
export class Navigateur {
  cookie: string | null = null;
  jeton: string | null = null;

  constructor(
    private readonly application: NestFastifyApplication,
    private readonly adresse = '192.0.2.1',
  ) {}

  async demander(
    method: 'GET' | 'POST',
    url: string,
    { corps, entetes = {} }: { corps?: object; entetes?: Record<string, string> } = {},
  ): Promise<Reponse> {
    const reponse = await this.application.inject({
      method,
      url,
      remoteAddress: this.adresse,
      headers: {
        ...(this.jeton ? { authorization: `Bearer ${this.jeton}` } : {}),
        ...(this.cookie && url.startsWith('/api/auth/') ? { cookie: `agesh_session=${this.cookie}` } : {}),
        ...entetes,
      },
      ...(corps ? { payload: corps } : {}),
    });
    const recu = reponse.cookies.find(({ name }) => name === 'agesh_session');
    if (recu) this.cookie = recu.value === '' ? null : recu.value;
    const lu = reponse.payload === '' ? {} : (JSON.parse(reponse.payload) as Record<string, unknown>);
    if (typeof lu['jeton'] === 'string') this.jeton = lu['jeton'];
    return { statut: reponse.statusCode, corps: lu, entetes: reponse.headers };
  }

  connexion(identifiant: string, pin: string, otp: string, entetes?: Record<string, string>): Promise<Reponse> {
    return this.demander('POST', '/api/auth/connexion', {
      corps: { identifiant, pin, otp },
      ...(entetes ? { entetes } : {}),
    });
  }

  async ouvrir(cle: CleOtp, pin: string): Promise<Ouverture> {
    const reponse = await this.connexion(cle.identifiant, pin, await cle.suivant());
    if (reponse.statut !== 200) throw new Error(`Connexion refusée : ${JSON.stringify(reponse.corps)}`);
    return reponse.corps as unknown as Ouverture;
  }
}

/** The OTP key of the user. */
export class CleOtp {
  readonly identifiant: string;
  private readonly secret: string;

  constructor(otpauth: string) {
    const adresse = new URL(otpauth);
    this.secret = adresse.searchParams.get('secret') ?? '';
    this.identifiant = decodeURIComponent(adresse.pathname).split(':').at(-1) ?? '';
  }

  /** Code shown `ecart` steps from now. */
  code(ecart = 0): Promise<string> {
    return codeOtp(this.secret, pasOtp(new Date()) + ecart);
  }

  /** The code of now; the base is told to forget the codes already used when a spec signs in several times. */
  suivant(): Promise<string> {
    return this.code();
  }
}
