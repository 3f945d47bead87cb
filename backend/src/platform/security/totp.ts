import { generate, generateSecret, generateURI, verify } from 'otplib';

/** RFC 6238: SHA-1, 6 digits, 30-second steps; one step of drift each way. */
export const PERIODE_OTP_S = 30;
const CHIFFRES = 6;

const secondes = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** 160 bits, Base32. */
export const nouveauSecretOtp = (): string => generateSecret({ length: 20 });

export const pasOtp = (instant: Date): number => Math.floor(secondes(instant) / PERIODE_OTP_S);

/** Code of a step (not of an instant): what the key shows during these 30 seconds. */
export function codeOtp(secret: string, pas: number): Promise<string> {
  return generate({ secret, digits: CHIFFRES, period: PERIODE_OTP_S, epoch: pas * PERIODE_OTP_S });
}

/**
 * Step that the code stands for, at most one step away from `maintenant`; null for a wrong code. The caller must
 * still refuse a step that is not later than the last one accepted (single use, RFC 6238 §5.2).
 */
export async function pasDuCode(secret: string, code: string, maintenant: Date): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const resultat = await verify({
    secret,
    token: code,
    digits: CHIFFRES,
    period: PERIODE_OTP_S,
    epoch: secondes(maintenant),
    epochTolerance: PERIODE_OTP_S,
  });
  return resultat.valid && 'timeStep' in resultat ? resultat.timeStep : null;
}

/** What an authenticator application reads from the QR code. */
export function adresseOtpauth(secret: string, identifiant: string): string {
  return generateURI({ issuer: 'AGESH', label: identifiant, secret, digits: CHIFFRES, period: PERIODE_OTP_S });
}
