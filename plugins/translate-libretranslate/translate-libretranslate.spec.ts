import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fakeVendor, type VendorAnswer } from '../../src/plugin-api/contracts/fake-vendor';
import { translatorContract } from '../../src/plugin-api/contracts/translator';
import { hostPlugin } from '../../test/kit/plugin-harness';
import factory from './index';
import { protect, restore } from './protection';

/** A server as its documentation describes it: it needs a key, and turns each text to capitals. */
let special: VendorAnswer | undefined;
let speak = (text: string) => text.toUpperCase();
const codes = ['en', 'de', 'pt', 'pt-BR', 'zh-Hans', 'nb'];
const vendor = fakeVendor(({ method, path, json }) => {
  if (special) return special;
  if (method === 'GET' && path === '/languages') return { body: codes.map((code) => ({ code, name: code, targets: codes })) };
  if (method !== 'POST' || path !== '/translate') return { status: 404, body: { error: 'Not found' } };
  const { q, source, target, format, api_key: key } = json as Record<string, string> & { q: string[] };
  if (key !== 'secret') return { status: 403, body: { error: 'Invalid API key' } };
  if (!Array.isArray(q) || q.some((text) => !text.trim())) return { status: 400, body: { error: 'Invalid request: missing q' } };
  if (format !== 'text') return { status: 400, body: { error: 'This test reads text' } };
  if (!codes.includes(target) || ![...codes, 'auto'].includes(source))
    return { status: 400, body: { error: `${target} is not supported` } };
  const detected = source === 'auto' && { detectedLanguage: q.map(() => ({ confidence: 90, language: 'en' })) };
  return { body: { translatedText: q.map(speak), ...detected } };
});
beforeEach(() => {
  special = undefined;
  speak = (text) => text.toUpperCase();
  vendor.works();
});
const translator = (key = 'secret') =>
  factory({
    settings: { address: `${vendor.url}/`, operator: 'Alder', key },
    log: () => undefined,
    stopping: new AbortController().signal,
  }).translator;
const translate = (texts: string[], more: { from?: string; to?: string; glossary?: { from: string; to: string }[] } = {}) =>
  translator().translate({ texts, to: 'de', ...more }, newCall());
const asked = () => vendor.requests.filter(({ path }) => path === '/translate').map(({ json }) => json!);

translatorContract(translator, vendor);

it('asks in the form of the documentation, and says what language it was', async () => {
  expect(await translate(['Hello'])).toEqual({ texts: ['HELLO'], from: 'en' });
  expect(asked()).toEqual([{ q: ['Hello'], source: 'auto', target: 'de', format: 'text', api_key: 'secret' }]);
});

it.each([
  ['pt-PT', 'pt'],
  ['pt-br', 'pt-BR'],
  ['zh', 'zh-Hans'],
  ['no', 'nb'],
])('calls %s as the server does: %s', async (to, target) => {
  await translate(['Hello'], { from: 'xx', to });
  expect(asked()).toMatchObject([{ source: 'auto', target }]);
});

it('says that a language is missing, without asking for it again', async () => {
  const failure = await failureOf(translate(['Hello'], { to: 'ja' }));
  expect(failure).toMatchObject({ retry: false, message: 'The server has no model for ja.' });
  expect(asked()).toEqual([]);
});

it('asks for the languages once', async () => {
  const one = translator();
  for (const text of ['a', 'b']) await one.translate({ texts: [text], to: 'de' }, newCall());
  expect(vendor.requests.filter(({ path }) => path === '/languages')).toHaveLength(1);
});

it.each<[string, VendorAnswer, boolean, RegExp]>([
  [
    'too many requests',
    { status: 429, headers: { 'retry-after': '20' }, body: { error: 'Slowdown' } },
    true,
    /429: Slowdown.*20/,
  ],
  ['a wrong key', { status: 403, body: { error: 'Invalid API key' } }, false, /Invalid API key/],
  ['a text that is too long', { status: 400, body: { error: 'request exceeds text limit' } }, false, /text limit/],
  ['a fault', { status: 500, body: { error: 'Cannot translate text' } }, true, /500/],
  ['no JSON', { body: '<html>Welcome</html>' }, true, /Is the address right/],
  ['too few texts', { body: { translatedText: [] } }, true, /Is the address right/],
])('takes %s for what it is', async (_what, answer, retry, message) => {
  const one = translator();
  await one.languages(newCall());
  special = answer;
  const failure = await failureOf(one.translate({ texts: ['Hello'], to: 'de' }, newCall()));
  expect(failure).toMatchObject({ retry, message: expect.stringMatching(message) });
});

describe('words of the website', () => {
  const glossary = [
    { from: 'parcel', to: 'Paket' },
    { from: 'late parcel', to: 'Spätling' },
  ];

  it('come back as they should be, the longest first, whatever the model does around them', async () => {
    speak = (text) => text.toUpperCase().replace('[[', '[ [');
    expect((await translate(['A Late Parcel and parcels'], { glossary })).texts).toEqual(['A Spätling AND PARCELS']);
    expect(asked()[0].q).toEqual(['A [[1]] and parcels']);
  });

  it('that get lost are given up: the text is translated without them', async () => {
    speak = (text) => text.replace(/\[\[\d\]\]/, '').toUpperCase();
    expect((await translate(['Hello', 'a parcel'], { glossary })).texts).toEqual(['HELLO', 'A PARCEL']);
    expect(asked()[1].q).toEqual(['a parcel']);
  });

  it('leave alone what only looks like a mark', () => {
    expect(restore('[[7]] Paket', protect('[[7]] x', glossary), glossary)).toBe('[[7]] Paket');
  });
});

describe('in a process of its own, under the host', () => {
  const hosted = hostPlugin('translate-libretranslate', {
    settings: () => ({ address: vendor.url, operator: 'Alder', key: 'secret' }),
  });

  it('has a manifest without a fault', () => expect(hosted.problems()).toEqual([]));
  translatorContract(() => hosted.capability('translator'), vendor);
});
