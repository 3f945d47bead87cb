import { cleAdresse, heureLimite } from './limites.js';

describe('Limites des essais de connexion', () => {
  it('counts an IPv4 address as itself, however it is written', () => {
    expect(cleAdresse('192.0.2.7')).toBe('adresse:192.0.2.7');
    expect(cleAdresse('::ffff:192.0.2.7')).toBe('adresse:192.0.2.7');
  });

  it('counts a /64 of IPv6 as one address', () => {
    const attendue = 'adresse:2001:db8:1:2::/64';
    for (const ip of ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2:3::%eth0']) {
      expect(cleAdresse(ip)).toBe(attendue);
    }
    expect(cleAdresse('2001:db8::1')).toBe('adresse:2001:db8:0:0::/64');
    expect(cleAdresse('::1')).toBe('adresse:0:0:0:0::/64');
  });

  it('says the hour of Paris, rounded up to the minute, in winter and in summer', () => {
    expect(heureLimite(new Date('2026-11-24T09:44:00Z'))).toBe('10 h 44');
    expect(heureLimite(new Date('2026-11-24T09:44:01Z'))).toBe('10 h 45');
    expect(heureLimite(new Date('2026-07-01T07:05:00Z'))).toBe('9 h 05');
  });
});
