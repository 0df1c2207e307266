import { randomUUID } from 'node:crypto';
import { Database } from '../../../src/database/database';
import { ReceiptChain } from '../../../src/consent/receipts/receipt-chain.service';
import type { receiptRecord } from '../../../src/consent/receipts/receipt-record';
import { startApp, type RunningApp } from '../../kit/app';
import { erase, exported } from '../../kit/rights';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy } from '../../kit/spy';
import { delivered } from '../../kit/until';

/** What a receipt holds, and that nobody can change what happened. */
let spy: Spy;
let server: RunningApp;
let shop: Shop;
let shops = 0;

beforeAll(async () => {
  spy = await Spy.open();
  for (const id of ['event-first', 'event-second'])
    spy.plugin(id, { privacy: { recipient: id, basis: 'consent', consent: 'analytics', cookies: [] } });
  server = await startApp({ env: spy.env });
});
beforeEach(async () => {
  spy.told.length = 0;
  shop = await Shop.open(server, `Alder${++shops}`);
});
afterAll(async () => {
  await server.stop();
  await spy.close();
});

interface Asked {
  wording: string;
  asks: { category: string; terms: string[]; why: string }[];
}
const asked = async (language = 'en'): Promise<Asked & { terms: string[] }> => {
  const answer = await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}&language=${language}`);
  const { privacy } = (await answer.json()) as { privacy: Asked };
  return { ...privacy, terms: privacy.asks.flatMap(({ terms }) => terms) };
};
const hello = (consent?: object) => ({ id: randomUUID(), body: 'Hello', consent });
const rows = (id: string) =>
  rowsOf<Record<string, unknown>>(server, 'SELECT * FROM consent_receipt WHERE subject_id = ? ORDER BY id', [id]);
const check = () => server.app.get(ReceiptChain, { strict: false }).check(shop.workspaceId);
const run = (sql: string, values: (string | number | null)[] = []) =>
  server.app.get(Database).transaction((tx) => tx.run(sql, values));

it('says what stood there, in which language, who answers for it and under which law', async () => {
  await spy.enable(server, shop, 'event-first');
  const { wording, terms } = await asked('fr');
  const ana = await shop.visitor();
  await ana.act('message.send', hello({ granted: ['analytics'], asked: terms, wording }));
  const [receipt] = await rows(ana.id);
  expect(receipt).toMatchObject({ place: 1, act: 'given', method: 'choice', wording, language: 'fr', jurisdiction: 'gdpr' });
  expect(receipt.controller).toMatch(/^Alder/);
  expect(JSON.parse(receipt.asked as string)).toEqual(terms);
  const [words] = await rowsOf<{ words: string }>(server, 'SELECT words FROM consent_wording WHERE id = ?', [wording]);
  expect(words.words).toContain('event-first');
  expect(words.words).toContain('Accepter');
});

it('covers what was named, and nobody who came later', async () => {
  await spy.enable(server, shop, 'event-first');
  const { wording, terms } = await asked();
  const ana = await shop.visitor();
  await ana.act('message.send', hello({ granted: ['analytics'], asked: terms, wording }));
  await delivered(server);
  expect(spy.told.length).toBeGreaterThan(0);
  await spy.enable(server, shop, 'event-second');
  spy.told.length = 0;
  await ana.say('Again');
  await delivered(server);
  const second = "SELECT id FROM disclosure WHERE workspace_id = ? AND plugin_id = 'event-second'";
  expect(await rowsOf(server, second, [shop.workspaceId])).toEqual([]);
  expect(spy.told.length).toBeGreaterThan(0);
  const later = await asked();
  expect(later.terms).toEqual(expect.arrayContaining(terms));
  expect(later.wording).not.toBe(wording);
  await ana.act('consent.choose', { granted: ['analytics'], asked: later.terms, wording: later.wording });
  await ana.say('And now');
  await delivered(server);
  expect(await rowsOf(server, second, [shop.workspaceId])).not.toEqual([]);
});

it('takes what an old page asked for as far as it still stands, and never for more', async () => {
  await spy.enable(server, shop, 'event-first');
  const ana = await shop.visitor();
  const gone = 'analytics/event-gone/0123456789ab';
  const { body } = await ana.act<{ granted: string[]; asked: string[] }>('consent.choose', {
    granted: ['analytics', 'sharing'],
    asked: [gone],
    wording: 'of yesterday',
  });
  expect(body.data).toMatchObject({ granted: [], asked: [] });
  expect(await rows(ana.id)).toEqual([expect.objectContaining({ wording: null, act: 'refused', granted: '[]' })]);
});

it.each([
  { what: 'terms that are no list', asked: 'analytics' },
  { what: 'terms that are no text', asked: [1] },
  { what: 'terms that are none', asked: ['nonsense'] },
  { what: 'too many terms', asked: Array(101).fill('a/b/0123456789ab') },
])('refuses $what', async ({ asked }) => {
  const ana = await shop.visitor();
  expect((await ana.act('consent.choose', { granted: [], asked })).status).toBe(422);
  expect(await rows(ana.id)).toEqual([]);
});

it('is in the person’s export, with the words and who they spoke of', async () => {
  await spy.enable(server, shop, 'event-first');
  const { wording, terms } = await asked('de');
  const ana = await shop.visitor();
  await ana.act('message.send', hello({ granted: ['analytics'], asked: terms, wording }));
  await ana.act('consent.choose', { granted: [], asked: terms, wording });
  const files = await exported(server, { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
  const receipts = [...files]
    .filter(([path]) => /^files\/.*\/consent-receipt\.json$/.test(path))
    .map(([, bytes]) => bytes.toString());
  expect(receipts).toHaveLength(2);
  const [given, withdrawn] = receipts.map((text) => JSON.parse(text) as ReturnType<typeof receiptRecord>);
  expect(given).toMatchObject({
    schema_version: 'ISO/IEC TS 27560:2023',
    language: 'de',
    privacy_notice: expect.stringMatching(/^\d+$/),
  });
  expect(given.wording).toMatchObject({ accept: 'Annehmen', reject: 'Ablehnen', sha256: wording });
  expect(given.purposes[0].purpose).toContain('event-first');
  expect(withdrawn.events[0]).toMatchObject({ event_state: 'consent withdrawn' });
});

describe('the chain of a workspace', () => {
  const choose = async (...who: string[]) => {
    const people = new Map<string, Awaited<ReturnType<Shop['visitor']>>>();
    for (const [index, name] of who.entries()) {
      const person = people.get(name) ?? (await shop.visitor());
      people.set(name, person);
      await person.act('consent.choose', { granted: index % 2 ? ['sharing'] : ['analytics'] });
    }
    return people;
  };

  it('is whole, also when several choose at once', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => shop.visitor()));
    await Promise.all(people.map((person) => person.act('consent.choose', { granted: ['analytics'] })));
    expect(await check()).toEqual({ length: 20, emptied: 0 });
  });

  it('finds what was changed, cut out or cut off', async () => {
    await choose('Ana', 'Bo', 'Cy', 'Ana');
    expect(await check()).toEqual({ length: 4, emptied: 0 });
    const where = 'WHERE workspace_id = ? AND place = ?';
    await run(`UPDATE consent_receipt SET granted = '["sharing"]' ${where}`, [shop.workspaceId, 3]);
    expect(await check()).toMatchObject({ fault: { place: 3, fault: 'changed' } });
    await run(`DELETE FROM consent_receipt ${where}`, [shop.workspaceId, 3]);
    expect(await check()).toMatchObject({ fault: { place: 3, fault: 'missing' } });
    await run('DELETE FROM consent_receipt WHERE workspace_id = ? AND place > 2', [shop.workspaceId]);
    expect(await check()).toMatchObject({ fault: { place: 3, fault: 'end' } });
    await run(
      'UPDATE consent_chain SET length = 2, hash = (SELECT hash FROM consent_receipt WHERE workspace_id = ? AND place = 2)',
      [shop.workspaceId],
    );
    expect(await check()).toMatchObject({ fault: { fault: 'end' } });
  });

  it('stays whole when a person is erased, and says nothing of them any more', async () => {
    await spy.enable(server, shop, 'event-first');
    const people = await choose('Ana', 'Bo', 'Cy', 'Ana');
    const ana = people.get('Ana')!;
    const person = { workspaceId: shop.workspaceId, kind: 'visitor' as const, id: ana.id };
    await erase(server, person);
    expect(await check()).toEqual({ length: 4, emptied: 2 });
    expect(await rows(ana.id)).toEqual([]);
    const left = await rowsOf<Record<string, unknown>>(
      server,
      'SELECT * FROM consent_receipt WHERE workspace_id = ? AND salt IS NULL',
      [shop.workspaceId],
    );
    for (const row of left)
      expect(row).toMatchObject({ subject_id: null, website_id: null, granted: '[]', asked: null, language: null });
    // What is left of them cannot be filled with something else.
    await run("UPDATE consent_receipt SET subject_id = 'somebody' WHERE workspace_id = ? AND salt IS NULL", [shop.workspaceId]);
    expect(await check()).toMatchObject({ fault: { fault: 'changed' } });
  });

  it('is looked at on a page, by those who answer for it', async () => {
    await choose('Ana', 'Bo');
    const page = async (person: 'Olu' | 'Ben' = 'Olu') => (await shop.browser(person)).get('/settings/consent?check=receipts');
    expect((await page()).text).toContain('The chain is whole: 2 receipts');
    await run('UPDATE consent_receipt SET act = ? WHERE workspace_id = ? AND place = 2', ['given!', shop.workspaceId]);
    expect((await page()).text).toContain('Receipt 2 is not what it was');
    expect((await page('Ben')).status).toBe(403);
  });

  it('is each workspace’s own', async () => {
    await choose('Ana');
    const other = await Shop.open(server, `Birch${shops}`);
    await (await other.visitor()).act('consent.choose', { granted: [] });
    expect(await check()).toEqual({ length: 1, emptied: 0 });
  });
});
