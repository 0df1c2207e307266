import { Counter } from '../../src/analytics/counting/counter';
import { WebsitesService } from '../../src/workspaces/websites.service';
import { startApp, type RunningApp } from '../kit/app';
import { dump } from '../kit/dump';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { VisitorClient } from '../kit/visitor-client';

/** The smallest group that is shown unless the workspace chose another. */
const fewest = 5;
let server: RunningApp;
let shop: Shop;
let second: { id: string; key: string };
beforeAll(async () => void (server = await startApp()));
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${++opened}`);
  second = await server.app.get(WebsitesService, { strict: false }).add(shop.workspaceId, { name: 'Second', domains: [] });
});
afterAll(() => server.stop());
let opened = 0;

const hello = async (key: string, count: number) => {
  for (let number = 0; number < count; number++) await (await VisitorClient.welcome(server.url, key)).say('Hello');
  // A page waits a second at most for what is not counted yet; this test waits as long as it takes.
  await server.app.get(Counter, { strict: false }).countAll();
};
const numbers = (html: string) =>
  [...html.matchAll(/data-value="(\d+)"|figures__value">([\d,]+)</g)].map(([, cell, sum]) => Number(cell ?? sum));
async function everythingShown(): Promise<number[]> {
  const olu = await shop.browser('Olu');
  const seen: number[] = [];
  for (const range of ['7d', '30d', '90d', '12m'])
    for (const website of ['', `&website=${shop.website.id}`, `&website=${second.id}`]) {
      seen.push(...numbers((await olu.get(`/statistics?range=${range}${website}`)).text));
      const file = (await olu.get(`/statistics/export?range=${range}${website}`)).text;
      seen.push(...[...file.matchAll(/,(\d+)\r\n/g)].map(([, total]) => Number(total)));
    }
  return seen;
}

it('P16 a cell below the smallest group is neither shown nor exported, in any range, for any website', async () => {
  await hello(shop.website.key, fewest - 1);
  expect(await everythingShown()).toEqual([]);
  await hello(shop.website.key, 1);
  const seen = await everythingShown();
  expect(seen).toContain(fewest);
  expect(Math.min(...seen)).toBe(fewest);
});

it('P16 a total does not betray what is hidden in one of its parts', async () => {
  await hello(shop.website.key, fewest + 3);
  await hello(second.key, fewest - 1);
  const olu = await shop.browser('Olu');
  const shownFor = async (website: string) => numbers((await olu.get(`/statistics?range=7d${website}`)).text)[0] ?? 0;
  const [all, first, other] = [
    await shownFor(''),
    await shownFor(`&website=${shop.website.id}`),
    await shownFor(`&website=${second.id}`),
  ];
  expect([all, first, other]).toEqual([fewest, fewest, 0]);
  expect(all - first).toBe(0);
});

it('P16 watching a number grow tells of groups, never of one person', async () => {
  const grown: number[] = [];
  const olu = await shop.browser('Olu');
  for (let person = 0; person < 2 * fewest + 2; person++) {
    await hello(shop.website.key, 1);
    grown.push(numbers((await olu.get('/statistics?range=7d')).text)[0] ?? 0);
  }
  const steps = grown.map((now, index) => now - (grown[index - 1] ?? 0));
  expect(new Set(steps)).toEqual(new Set([0, fewest]));
  expect(grown.at(-1)).toBe(2 * fewest);
});

it('P16 what is kept for it names nobody: no identifier of a person, a conversation or a message, and no time but the day', async () => {
  await hello(shop.website.key, 2 * fewest);
  await server.app.get(Counter, { strict: false }).countAll();
  const kept = JSON.stringify([
    await rowsOf(server, 'SELECT * FROM statistic'),
    await rowsOf(server, 'SELECT * FROM held_statistic'),
  ]);
  const everything = await dump(server);
  const ids = ['visitor', 'conversation', 'message'].flatMap((table) =>
    everything[table].map((row) => (JSON.parse(row) as { id: string }).id),
  );
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids) expect(kept).not.toContain(id);
  expect(kept).not.toMatch(/\d{2}:\d{2}|\d{13}/);
});
