import { afficherEnrolement, codeOtpDemo, creerCompte, renouvelerOtp } from '../modules/comptes/index.js';
import { CODES_PROFIL, type CodeProfil } from '../platform/security/perimetre.js';
import { avecBase, dire, texteDe, usage } from './base.js';
import type { Commande, Valeurs } from './commande.js';

const USAGE_ADMIN = `Usage :
  npm run admin -- creer --identifiant pnom --nom Nom --prenom Prénom [--courriel adresse] [--profil CODE]
                         [--departement 031] [--pial UAI] [--uai UAI] [--circonscription CODE] [--secteurs S1,S2]
  npm run admin -- otp --identifiant pnom      (clé OTP perdue : en donne une nouvelle, ferme les sessions)
Profils : ${CODES_PROFIL.join(', ')} (par défaut ADMINISTRATEUR).`;

function estProfil(code: string): code is CodeProfil {
  return (CODES_PROFIL as readonly string[]).includes(code);
}

async function creer(valeurs: Valeurs): Promise<number> {
  const identifiant = texteDe(valeurs['identifiant']);
  const nom = texteDe(valeurs['nom']);
  const prenom = texteDe(valeurs['prenom']);
  const code = texteDe(valeurs['profil']) ?? 'ADMINISTRATEUR';
  if (!identifiant || !nom || !prenom || !estProfil(code)) return usage(USAGE_ADMIN);
  return avecBase(async ({ source, secrets }) => {
    const enrolement = await creerCompte(source, secrets, {
      identifiant,
      nom,
      prenom,
      courriel: texteDe(valeurs['courriel']) ?? null,
      profils: [
        {
          code,
          departement: texteDe(valeurs['departement']) ?? null,
          pialUai: texteDe(valeurs['pial']) ?? null,
          uai: texteDe(valeurs['uai']) ?? null,
          circonscription: texteDe(valeurs['circonscription']) ?? null,
          secteurs: texteDe(valeurs['secteurs'])?.split(',') ?? [],
        },
      ],
    });
    dire(`Compte créé : ${enrolement.identifiant}`);
    dire(`PIN : ${enrolement.pin}   (affiché une seule fois)`);
    dire(await afficherEnrolement(enrolement.otpauth));
    return 0;
  });
}

/** Accounts of operators: the first one, and lost OTP keys. */
export const admin: Commande = {
  usage: USAGE_ADMIN,
  options: Object.fromEntries(
    [
      'identifiant',
      'nom',
      'prenom',
      'courriel',
      'profil',
      'departement',
      'pial',
      'uai',
      'circonscription',
      'secteurs',
    ].map((option) => [option, { type: 'string' as const }]),
  ),
  async executer([action], valeurs) {
    if (action === 'creer') return creer(valeurs);
    const identifiant = texteDe(valeurs['identifiant']);
    if (action !== 'otp' || !identifiant) return usage(USAGE_ADMIN);
    return avecBase(async ({ source, secrets }) => {
      dire(await afficherEnrolement(await renouvelerOtp(source, secrets, identifiant)));
      return 0;
    });
  },
};

/** The virtual key of a demonstration account. */
export const otp: Commande = {
  usage: 'Usage : npm run otp -- IDENTIFIANT   (comptes de démonstration)',
  options: {},
  async executer([identifiant]) {
    if (!identifiant) return usage(otp.usage);
    return avecBase(async ({ source, secrets }) => {
      const { code, utilisableDansSecondes, expireDansSecondes } = await codeOtpDemo(source, secrets, identifiant);
      const quand = utilisableDansSecondes > 0 ? `dans ${utilisableDansSecondes} s, ` : '';
      dire(`${code}   (utilisable ${quand}pendant ${expireDansSecondes - utilisableDansSecondes} s)`);
      return 0;
    });
  },
};
