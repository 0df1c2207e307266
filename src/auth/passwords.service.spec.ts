import { PasswordsService } from './passwords.service';

const passwords = new PasswordsService();

describe('PasswordsService', () => {
  it('makes argon2id hashes with the recommended costs and recognises the password', async () => {
    const hash = await passwords.hash('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hash, 'correct horse')).toBe(true);
    expect(await passwords.verify(hash, 'wrong horse')).toBe(false);
    expect(await passwords.hash('correct horse')).not.toBe(hash);
  });

  it('answers for an unknown account after the same work', async () => {
    const hash = await passwords.hash('correct horse');
    const timeOf = async (known: string | undefined) => {
      const start = process.hrtime.bigint();
      expect(await passwords.verify(known, 'wrong horse')).toBe(false);
      return Number(process.hrtime.bigint() - start);
    };
    const best = { known: Infinity, unknown: Infinity };
    for (let round = 0; round < 5; round++) {
      best.known = Math.min(best.known, await timeOf(hash));
      best.unknown = Math.min(best.unknown, await timeOf(undefined));
    }
    expect(best.unknown).toBeGreaterThan(best.known / 3);
    expect(best.unknown).toBeLessThan(best.known * 3);
  });
});
