import { createHash } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib/v1';
import { hashOf } from '../../src/widget/client/proof/sha256';
import { solve, type Challenge } from '../../src/widget/client/proof/solve';

it.each(['', 'abc', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'y'.repeat(119), 'z'.repeat(200)])(
  'hashes "%s" as others do',
  (text) => {
    const hash = createHash('sha256').update(text).digest();
    expect(hashOf(text, hash.readInt32BE(0))).toBe(hash.toString('hex'));
    expect(hashOf(text, hash.readInt32BE(0) ^ 1)).toBeUndefined();
  },
);

it('solves a challenge of the server, in pieces that nobody notices', async () => {
  const options = {
    hmacKey: 'key',
    maxNumber: 20_000,
    number: 19_000,
    expires: new Date(Date.now() + 60_000),
    params: { website: 'w' },
  };
  const proof = await solve((await createChallenge(options)) as Challenge);
  expect(await verifySolution(proof, 'key')).toBe(true);
  expect(await verifySolution(proof, 'other')).toBe(false);
});
