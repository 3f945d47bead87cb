import { adresseOtpauth, codeOtp, nouveauSecretOtp, pasDuCode, pasOtp } from './totp.js';

describe('TOTP', () => {
  /** RFC 6238 appendix B, SHA-1: the last six of its eight digits. */
  const SECRET_RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const VECTEURS: [number, string][] = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ];

  for (const [secondes, code] of VECTEURS) {
    it(`F1.2-1 gives ${code} at ${secondes} s (RFC 6238)`, async () => {
      expect(await codeOtp(SECRET_RFC, pasOtp(new Date(secondes * 1000)))).toBe(code);
    });
  }

  it('F1.2-1 accepts the step before and the step after, no further, to the second', async () => {
    const secret = nouveauSecretOtp();
    const pas = 59_849_970;
    const code = await codeOtp(secret, pas);
    const a = (ecart: number): Promise<number | null> => pasDuCode(secret, code, new Date((pas * 30 + ecart) * 1000));
    expect(await Promise.all([a(-31), a(-30), a(0), a(29), a(59), a(60)])).toEqual([null, pas, pas, pas, pas, null]);
  });

  it('refuses what is not six digits, without failing', async () => {
    for (const code of ['', '12345', '1234567', '12a456', '１２３４５６']) {
      expect(await pasDuCode(nouveauSecretOtp(), code, new Date())).toBeNull();
    }
  });

  it('describes the key for an authenticator application', () => {
    const adresse = new URL(adresseOtpauth(SECRET_RFC, 'ividal'));
    expect(adresse.protocol).toBe('otpauth:');
    expect(adresse.host).toBe('totp');
    expect(decodeURIComponent(adresse.pathname)).toBe('/AGESH:ividal');
    expect(adresse.searchParams.get('secret')).toBe(SECRET_RFC);
    expect(adresse.searchParams.get('issuer')).toBe('AGESH');
  });
});
