import { analyticsSinkContract, someEvent } from '../../src/plugin-api/contracts/analytics-sink';
import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fakeVendor, type VendorAnswer } from '../../src/plugin-api/contracts/fake-vendor';
import { hostPlugin } from '../../test/kit/plugin-harness';
import factory, { visitorIdOf } from './index';

const token = '0123456789abcdef0123456789abcdef';
const settings = () => ({ url: `${vendor.url}/`, siteId: 7, token });

/** Matomo's Tracking HTTP API and its reporting API, as their documentation describes them. */
let special: VendorAnswer | undefined;
const vendor = fakeVendor(({ method, path, json, body }) => {
  if (special) return special;
  if (method === 'POST' && path === '/index.php') return reporting(new URLSearchParams(body.toString()));
  if (method !== 'POST' || path !== '/matomo.php') return { status: 404, body: 'Not found' };
  if (json?.token_auth !== token)
    return { status: 401, body: { status: 'error', message: 'token_auth specified does not have Write permission' } };
  const requests = (json.requests as string[]).map((request) => new URLSearchParams(request));
  const valid = requests.filter((request) => request.get('idsite') === '7' && request.get('rec') === '1');
  return { body: { status: 'success', tracked: valid.length, invalid: requests.length - valid.length } };
});
function reporting(query: URLSearchParams): VendorAnswer {
  if (query.get('method') !== 'SitesManager.getSiteFromId' || query.get('format') !== 'json') return { status: 400 };
  if (query.get('token_auth') !== token || query.get('idSite') !== '7')
    return { body: { result: 'error', message: "You can't access this resource as it requires 'view' access." } };
  return { body: { idsite: 7, name: 'Shop' } };
}
beforeEach(() => {
  special = undefined;
  vendor.works();
});
const said: string[] = [];
const sink = (more = {}) =>
  factory({
    settings: { ...settings(), ...more },
    log: (line) => void said.push(line),
    stopping: new AbortController().signal,
  }).analyticsSink;
const queries = () =>
  (vendor.requests[0].json!.requests as string[]).map((request) => Object.fromEntries(new URLSearchParams(request)));

const { works, refuses, fails, hangs } = vendor;
const received = () => vendor.requests.map(({ body }) => body.toString()).join('\n');
analyticsSinkContract(sink, { works, refuses, fails, hangs, received });

it('sends what the documentation asks for: an action that is no page view, with its own time, of a visitor without an address', async () => {
  const posted = someEvent(2, { name: 'message.posted', properties: { website: 'w', side: 'team', files: 0 } });
  await sink().track({ events: [someEvent(), posted] }, newCall());
  const visitor = visitorIdOf('p-6f1c');
  expect(visitor).toMatch(/^[0-9a-f]{16}$/);
  const every = {
    idsite: '7',
    rec: '1',
    apiv: '1',
    ca: '1',
    send_image: '0',
    _id: visitor,
    cdt: '2026-03-01 09:30:00',
    e_c: 'Chat',
  };
  expect(queries()).toEqual([
    { ...every, rand: 'event-1', e_a: 'conversation.opened', e_v: '2' },
    { ...every, rand: 'event-2', e_a: 'message.posted', e_n: 'team', e_v: '0' },
  ]);
  expect(vendor.requests[0].body.toString()).not.toMatch(/p-6f1c|[?&"](cip|ua|uid|url|lang)=/);
});

it('never puts the token into an address', async () => {
  await sink().track({ events: [someEvent()] }, newCall());
  await sink().check(newCall());
  expect(vendor.requests.map(({ path }) => path).join()).not.toContain(token);
});

it('says how many were invalid, and does not send the others twice', async () => {
  special = { body: { status: 'success', tracked: 1, invalid: 1 } };
  await sink().track({ events: [someEvent(1), someEvent(2)] }, newCall());
  expect(said.at(-1)).toBe('Matomo found 1 of 2 events invalid.');
});

it.each([
  [{ token: 'wrong-token' }, 'token and the website ID'],
  [{ siteId: 8 }, 'token and the website ID'],
])('is tried with %j: refused', async (more, words) => {
  const failure = await failureOf(sink(more).check(newCall()));
  expect(failure).toMatchObject({ retry: false, message: expect.stringContaining(words) });
});

it('notices that something else lives at the address', async () => {
  special = { body: '<html>Hello</html>' };
  expect((await failureOf(sink().check(newCall()))).message).toContain('no Matomo');
});

it.each<[VendorAnswer, boolean]>([
  [{ status: 400 }, false],
  [{ status: 429, headers: { 'retry-after': '5' } }, true],
  [{ status: 503, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } }, true],
  [{ status: 500 }, true],
  [{ body: { status: 'error', tracked: 0, message: 'database' } }, true],
  [{ body: 'no JSON' }, true],
])('after %j another try helps: %p', async (answer, retry) => {
  special = answer;
  expect(await failureOf(sink().track({ events: [someEvent()] }, newCall()))).toMatchObject({ retry });
});

describe('under the real host', () => {
  const hosted = hostPlugin('analytics-matomo', { settings: () => ({ ...settings(), operator: 'Alder Teas Ltd' }) });

  it('has a sound manifest, and reaches its vendor and nobody else', async () => {
    expect(hosted.problems()).toEqual([]);
    await hosted.capability('analyticsSink').track({ events: [someEvent()] }, newCall());
    await hosted.capability('analyticsSink').check(newCall());
    expect(vendor.requests).toHaveLength(2);
    expect(hosted.troubles).not.toContain('host');
  });
});
