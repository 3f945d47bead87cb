import { randomInt } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import {
  ACTEUR_SYSTEME,
  type Acteur,
  adresseOtpauth,
  chiffrer,
  hacher,
  nouveauSecretOtp,
  type Secrets,
} from '../../../platform/security/index.js';
import { cleCompte } from '../domain/limites.js';
import { defautDuPin, LONGUEUR_PIN } from '../domain/pin.js';
import { CompteExistant, CompteRefuse } from '../domain/refus.js';
import { LIBELLES_PROFIL, perimetreDe, type ProfilEnregistre } from '../queries/profils.js';

export interface CompteACreer {
  readonly identifiant: string;
  readonly nom: string;
  readonly prenom: string;
  readonly courriel?: string | null;
  /** Drawn when absent. */
  readonly pin?: string;
  readonly profils: readonly ProfilEnregistre[];
  /** Demonstration account: refused outside demo mode. */
  readonly demo?: boolean;
}

export interface Enrolement {
  readonly compteId: number;
  readonly identifiant: string;
  /** `otpauth://…`, to be scanned once by an authenticator application. */
  readonly otpauth: string;
  /** Shown once: it is only stored hashed. */
  readonly pin: string;
}

/**
 * Creates an account with its profiles and a new OTP key.
 *
 * @throws CompteExistant, or CompteRefuse naming the field (an unknown département, a PIN too simple, …)
 */
export async function creerCompte(
  source: DataSource,
  secrets: Secrets,
  saisie: CompteACreer,
  acteur: Acteur = ACTEUR_SYSTEME,
): Promise<Enrolement> {
  const identifiant = saisie.identifiant.trim().toLowerCase();
  const nom = saisie.nom.trim();
  const prenom = saisie.prenom.trim();
  if (!/^[a-z0-9][a-z0-9._@-]{1,63}$/.test(identifiant)) {
    throw new CompteRefuse(
      'identifiant',
      `L’identifiant « ${saisie.identifiant} » est refusé : 2 à 64 lettres sans accent, chiffres, points ou tirets.`,
    );
  }
  if (nom === '') throw new CompteRefuse('nom', 'Le nom est vide.');
  if (prenom === '') throw new CompteRefuse('prenom', 'Le prénom est vide.');
  const pin = saisie.pin ?? tirerPin();
  const defaut = defautDuPin(pin);
  if (defaut) throw new CompteRefuse('pin', defaut);
  const secret = nouveauSecretOtp();
  const pinHache = await hacher(pin);

  const compteId = await enTransaction(source, acteur, async (manager) => {
    const [cree] = await manager.query<{ id: number }[]>(
      `INSERT INTO compte (identifiant, nom, prenom, courriel, pin_hache, secret_otp_chiffre, demo)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (identifiant) DO NOTHING RETURNING id`,
      [
        identifiant,
        nom,
        prenom,
        saisie.courriel?.trim() || null,
        pinHache,
        chiffrer(secret, secrets.cleOtp, cleCompte(identifiant)),
        saisie.demo ?? false,
      ],
    );
    if (!cree) throw new CompteExistant(identifiant);
    await attribuerProfils(manager, cree.id, saisie.profils);
    return cree.id;
  });
  return { compteId, identifiant, otpauth: adresseOtpauth(secret, identifiant), pin };
}

function tirerPin(): string {
  for (;;) {
    const pin = String(randomInt(10 ** LONGUEUR_PIN)).padStart(LONGUEUR_PIN, '0');
    if (defautDuPin(pin) === null) return pin;
  }
}

/** Adds the profiles to the account; the perimeter of each must exist. */
export async function attribuerProfils(
  manager: EntityManager,
  compteId: number,
  profils: readonly ProfilEnregistre[],
): Promise<void> {
  if (profils.length === 0) throw new CompteRefuse('profils', 'Un compte a au moins un profil.');
  for (const profil of profils) {
    await verifierPerimetre(manager, profil);
    await manager.query(
      `INSERT INTO profil (compte_id, code, departement, pial_uai, uai, circonscription, secteurs)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        compteId,
        profil.code,
        profil.departement ?? null,
        profil.pialUai ?? null,
        profil.uai ?? null,
        profil.circonscription ?? null,
        profil.secteurs ?? [],
      ],
    );
  }
}

async function verifierPerimetre(manager: EntityManager, profil: ProfilEnregistre): Promise<void> {
  const perimetre = perimetreDe(profil);
  const libelle = LIBELLES_PROFIL[profil.code];
  if (!perimetre) throw new CompteRefuse('profils', `Le profil « ${libelle} » demande un périmètre.`);
  const exister = async (sql: string, valeur: unknown, quoi: string): Promise<void> => {
    const [ligne] = await manager.query<{ existe: boolean }[]>(`SELECT EXISTS (${sql}) AS existe`, [valeur]);
    if (!ligne?.existe) throw new CompteRefuse('profils', `Profil « ${libelle} » : ${quoi} est inconnu.`);
  };
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
      return exister(
        'SELECT 1 FROM departement WHERE code = $1',
        perimetre.departement,
        `le département ${perimetre.departement}`,
      );
    case 'PIAL':
      return exister('SELECT 1 FROM pial WHERE uai = $1', perimetre.pialUai, `le PIAL ${perimetre.pialUai}`);
    case 'ETABLISSEMENT':
      return exister('SELECT 1 FROM etablissement WHERE uai = $1', perimetre.uai, `l’établissement ${perimetre.uai}`);
    case 'CIRCONSCRIPTION':
      return exister(
        'SELECT 1 FROM etablissement WHERE code_circonscription = $1',
        perimetre.circonscription,
        `le code de circonscription ${perimetre.circonscription}`,
      );
    case 'SECTEURS':
      for (const secteur of perimetre.secteurs) {
        await exister('SELECT 1 FROM secteur WHERE code = $1', secteur, `le secteur ${secteur}`);
      }
      return;
    case 'AUCUN':
      return;
  }
}
