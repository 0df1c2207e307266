import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';

/** The notice has versions and dates, and one change of a setting makes one of them. */
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

interface Read {
  version: number;
  publishedAt: string;
  statements: { id: string; text: string }[];
}
const read = async (query = ''): Promise<Read> =>
  JSON.parse((await new Browser(server.url).get(`/privacy/${shop.website.key}/notice.json${query}`)).text) as Read;
const published = () =>
  server.events.filter(({ name }) => name === 'notice.published').map(({ event }) => event as { number: number });

it('one change of a setting makes one version, with a date of its own', async () => {
  const before = await read();
  expect(before.version).toBe(1);
  expect(await read()).toEqual(before);
  await shop.change({ collectsPages: true });
  await until('the new version', () => published().some(({ number }) => number === 2));
  const after = await read();
  expect(after.version).toBe(2);
  expect(after.publishedAt > before.publishedAt).toBe(true);
  expect(published().filter(({ number }) => number > 1)).toEqual([{ holder: shop.workspaceId, number: 2, isNews: true }]);
  const changed = after.statements.filter(({ id, text }) => before.statements.find((one) => one.id === id)?.text !== text);
  expect(changed.map(({ id }) => id)).toEqual(['switch.pages', 'retention.pages']);
});

it('a change that says nothing else makes none', async () => {
  const { version } = await read();
  await shop.change({ greeting: 'Hello there' });
  expect((await read()).version).toBe(version);
});

it('earlier versions stay readable, and the difference is shown', async () => {
  expect((await read('?version=1')).version).toBe(1);
  const page = (await new Browser(server.url).get(`/privacy/${shop.workspaceId}?version=1`)).text;
  expect(page).toContain('This is an earlier version.');
  expect(page).toContain('Which pages you open is not kept.');
  const now = (await new Browser(server.url).get(`/privacy/${shop.workspaceId}`)).text;
  expect(now).toContain('Last updated');
  expect(now).toContain('?version&#x3D;1');
  const difference = (await (await shop.browser('Olu')).get('/privacy/notice/workspace/versions/1')).text;
  expect(difference).toMatch(/<ins>[^<]*<\/ins>/);
  expect((await new Browser(server.url).get(`/privacy/${shop.workspaceId}?version=99`)).status).toBe(404);
});

it.each(['fr', 'de', 'es', 'ar'])('is there in %s, with nothing left in English', async (language) => {
  const english = (await read()).statements;
  const theirs = (await read(`?language=${language}`)).statements;
  expect(theirs.map(({ id }) => id)).toEqual(english.map(({ id }) => id));
  const same = theirs.filter(({ id, text }) => english.find((one) => one.id === id)!.text === text);
  expect(same.filter(({ id }) => !/^(storage|retention)\./.test(id))).toEqual([]);
  const { text } = await new Browser(server.url).get(`/privacy/${shop.workspaceId}?language=${language}`);
  expect(text).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
});
