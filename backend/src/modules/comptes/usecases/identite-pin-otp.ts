import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import {
  chiffrer,
  correspond,
  dechiffrer,
  hacher,
  nouveauSecretOtp,
  pasDuCode,
  SECRETS,
  type Secrets,
} from '../../../platform/security/index.js';
import type { ContexteConnexion, FournisseurIdentite } from '../domain/fournisseur-identite.js';
import { cleAdresse, cleCompte, LIMITE_ADRESSE, LIMITE_COMPTE } from '../domain/limites.js';
import { AdresseLimitee, CompteVerrouille, IdentifiantsInvalides } from '../domain/refus.js';
import { bloquerSiTropDEssais, compterEssai, oublierEssai } from '../persistence/essais-de-connexion.js';

export interface PreuvePinOtp {
  readonly identifiant: string;
  readonly pin: string;
  readonly otp: string;
}

interface SecretsDuCompte {
  readonly id: number | null;
  readonly pin_hache: string;
  readonly secret_otp_chiffre: string;
  readonly admis: boolean;
}

/** Owner of the secrets compared when the account does not exist. */
const LEURRE = 'leurre';

/**
 * Identifiant, PIN and one-time passcode (guide §1.2). Every attempt costs the same work and fails with the same
 * words, whether the account exists or not; attempts are counted per account and per address.
 */
@Injectable()
export class IdentitePinOtp implements FournisseurIdentite<PreuvePinOtp> {
  private readonly journal = new Logger('Connexion');
  private leurre: Promise<SecretsDuCompte> | null = null;

  constructor(
    private readonly source: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  async identifier({ identifiant, pin, otp }: PreuvePinOtp, contexte: ContexteConnexion): Promise<number> {
    const { maintenant } = contexte;
    const adresse = cleAdresse(contexte.adresse);
    const compte = cleCompte(identifiant);
    const adresseLimitee = await compterEssai(this.source, adresse, LIMITE_ADRESSE, maintenant);
    if (adresseLimitee) throw new AdresseLimitee(adresseLimitee, maintenant);
    const compteVerrouille = await compterEssai(this.source, compte, LIMITE_COMPTE, maintenant);
    if (compteVerrouille) {
      await bloquerSiTropDEssais(this.source, adresse, LIMITE_ADRESSE, maintenant);
      throw new CompteVerrouille(compteVerrouille, maintenant);
    }
    const id = await this.verifier(identifiant, pin, otp, maintenant);
    if (id === null) return this.refuser(compte, adresse, maintenant);
    await oublierEssai(this.source, compte, adresse);
    return id;
  }

  private async refuser(compte: string, adresse: string, maintenant: Date): Promise<never> {
    const [compteVerrouille, adresseLimitee] = await Promise.all([
      bloquerSiTropDEssais(this.source, compte, LIMITE_COMPTE, maintenant),
      bloquerSiTropDEssais(this.source, adresse, LIMITE_ADRESSE, maintenant),
    ]);
    if (adresseLimitee) this.journal.warn(`Adresse limitée après trop d’essais : ${adresse}`);
    if (compteVerrouille) {
      this.journal.warn(`Compte verrouillé après trop d’essais : ${compte}`);
      throw new CompteVerrouille(compteVerrouille, maintenant);
    }
    throw new IdentifiantsInvalides();
  }

  /** Account id, its passcode spent; null when anything is wrong. */
  private async verifier(identifiant: string, pin: string, otp: string, maintenant: Date): Promise<number | null> {
    const [trouve] = await this.source.query<SecretsDuCompte[]>(
      `SELECT id, pin_hache, secret_otp_chiffre, actif AND (NOT demo OR $2) AS admis FROM compte WHERE identifiant = $1`,
      [identifiant, this.config.demo],
    );
    const compte = trouve ?? (await this.compteLeurre());
    const secret = dechiffrer(compte.secret_otp_chiffre, this.secrets.cleOtp, trouve ? cleCompte(identifiant) : LEURRE);
    const [pinJuste, pas] = await Promise.all([correspond(pin, compte.pin_hache), pasDuCode(secret, otp, maintenant)]);
    if (!pinJuste || pas === null || !compte.admis || compte.id === null) return null;
    // Single use: of two requests with the same code, one updates the row and the other finds nothing to update.
    const [depenses] = await this.source.query<[unknown[], number]>(
      `UPDATE compte SET dernier_pas_otp = $2 WHERE id = $1 AND dernier_pas_otp < $2 RETURNING id`,
      [compte.id, pas],
    );
    return depenses.length === 1 ? compte.id : null;
  }

  /** Costs what a real account costs. */
  private compteLeurre(): Promise<SecretsDuCompte> {
    return (this.leurre ??= hacher(nouveauSecretOtp()).then((pin_hache) => ({
      id: null,
      pin_hache,
      secret_otp_chiffre: chiffrer(nouveauSecretOtp(), this.secrets.cleOtp, LEURRE),
      admis: false,
    })));
  }
}
