import { correspond, hacher } from './hachage.js';

describe('Hachage du PIN (argon2id)', () => {
  it('reads the PHC strings of the reference implementation', async () => {
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await correspond('password', reference)).toBeTrue();
    expect(await correspond('Password', reference)).toBeFalse();
  });

  it('writes its own parameters and a salt of its own each time', async () => {
    const [un, deux] = await Promise.all([hacher('2468'), hacher('2468')]);
    expect(un).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(un).not.toBe(deux);
    expect(await correspond('2468', un)).toBeTrue();
    expect(await correspond('2469', un)).toBeFalse();
  });

  it('takes a damaged record for what it is', async () => {
    await expectAsync(correspond('2468', 'azerty')).toBeRejectedWithError(/illisible/);
  });
});
