import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fakeVendor, type VendorAnswer } from '../../src/plugin-api/contracts/fake-vendor';
import { translatorContract } from '../../src/plugin-api/contracts/translator';
import { Api } from './api';
import { hostPlugin } from '../../test/kit/plugin-harness';
import factory from './index';
import { bare, marked } from './keeping';

/** DeepL as its documentation describes it; it turns letters outside of marks to capitals. */
let special: VendorAnswer | undefined;
const targets = ['DE', 'EN-GB', 'EN-US', 'PT-PT', 'PT-BR', 'ZH-HANS', 'ZH-HANT', 'NB'];
const capitals = (text: string) =>
  text.replace(/(<keep>[^<]*<\/keep>|&\w+;)|[^<&]+|[<&]/g, (part, kept) => kept ?? part.toUpperCase());
const vendor = fakeVendor(({ method, path, headers, json }) => {
  if (headers.authorization !== 'DeepL-Auth-Key 1234567890:fx') return { status: 403 };
  if (special) return special;
  if (method === 'GET' && path === '/v2/languages?type=target')
    return { body: targets.map((language) => ({ language, name: language, supports_formality: language === 'DE' })) };
  if (method !== 'POST' || path !== '/v2/translate') return { status: 404, body: { message: 'Not found' } };
  const {
    text,
    target_lang: target,
    source_lang: source,
  } = json as { text: string[]; target_lang: string; source_lang?: string };
  if (!Array.isArray(text) || text.length > 50) return { status: 400, body: { message: 'Too many texts' } };
  if (!targets.includes(target)) return { status: 400, body: { message: "Value for 'target_lang' not supported." } };
  if (source?.includes('-')) return { status: 400, body: { message: "Value for 'source_lang' not supported." } };
  return { body: { translations: text.map((one) => ({ detected_source_language: 'PT', text: capitals(one) })) } };
});
beforeEach(() => {
  special = undefined;
  vendor.works();
});
const translator = (more = {}) =>
  factory({
    settings: { key: '1234567890:fx', address: vendor.url, ...more },
    log: () => undefined,
    stopping: new AbortController().signal,
  }).translator;
const asked = () => vendor.requests.map(({ json }) => json);

translatorContract(translator, vendor);

it('asks in the form of the documentation', async () => {
  const answer = await translator({ formality: 'prefer_more' }).translate({ texts: ['Olá'], to: 'de' }, newCall());
  expect(answer).toEqual({ texts: ['OLÁ'], from: 'pt' });
  expect(asked()).toEqual([{ text: ['Olá'], target_lang: 'DE', preserve_formatting: true, formality: 'prefer_more' }]);
});

it.each([
  ['en', 'EN-GB'],
  ['en-US', 'EN-US'],
  ['pt', 'PT-PT'],
  ['pt-br', 'PT-BR'],
  ['zh-TW', 'ZH-HANT'],
  ['no', 'NB'],
  ['de-AT', 'DE'],
])('calls %s as DeepL does: %s', async (to, target) => {
  await translator().translate({ texts: ['Olá'], from: 'pt-BR', to }, newCall());
  expect(asked()).toMatchObject([{ source_lang: 'PT', target_lang: target }]);
});

it('sends fifty texts at once, and no more', async () => {
  const texts = Array.from({ length: 51 }, (_, number) => `text ${number}`);
  const answer = await translator().translate({ texts, to: 'de' }, newCall());
  expect(answer.texts).toEqual(texts.map((text) => text.toUpperCase()));
  expect(asked().map((json) => (json!.text as string[]).length)).toEqual([50, 1]);
});

it.each<[string, VendorAnswer, boolean, RegExp]>([
  ['a used-up quota', { status: 456, body: { message: 'Quota Exceeded' } }, false, /quota of this key is used up/],
  ['a wrong key', { status: 403 }, false, /key is not valid/],
  ['too many requests', { status: 429, headers: { 'retry-after': '3' } }, true, /too many requests at once.*3/],
  ['too much at once', { status: 529 }, true, /too many/],
  ['a long text', { status: 413 }, false, /too long/],
  ['a fault', { status: 503, body: { message: 'Resource currently unavailable.' } }, true, /unavailable/],
  ['no JSON', { body: 'gateway' }, true, /not one of DeepL/],
  ['too few texts', { body: { translations: [] } }, true, /not one of DeepL/],
])('takes %s for what it is, and never says the key', async (_what, answer, retry, message) => {
  special = answer;
  const failure = await failureOf(translator().translate({ texts: ['Olá'], to: 'de' }, newCall()));
  expect(failure).toMatchObject({ retry, message: expect.stringMatching(message) });
  expect(failure.message).not.toContain('1234567890');
});

it('uses the server that the key is for', () => {
  expect(new Api('x:fx')).toMatchObject({ base: 'https://api-free.deepl.com' });
  expect(new Api('x')).toMatchObject({ base: 'https://api.deepl.com' });
});

it('keeps words of the website, and all that looks like markup', async () => {
  const glossary = [
    { from: 'parcel', to: 'Paket & mehr' },
    { from: 'late parcel', to: 'Spätling' },
  ];
  const texts = ['A late parcel <b>& a Parcel</b>, parcels'];
  expect((await translator().translate({ texts, from: 'en', to: 'de', glossary }, newCall())).texts).toEqual([
    'A Spätling <B>& A Paket & mehr</B>, PARCELS',
  ]);
  expect(asked()).toMatchObject([{ tag_handling: 'xml', ignore_tags: ['keep'] }]);
  expect(bare(marked(`1 < 2 && "x" &amp;`, glossary))).toBe(`1 < 2 && "x" &amp;`);
});

describe('in a process of its own, under the host', () => {
  const hosted = hostPlugin('translate-deepl', { settings: () => ({ key: '1234567890:fx', address: vendor.url }) });

  it('has a manifest without a fault', () => expect(hosted.problems()).toEqual([]));
  translatorContract(() => hosted.capability('translator'), vendor);
});
