import type { DataSource } from 'typeorm';
import { creerCompte } from '../src/modules/comptes/index.js';
import { type Secrets, codeOtp, pasOtp } from '../src/platform/security/index.js';

export const SECRETS_DU_BANC: Secrets = {
  motDePasseBase: 'sans-objet-au-banc',
  cleJwt: 'cle-du-banc-'.repeat(4),
  cleOtp: 'ab'.repeat(32),
};

/** A real session: sign-in with PIN and passcode, then the cookie for new access tokens. */
export class SessionDuBanc {
  private adresse = '';
  private cookie = '';

  private constructor(
    private readonly identifiant: string,
    private readonly pin: string,
    private readonly otpauth: string,
  ) {}

  static async creer(source: DataSource, departement: string): Promise<SessionDuBanc> {
    const { identifiant, pin, otpauth } = await creerCompte(source, SECRETS_DU_BANC, {
      identifiant: 'banc',
      nom: 'Banc',
      prenom: 'Essai',
      profils: [{ code: 'GESTIONNAIRE_AESH', departement }],
    });
    return new SessionDuBanc(identifiant, pin, otpauth);
  }

  async ouvrir(adresse: string): Promise<void> {
    this.adresse = adresse;
    const otp = await codeOtp(new URL(this.otpauth).searchParams.get('secret') ?? '', pasOtp(new Date()));
    await this.demander('connexion', { identifiant: this.identifiant, pin: this.pin, otp });
  }

  /** Good for five minutes. */
  async jeton(): Promise<string> {
    return this.demander('rafraichir', {});
  }

  /** The cookie, to be given to a browser: whoever refreshes next is the only one it still opens to. */
  temoin(): { readonly name: string; readonly value: string } {
    const [name = '', value = ''] = this.cookie.split('=');
    return { name, value };
  }

  private async demander(action: 'connexion' | 'rafraichir', corps: object): Promise<string> {
    const reponse = await fetch(`${this.adresse}/api/auth/${action}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie: this.cookie },
      body: JSON.stringify(corps),
    });
    if (!reponse.ok) throw new Error(`${action} : ${reponse.status} ${await reponse.text()}`);
    this.cookie = (reponse.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    return ((await reponse.json()) as { jeton: string }).jeton;
  }
}
