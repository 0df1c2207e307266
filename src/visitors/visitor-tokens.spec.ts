import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { Keys } from '../common/keys';
import type { Settings } from '../config/settings';
import { VisitorTokens } from './visitor-tokens';

const keysOf = (SECRET_KEY: string) => new Keys({ SECRET_KEY } as Settings);
const tokens = new VisitorTokens(keysOf('k'.repeat(32)), new Clock());
const website = newId();

it('says whose it is, of which website, and since when', () => {
  const before = Date.now();
  const { websiteId, visitorId, issuedAt } = tokens.verify(tokens.issue(website));
  expect(websiteId).toBe(website);
  expect(visitorId).toMatch(/^[0-9a-z]{26}$/);
  expect(issuedAt).toBeGreaterThanOrEqual(before);
});

it('is another one each time', () => {
  expect(new Set(Array.from({ length: 100 }, () => tokens.verify(tokens.issue(website)).visitorId)).size).toBe(100);
});

it('is believed only as it was made: not with one character other than before', () => {
  const token = tokens.issue(website);
  for (let index = 0; index < token.length; index++) {
    const other = token[index] === 'b' ? 'c' : 'b';
    const changed = token.slice(0, index) + other + token.slice(index + 1);
    expect(() => tokens.verify(changed)).toThrow(expect.objectContaining({ code: 'token.invalid' }));
  }
});

it.each(['', '.', 'a.b.c.d', 'x'.repeat(400)])('%j is none', (text) => {
  expect(() => tokens.verify(text)).toThrow(expect.objectContaining({ code: 'token.invalid' }));
});

it('is not believed by a server with another key', () => {
  const other = new VisitorTokens(keysOf('o'.repeat(32)), new Clock());
  expect(() => other.verify(tokens.issue(website))).toThrow(expect.objectContaining({ code: 'token.invalid' }));
});

it('gives a website’s own user the same identifier everywhere, and nobody else the same', () => {
  const id = tokens.identifierOf(website, 'user-1');
  expect(id).toMatch(/^[0-9a-v]{26}$/);
  expect(tokens.identifierOf(website, 'user-1')).toBe(id);
  expect(tokens.identifierOf(website, 'user-2')).not.toBe(id);
  expect(tokens.identifierOf(newId(), 'user-1')).not.toBe(id);
});
