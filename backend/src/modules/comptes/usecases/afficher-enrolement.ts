import { toString as dessiner } from 'qrcode';

/** The enrolment of an OTP key as text for a terminal: the QR code, then the key for who cannot scan it. */
export async function afficherEnrolement(otpauth: string): Promise<string> {
  const qr = await dessiner(otpauth, { type: 'terminal', small: true });
  const secret = new URL(otpauth).searchParams.get('secret') ?? '';
  const groupes = secret.match(/.{1,4}/g)?.join(' ') ?? '';
  return `${qr}\nClé à saisir à défaut de scanner : ${groupes}\nAdresse : ${otpauth}\n`;
}
