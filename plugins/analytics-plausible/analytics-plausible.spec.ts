import { isIPv6 } from 'node:net';
import { analyticsSinkContract, someEvent } from '../../src/plugin-api/contracts/analytics-sink';
import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fakeVendor, type VendorAnswer, type VendorRequest } from '../../src/plugin-api/contracts/fake-vendor';
import { hostPlugin } from '../../test/kit/plugin-harness';
import factory, { inventedAddress } from './index';

const settings = () => ({ url: vendor.url, domain: 'shop.example.com' });

/** Plausible's events API as its documentation describes it: 202 for whatever is well formed, counted or dropped. */
let special: ((request: VendorRequest, number: number) => VendorAnswer | undefined) | undefined;
let number = 0;
const vendor = fakeVendor((request) => {
  const { method, path, headers, json } = request;
  const answer = special?.(request, ++number);
  if (answer) return answer;
  if (method === 'GET' && path === '/api/health') return { body: { clickhouse: 'ok', postgres: 'ok' } };
  if (method !== 'POST' || path !== '/api/event') return { status: 404 };
  const { name, url, domain, props } = json as Record<string, string | Record<string, unknown>>;
  const wellFormed = name && domain && URL.canParse(String(url)) && headers['user-agent'] && headers['x-forwarded-for'];
  if (!wellFormed || Object.keys(props).length > 30) return { status: 400, body: { errors: { request: ['is invalid'] } } };
  return { status: 202, headers: domain === 'shop.example.com' ? {} : { 'x-plausible-dropped': '1' }, body: 'ok' };
});
beforeEach(() => {
  special = undefined;
  number = 0;
  vendor.works();
});
const said: string[] = [];
const sink = (more = {}) =>
  factory({
    settings: { ...settings(), ...more },
    log: (line) => void said.push(line),
    stopping: new AbortController().signal,
  }).analyticsSink;

const { works, refuses, fails, hangs } = vendor;
const received = () => vendor.requests.map(({ body }) => body.toString()).join('\n');
analyticsSinkContract(sink, { works, refuses, fails, hangs, received });

it('sends what the documentation asks for, with an address that belongs to nobody', async () => {
  await sink().track({ events: [someEvent()] }, newCall());
  const [{ json, headers }] = vendor.requests;
  expect(json).toEqual({
    name: 'conversation.opened',
    domain: 'shop.example.com',
    url: 'app://shop.example.com/chat',
    props: { website: 'Alder', files: '2', first: 'true' },
    interactive: false,
  });
  expect(headers['x-forwarded-for']).toMatch(/^2001:db8:/);
  expect(headers['user-agent']).toBe('Parlour/1.0');
  expect(JSON.stringify([json, headers])).not.toContain('p-6f1c');
});

it('invents the same address for the same person, and another one for another', () => {
  expect(inventedAddress('p-1')).toBe(inventedAddress('p-1'));
  expect(inventedAddress('p-1')).not.toBe(inventedAddress('p-2'));
  expect(isIPv6(inventedAddress('p-1'))).toBe(true);
});

it('goes on where it broke off: what was taken is not sent again', async () => {
  const one = sink();
  special = (_request, asked) => (asked === 3 ? { status: 502 } : undefined);
  const events = [1, 2, 3, 4].map((place) => someEvent(place, { name: `event ${place}` }));
  await failureOf(one.track({ events }, newCall()));
  await one.track({ events }, newCall());
  expect(vendor.requests.map(({ json }) => json!.name)).toEqual(['event 1', 'event 2', 'event 3', 'event 3', 'event 4']);
});

it('says what was dropped', async () => {
  await sink({ domain: 'other.example.com' }).track({ events: [someEvent(1), someEvent(2)] }, newCall());
  expect(said.at(-1)).toContain('dropped 2 of 2');
});

it.each<[VendorAnswer, boolean]>([
  [{ status: 400 }, false],
  [{ status: 429, headers: { 'retry-after': '30' } }, true],
  [{ status: 500 }, true],
])('after %j another try helps: %p', async (answer, retry) => {
  special = () => answer;
  expect(await failureOf(sink().track({ events: [someEvent()] }, newCall()))).toMatchObject({ retry });
});

it('does not ask before the time that it was told', async () => {
  const one = sink();
  special = () => ({ status: 429, headers: { 'retry-after': '30' } });
  await failureOf(one.track({ events: [someEvent()] }, newCall()));
  await failureOf(one.track({ events: [someEvent()] }, newCall()));
  expect(vendor.requests).toHaveLength(1);
});

describe('under the real host', () => {
  const hosted = hostPlugin('analytics-plausible', { settings });

  it('has a sound manifest, and reaches its vendor and nobody else', async () => {
    expect(hosted.problems()).toEqual([]);
    await hosted.capability('analyticsSink').track({ events: [someEvent()] }, newCall());
    await hosted.capability('analyticsSink').check(newCall());
    expect(vendor.requests).toHaveLength(2);
    expect(hosted.troubles).not.toContain('host');
  });
});
