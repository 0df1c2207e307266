import { randomBytes } from 'node:crypto';
import { open, seal, SealBroken } from './sealing';

const key = randomBytes(32);
const place = 'workspace plugin apiKey';

describe('sealing', () => {
  it.each(['', 'secret', 'šecret \u{1f511} with spaces\nand lines', 'x'.repeat(10_000)])('opens what was sealed: %j', (text) => {
    expect(open(key, place, seal(key, place, text))).toBe(text);
  });

  it('shows nothing of the text, and looks different each time', () => {
    const [one, other] = [seal(key, place, 'hawthorn'), seal(key, place, 'hawthorn')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split('.')[3], 'base64url').toString()).not.toContain('hawthorn');
  });

  it('opens in no other place and with no other key', () => {
    const sealed = seal(key, place, 'hawthorn');
    expect(() => open(key, 'workspace plugin other', sealed)).toThrow(SealBroken);
    expect(() => open(randomBytes(32), place, sealed)).toThrow(SealBroken);
  });

  it('notices every change', () => {
    const parts = seal(key, place, 'hawthorn').split('.');
    for (const index of [1, 2, 3]) {
      const bytes = Buffer.from(parts[index], 'base64url');
      bytes[0] ^= 1;
      const changed = parts.map((part, at) => (at === index ? bytes.toString('base64url') : part)).join('.');
      expect(() => open(key, place, changed)).toThrow(SealBroken);
    }
  });

  it.each(['', 'hawthorn', 'v2.AAAA.AAAA.AAAA', 'v1.AAAA.AAAA', 'v1.....'])('does not take %j for sealed', (value) => {
    expect(() => open(key, place, value)).toThrow(SealBroken);
  });

  it('says nothing of the value in its error', () => {
    expect(new SealBroken().message).not.toContain('hawthorn');
  });
});
