import { startApp, type RunningApp } from '../../kit/app';
import { dump } from '../../kit/dump';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';

/** The page about cookies is made from what is declared, and from nothing else. */
let spy: Spy;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  spy = await Spy.open();
  const cookies = [{ name: '_meter', purpose: 'Tells visits apart.', days: 30 }];
  spy.plugin('event-meter', { privacy: { recipient: 'Measure Ltd', basis: 'consent', consent: 'analytics', cookies } });
  server = await startApp({ env: spy.env });
  shop = await Shop.open(server);
});
afterAll(async () => {
  await server.stop();
  await spy.close();
});
const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(server.url + path, { headers });
  return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') };
};

it('names what a website’s visitors get, plugins’ cookies with who sets them, and nothing of our own pages', async () => {
  const path = `/cookies/${shop.website.key}`;
  const before = await page(path);
  expect(before.status).toBe(200);
  expect(before.text).toContain(`parlour:${shop.website.key}`);
  expect(before.text).not.toMatch(/_meter|parlour_session|cookies\.\w/);
  await spy.enable(server, shop, 'event-meter');
  const { text } = await page(path);
  expect(text).toContain('_meter');
  expect(text).toContain('Measure Ltd');
  expect(text).toContain('30 days');
});

it('names what people who work with the server get', async () => {
  const { text } = await page('/cookies');
  for (const name of ['parlour_session', 'parlour_flash', 'parlour_invitation', 'parlour:shortcuts', 'parlour:draft:'])
    expect(text).toContain(name);
  expect(text).toContain('90 days');
  expect(text).not.toMatch(/parlour:\{website\}|cookies\.\w/);
});

it.each([
  ['fr', 'Cookies et stockage', 'ltr'],
  ['de', 'Cookies und Speicher', 'ltr'],
  ['es', 'Cookies y almacenamiento', 'ltr'],
  ['ar', 'ملفات تعريف الارتباط', 'rtl'],
])('speaks %s, by choice and by the wish of the browser', async (language, title, direction) => {
  const path = `/cookies/${shop.website.key}`;
  for (const { text } of [
    await page(`${path}?language=${language}`),
    await page(path, { 'Accept-Language': `${language}, en;q=0.5` }),
  ]) {
    expect(text).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(text).toContain(title);
    expect(text).not.toMatch(/>(cookies|consent)\.\w|Set by/);
  }
});

it('leaves nothing in the browser or on the server', async () => {
  const before = await dump(server);
  const { cookie } = await page(`/cookies/${shop.website.key}`);
  await page('/cookies?language=nonsense');
  expect(cookie).toBeNull();
  expect(await dump(server)).toEqual(before);
});

it('is not there for a website that is not', async () => {
  expect((await page('/cookies/nobody')).status).toBe(404);
  expect((await page('/cookies/..%2Fx')).status).toBe(422);
});
