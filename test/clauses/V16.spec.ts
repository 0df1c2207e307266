import { randomUUID } from 'node:crypto';
import { WebsitesService } from '../../src/workspaces/websites.service';
import { startApp, type RunningApp } from '../kit/app';
import { dump } from '../kit/dump';
import { count, rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import type { VisitorClient } from '../kit/visitor-client';

const headers = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Accept-Language': 'fr-CH, fr;q=0.9',
  'X-Forwarded-For': '8.8.8.8',
};
const on = { collectsPages: true, collectsBrowser: true, collectsLocation: true, collectsContact: true };

/** Five switches for each website: messages, pages, browser, country, name and address. What is off is not kept, whoever sends it. */
describe('V16 what a website collects', () => {
  let server: RunningApp;
  let shop: Shop;
  let shops = 0;
  beforeAll(async () => void (server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } })));
  beforeEach(async () => void (shop = await Shop.open(server, `Alder${++shops}`)));
  afterAll(() => server.stop());

  const live = (isLive: boolean) =>
    server.app.get(WebsitesService, { strict: false }).setLive(shop.as('Olu'), shop.website.id, isLive);
  /** All that a visitor can leave, over one way or the other. */
  async function everything(ana: VisitorClient, over: 'http' | 'socket'): Promise<void> {
    const socket = over === 'socket' ? await ana.socket() : undefined;
    const act = (event: string, data: object) => (socket ? socket.ask(event, data) : ana.act(event, data));
    await act('message.send', { id: randomUUID(), body: 'Hello' });
    await act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
    await act('page.view', { url: 'https://alder.example/prices', title: 'Prices' });
    await socket?.close();
  }
  async function keptOf({ id }: VisitorClient) {
    const [row] = await rowsOf<Record<string, string | null>>(server, 'SELECT * FROM visitor WHERE id = ?', [id]);
    const { name, email, browser, os, language, country } = row;
    const pages = await count(server, 'page_view', 'visitor_id = ?', [id]);
    return { contact: [name, email], browser: [browser, os, language], location: [country], pages };
  }
  const all = {
    contact: ['Ana', 'ana@example.org'],
    browser: ['Firefox 145', 'Linux', 'fr-CH'],
    location: ['US'],
    pages: 1,
  };

  it('is everything that is switched on', async () => {
    await shop.change(on);
    const ana = await shop.visitor({ headers });
    await everything(ana, 'http');
    expect(await keptOf(ana)).toEqual(all);
  });

  it.each<{ off: keyof typeof on; kept: object }>([
    { off: 'collectsContact', kept: { contact: [null, null] } },
    { off: 'collectsBrowser', kept: { browser: [null, null, null] } },
    { off: 'collectsLocation', kept: { location: [null] } },
    { off: 'collectsPages', kept: { pages: 0 } },
  ])('leaves empty what is switched off: $off', async ({ off, kept }) => {
    await shop.change({ ...on, [off]: false });
    for (const over of ['http', 'socket'] as const) {
      const ana = await shop.visitor({ headers });
      await everything(ana, over);
      expect(await keptOf(ana)).toEqual({ ...all, ...kept });
    }
  });

  it('takes no message at all where the chat is switched off, of those neither who are in the middle of it', async () => {
    const ana = await shop.visitor({ headers });
    const socket = await ana.socket();
    await socket.ask('message.send', { id: randomUUID(), body: 'Before' });
    await live(false);
    const before = await dump(server, ['audit_entry']);
    expect((await ana.act('message.send', { id: randomUUID(), body: 'After, over HTTP' })).status).toBe(403);
    expect(await socket.closed).toMatchObject({ code: 1008 });
    expect(socket.received.at(-1)).toMatchObject({ event: 'error', data: { code: 'website.not_live' } });
    await expect(ana.socket()).rejects.toThrow('website.not_live');
    await expect(shop.visitor({ headers })).rejects.toThrow();
    expect(await dump(server, ['audit_entry'])).toEqual(before);
    await live(true);
    await ana.say('And again');
    const { messages } = await ana.resume(0);
    expect(messages.map(({ body }) => body)).toEqual(['Before', 'And again']);
  });

  it('is sparing from the beginning: neither pages nor countries', async () => {
    const { collectsPages, collectsLocation } = await server.app
      .get(WebsitesService, { strict: false })
      .add(shop.workspaceId, { name: 'New', domains: [] });
    expect([collectsPages, collectsLocation]).toEqual([false, false]);
  });

  it('is chosen on the page of the website, by those who may', async () => {
    const olu = await shop.browser('Olu');
    const path = `/settings/websites/${shop.website.id}`;
    const { text } = await olu.get(path);
    for (const name of ['collectsPages', 'collectsBrowser', 'collectsLocation', 'collectsContact', 'live'])
      expect(text).toContain(`name="${name}"`);
    await olu.post(path, { name: 'Alder', accent: '#112233', collectsLocation: 'true' });
    const [row] = await rowsOf(server, 'SELECT collects_location, collects_contact FROM website WHERE id = ?', [shop.website.id]);
    expect(Object.values(row).map(Boolean)).toEqual([true, false]);
    expect((await (await shop.browser('Vera')).post(path, { name: 'x', accent: '#112233' })).status).toBe(403);
  });
});
