import { chiffrer, dechiffrer } from './chiffrement.js';

describe('Chiffrement des clés OTP', () => {
  const CLE = 'ab'.repeat(32);

  it('gives the text back to the same key and owner only', () => {
    const chiffre = chiffrer('JBSWY3DPEHPK3PXP', CLE, 'compte:ividal');
    expect(chiffre).not.toContain('JBSWY3DPEHPK3PXP');
    expect(dechiffrer(chiffre, CLE, 'compte:ividal')).toBe('JBSWY3DPEHPK3PXP');
    expect(() => dechiffrer(chiffre, CLE, 'compte:autre')).toThrowError();
    expect(() => dechiffrer(chiffre, 'cd'.repeat(32), 'compte:ividal')).toThrowError();
  });

  it('never writes the same cipher twice and detects any change', () => {
    const chiffre = chiffrer('secret', CLE, 'x');
    expect(chiffrer('secret', CLE, 'x')).not.toBe(chiffre);
    const octets = Buffer.from(chiffre.slice(3), 'base64url');
    for (let rang = 0; rang < octets.length; rang++) {
      const altere = Buffer.from(octets);
      altere[rang] = (altere[rang] ?? 0) ^ 1;
      expect(() => dechiffrer(`v1.${altere.toString('base64url')}`, CLE, 'x')).toThrowError();
    }
    expect(() => dechiffrer('v9.AAAA', CLE, 'x')).toThrowError(/version/);
  });
});
