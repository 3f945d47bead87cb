import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { codeOtp, PERIODE_OTP_S, pasOtp } from '../../../platform/security/index.js';
import type { Ouverture } from '../http/auth.schemas.js';
import type { ProfilEnregistre } from '../queries/profils.js';
import { creerCompte } from '../usecases/creer-compte.js';
import { SECRETS_D_ESSAI } from './application-d-essai.js';

export interface Reponse {
  readonly statut: number;
  readonly corps: Record<string, unknown>;
  readonly entetes: Readonly<Record<string, unknown>>;
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
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    { corps, entetes = {} }: { corps?: object | string; entetes?: Record<string, string> } = {},
  ): Promise<Reponse> {
    const reponse = await this.application.inject({
      method,
      url,
      remoteAddress: this.adresse,
      headers: {
        ...(this.jeton ? { authorization: `Bearer ${this.jeton}` } : {}),
        ...(typeof corps === 'string' ? { 'content-type': 'application/json' } : {}),
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

  connexion(identifiant: string, pin: string, otp: string, entetes: Record<string, string> = {}): Promise<Reponse> {
    return this.demander('POST', '/api/auth/connexion', { corps: { identifiant, pin, otp }, entetes });
  }

  rafraichir(): Promise<Reponse> {
    return this.demander('POST', '/api/auth/rafraichir');
  }

  /** Signs in as it should be; fails when it is refused. */
  async ouvrir({ identifiant, pin, cle }: Utilisateur): Promise<Ouverture> {
    const reponse = await this.connexion(identifiant, pin, await cle.code());
    if (reponse.statut !== 200) throw new Error(`Connexion refusée : ${JSON.stringify(reponse.corps)}`);
    return reponse.corps as unknown as Ouverture;
  }
}

/** The OTP key of a user. */
export class CleOtp {
  constructor(private readonly otpauth: string) {}

  /** Code shown `ecart` steps from now. */
  code(ecart = 0): Promise<string> {
    return codeOtp(new URL(this.otpauth).searchParams.get('secret') ?? '', pasOtp(new Date()) + ecart);
  }
}

export interface Utilisateur {
  readonly id: number;
  readonly identifiant: string;
  readonly pin: string;
  readonly cle: CleOtp;
}

const GESTIONNAIRE: ProfilEnregistre = { code: 'GESTIONNAIRE_AESH', departement: '031' };
let rang = 0;

/** A new account for one spec: its passcodes have never been used. */
export async function nouvelUtilisateur(
  source: DataSource,
  { profils = [GESTIONNAIRE], demo = false }: { profils?: readonly ProfilEnregistre[]; demo?: boolean } = {},
): Promise<Utilisateur> {
  rang += 1;
  const pin = '135790';
  const identifiant = `utilisateur${rang}`;
  const { compteId, otpauth } = await creerCompte(source, SECRETS_D_ESSAI, {
    identifiant,
    nom: `Nom${rang}`,
    prenom: 'Camille',
    pin,
    profils,
    demo,
  });
  return { id: compteId, identifiant, pin, cle: new CleOtp(otpauth) };
}

/** Waits for the next step when this one is about to end, so that a spec runs within one step. */
export async function milieuDePas(): Promise<void> {
  const reste = PERIODE_OTP_S * 1000 - (Date.now() % (PERIODE_OTP_S * 1000));
  if (reste < 2_500) await new Promise((suite) => setTimeout(suite, reste + 20));
}
