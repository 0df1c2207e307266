import { plainForm } from './plain-form';
import { enough, plainPhrases, spamScore } from './spam-score';
import { SpamWindow } from './spam-window';

const quiet = { repeats: 0, fromAddress: 1 };
const score = (body: string, phrases: string[] = [], signals = quiet) =>
  spamScore(body, plainForm(body), plainPhrases(phrases), signals);
const isSpam = (...given: Parameters<typeof score>) => score(...given).score >= enough;

it.each([
  'Hello',
  'Where is my order? https://shop.example/orders/1 says it left on Monday.',
  'These two: https://shop.example/a and https://shop.example/b, which one fits?',
  'My address is ana@www.example and my site www.ana.example',
])('is not spam: %s', (body) => expect(isSpam(body)).toBe(false));

it('many links are', () => {
  const links = ['http://a.example', 'HTTPS://b.example', 'www.c.example', 'http://d.example'].join(' ');
  expect(score(links)).toEqual({ score: enough, reasons: ['links'] });
});

it.each([
  ['as it is', 'Buy cheap watches now'],
  ['in capitals', 'CHEAP WATCHES'],
  ['with accents', 'Chéap wátches'],
  ['with full-width letters', 'ｃｈｅａｐ ｗａｔｃｈｅｓ'],
  ['with mathematical letters', '𝐜𝐡𝐞𝐚𝐩 𝓌𝒶𝓉𝒸𝒽𝑒𝓈'],
  ['with Cyrillic look-alikes', 'сhеар wаtсhеѕ'],
  ['with Greek look-alikes', 'chεαp wατches'],
  ['with digits', 'ch34p w4tch35'],
  ['with invisible characters', 'ch\u200bea\u00adp wat\u2060ches'],
  ['with a turned direction', '\u202echeap watches'],
  ['with signs between the words', 'cheap***watches!!!'],
  ['with a line break', 'cheap\nwatches'],
])('a phrase is found %s', (_how, body) => expect(score(body, ['Cheap watches']).reasons).toContain('phrases'));

it('a word is found with spaces or points between its letters, and never within another word', () => {
  for (const body of ['v i a g r a', 'V.I.A.G.R.A', 'v1agr@']) expect(isSpam(body, ['viagra'])).toBe(true);
  expect(isSpam('My class is in the Essex hall', ['sex'])).toBe(false);
  expect(isSpam('你好,买便宜手表吗', ['便宜手表'])).toBe(true);
});

it('nothing in a phrase is a pattern', () => {
  expect(isSpam('anything', ['.*'])).toBe(false);
  expect(plainPhrases(['.*', '(a+)+', ' '])).toEqual(['a']);
});

it.each([
  ['nested groups', '(a+)+$', `${'a'.repeat(7000)}!`],
  ['combining marks', 'zalgo', 'z\u0301'.repeat(4000)],
  ['what unfolds', 'x y z', 'ﷺ'.repeat(8000)],
  ['links without end', 'x y z', 'http://www.'.repeat(700)],
  ['single letters', 'abc', 'a '.repeat(4000)],
])('takes no time over %s', (_what, phrase, body) => {
  const phrases = plainPhrases(Array.from({ length: 100 }, (_, index) => `${phrase} ${index}`));
  const began = performance.now();
  spamScore(body, plainForm(body), phrases, quiet);
  expect(performance.now() - began).toBeLessThan(100);
});

describe('the window', () => {
  const text = plainForm('We sell followers for your page, write to us');
  const note = (window: SpamWindow, visitor: string, { plain = text, address = 'a', now = 0, workspace = 'w' } = {}) =>
    window.note(workspace, visitor, plain, address, now);

  it('counts others who wrote the same, not the same one twice, and forgets', () => {
    const window = new SpamWindow();
    expect(['ana', 'ana', 'eva', 'ida', 'olu'].map((visitor) => note(window, visitor).repeats)).toEqual([0, 0, 1, 2, 3]);
    expect(note(window, 'mia', { workspace: 'other' }).repeats).toBe(0);
    expect(note(window, 'mia', { plain: plainForm('Hello') }).repeats).toBe(0);
    expect(note(window, 'mia', { now: 11 * 60_000 }).repeats).toBe(0);
  });

  it('counts first messages of a minute from one address', () => {
    const window = new SpamWindow();
    const counts = [0, 1, 2, 3, 70_000].map(
      (now, index) => note(window, `v${index}`, { plain: `text ${index}`, now }).fromAddress,
    );
    expect(counts).toEqual([1, 2, 3, 4, 1]);
    expect(note(window, 'x', { address: 'b' }).fromAddress).toBe(1);
    for (let index = 0; index < 20; index++) note(window, `y${index}`, { address: 'b' });
    expect(note(window, 'z', { address: 'b' }).fromAddress).toBe(8);
  });
});
