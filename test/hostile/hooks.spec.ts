import { gzipSync } from 'node:zlib';
import { PluginProcesses } from '../../src/plugin-host/process/plugin-processes';
import { startApp, type RunningApp } from '../kit/app';
import { PaymentVendor, post, type Signed } from '../kit/payments';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import { expectRefusal, nastyTexts } from './tools';

/** Anybody on the internet may knock where vendors' notices come in. */
const secret = 'whsec_alder';
let vendor: PaymentVendor;
let server: RunningApp;
let shop: Shop;
let address: string;

beforeAll(async () => {
  vendor = new PaymentVendor(['payment-acme']);
  vendor.write('payment-mute', false);
  server = await startApp({ env: { ...vendor.env, RATE_LIMITS: 'on' } });
});
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${Date.now()}`);
  await vendor.enable(server, shop, secret);
  address = vendor.address(server, shop);
});
afterAll(async () => {
  await server.stop();
  vendor.remove();
});

const taken = () => count(server, 'webhook_notice', 'workspace_id = ?', [shop.workspaceId]);
const refused = async (at: string, notice: Signed, status: number, code: string) => {
  const answer = await post(at, notice);
  expect([answer.status, (answer.json.error as { code: string }).code]).toEqual([status, code]);
  expectRefusal(answer.json.error as object);
  expect(await taken()).toBe(0);
};

it('a stranger without the address starts no process, and learns nothing of who has which plugin', async () => {
  const guesses = [
    address.slice(0, -1),
    `${address}x`,
    address.replace(/[^/]+$/, '0'.repeat(24)),
    address.replace('payment-acme', 'payment-mute'),
    address.replace('payment-acme', 'payment-none'),
    address.replace(shop.workspaceId, 'nobody'),
  ];
  for (const guess of guesses) await refused(guess, vendor.notice(secret), 404, 'hook.unknown');
  const state = server.app.get(PluginProcesses, { strict: false }).stateOf(shop.workspaceId, 'payment-acme');
  expect([state.state, state.calls]).toEqual(['stopped', 0]);
});

it.each(nastyTexts)('an address with %j in it leads nowhere', async (text) => {
  const part = encodeURIComponent(Buffer.from(text).toString());
  for (const at of [`/hooks/${part}/payment-acme/x`, `/hooks/${shop.workspaceId}/${part}/x`, `/hooks/a/b/${part}`]) {
    const answer = await fetch(server.url + at, { method: 'POST', body: '{}' });
    expect([404, 429]).toContain(answer.status);
    expectRefusal(((await answer.json()) as { error: object }).error);
  }
});

it('a plugin that expects no notices gets none, though it could read them', async () => {
  await vendor.enable(server, shop, secret, 'payment-mute');
  await refused(vendor.address(server, shop, 'payment-mute'), vendor.notice(secret), 404, 'hook.unknown');
});

it('a notice that is too large is refused before anybody reads it', async () => {
  await refused(address, vendor.notice(secret, { note: 'x'.repeat(256 * 1024) }), 413, 'request.too_large');
  expect((await post(address, vendor.notice(secret, { note: 'x'.repeat(200 * 1024) }))).status).toBe(200);
});

it('a packed notice is not unpacked: a small one could become a large one', async () => {
  const { body, headers } = vendor.notice(secret);
  const packed = { method: 'POST', headers: { ...headers, 'Content-Encoding': 'gzip' }, body: new Uint8Array(gzipSync(body)) };
  const answer = await fetch(address, packed);
  expect(answer.status).toBe(400);
  expectRefusal(((await answer.json()) as { error: object }).error, 'request.malformed');
  expect(await taken()).toBe(0);
});

it('the bytes are given on as they came, whatever their type says', async () => {
  const { body, headers } = vendor.notice(secret);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=klingon', 'application/xml'])
    expect((await post(address, { body, headers: { ...headers, 'Content-Type': type } })).status).toBeLessThan(300);
  expect(await taken()).toBe(1);
});

it('what is no JSON, or nothing at all, is for the plugin to refuse', async () => {
  for (const body of ['', '{', '\u0000']) await refused(address, { ...vendor.notice(secret), body }, 400, 'hook.refused');
});

it('a cookie opens nothing here, and none is set', async () => {
  const olu = await shop.browser('Olu');
  const { body } = vendor.notice(secret);
  const answer = await fetch(address, { method: 'POST', headers: { Cookie: olu.cookieHeader }, body });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null]);
});

it('other methods find nothing', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await fetch(address, { method, headers: { Origin: server.url, Accept: 'application/json' } });
    expect([405, 404]).toContain(answer.status);
  }
});

it('a flood of notices is slowed down, and other workspaces go on', async () => {
  const birch = await Shop.open(server, `Birch${Date.now()}`);
  await vendor.enable(server, birch, secret);
  const flood = [];
  for (let number = 0; number < 320; number++) flood.push(post(address, { body: '{}', headers: {} }));
  const answers = await Promise.all(flood);
  const slowed = answers.filter(({ status }) => status === 429);
  expect(slowed.length).toBeGreaterThanOrEqual(20);
  expect(Number(slowed[0].headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await post(vendor.address(server, birch), vendor.notice(secret))).status).toBe(200);
});

it('who guesses addresses is slowed down', async () => {
  const guesses = Array.from({ length: 40 }, (_, number) => post(`${address.slice(0, -2)}${number}`, vendor.notice(secret)));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses).toContain(429);
  expect(new Set(statuses)).not.toContain(200);
});
