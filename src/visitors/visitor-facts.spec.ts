import { factsOf } from './visitor-facts';

const traces = {
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  acceptLanguage: 'de-CH,de;q=0.9',
  address: '8.8.8.8',
};
const nothing = { browser: null, os: null, language: null, country: null };

it('keeps what the switches allow', async () => {
  expect(await factsOf({ collectsBrowser: true, collectsLocation: true }, traces)).toEqual({
    browser: 'Chrome 142',
    os: 'Windows 10',
    language: 'de-CH',
    country: 'US',
  });
  expect(await factsOf({ collectsBrowser: false, collectsLocation: true }, traces)).toEqual({ ...nothing, country: 'US' });
  expect(await factsOf({ collectsBrowser: false, collectsLocation: false }, traces)).toEqual(nothing);
});

it.each([
  ['nothing', {}],
  ['an address at home', { address: '192.168.1.7' }],
  ['an address of version 6', { address: '2001:db8::1' }],
  ['no address', { address: 'unknown' }],
  ['odd headers', { userAgent: '<script>', acceptLanguage: '*;q=0.1' }],
  ['long headers', { userAgent: 'x'.repeat(100_000), acceptLanguage: 'x'.repeat(10_000) }],
])('makes nothing of %s', async (_name, given) => {
  expect(await factsOf({ collectsBrowser: true, collectsLocation: true }, given)).toEqual(nothing);
});

it('knows an IPv4 address that is written as one of version 6', async () => {
  const facts = await factsOf({ collectsBrowser: false, collectsLocation: true }, { address: '::ffff:8.8.8.8' });
  expect(facts.country).toBe('US');
});
