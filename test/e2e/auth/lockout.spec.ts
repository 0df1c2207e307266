import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { password } from '../../kit/people';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } });
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const tryAs = (browser: Browser, email: string, typed: string, address: string) =>
  browser.post('/sign-in', { email, password: typed }, { 'X-Forwarded-For': address });

it('who guesses from many addresses is stopped, and cannot lock out a device that the account knows', async () => {
  const { email } = shop.team.people.Ben;
  const bens = new Browser(server.url);
  expect((await tryAs(bens, email, password, '203.0.113.1')).status).toBe(303);
  await bens.post('/sign-out');
  const statuses: number[] = [];
  for (let tried = 0; tried < 45; tried++)
    statuses.push((await tryAs(new Browser(server.url), email, `guess ${tried}`, `198.51.${tried}.1`)).status);
  expect(new Set(statuses.slice(0, 39))).toEqual(new Set([401]));
  expect(statuses.at(-1)).toBe(429);
  expect((await tryAs(new Browser(server.url), email, password, '192.0.2.99')).status).toBe(429);
  expect((await tryAs(bens, email, password, '192.0.2.200')).status).toBe(303);
  const { email: other } = shop.team.people.Olu;
  expect((await tryAs(new Browser(server.url), other, password, '192.0.2.98')).status).toBe(303);
});

it('a known device has its own limit, and is known for no other account', async () => {
  const { email } = shop.team.people.Vera;
  const veras = new Browser(server.url);
  expect((await tryAs(veras, email, password, '203.0.113.9')).status).toBe(303);
  await veras.post('/sign-out');
  const statuses: number[] = [];
  for (let tried = 0; tried < 21; tried++)
    statuses.push((await tryAs(veras, email, `guess ${tried}`, `203.0.${tried}.10`)).status);
  expect(statuses.at(-2)).toBe(401);
  expect(statuses.at(-1)).toBe(429);
  const { email: ben } = shop.team.people.Ben;
  expect((await tryAs(veras, ben, password, '203.0.113.11')).status).toBe(429);
});
