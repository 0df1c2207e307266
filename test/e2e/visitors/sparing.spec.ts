import { startApp, type RunningApp } from '../../kit/app';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';

const address = '203.0.113.77';
const headers = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Accept-Language': 'fr-CH, fr;q=0.9',
  'X-Forwarded-For': address,
};
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } });
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const visitorRow = async (id: string) => (await rowsOf(server, 'SELECT * FROM visitor WHERE id = ?', [id]))[0];
const all = { collectsPages: true, collectsBrowser: true, collectsLocation: true, collectsContact: true };
const none = { collectsPages: false, collectsBrowser: false, collectsLocation: false, collectsContact: false };

it('before the first message nothing is kept, whatever a client asks', async () => {
  await shop.change(all);
  const before = await dump(server);
  const ana = await shop.visitor({ headers });
  const socket = await ana.socket();
  await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`, { headers });
  await socket.ask('conversation.resume');
  await socket.ask('page.view', { url: 'https://alder.example/prices', title: 'Prices' });
  await socket.ask('typing', { on: true });
  await socket.ask('conversation.seen', { seq: 0 });
  await ana.poll();
  await ana.earlier(10);
  expect(await dump(server)).toEqual(before);
  await socket.close();
});

it('with every switch on, what the notice names is kept, and nothing else', async () => {
  await shop.change(all);
  const ana = await shop.visitor({ headers });
  await ana.say('Hello');
  await ana.act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
  await ana.act('page.view', { url: 'https://alder.example/prices?token=secret#part', title: 'Prices\0' });
  expect(await visitorRow(ana.id)).toMatchObject({
    name: 'Ana',
    email: 'ana@example.org',
    browser: 'Firefox 145',
    os: 'Linux',
    language: 'fr-CH',
  });
  const pages = await rowsOf(server, 'SELECT url, title FROM page_view WHERE visitor_id = ?', [ana.id]);
  expect(pages).toEqual([{ url: 'https://alder.example/prices', title: 'Prices' }]);
});

it('with every switch off, the columns stay empty, over HTTP and over a socket', async () => {
  await shop.change(none);
  for (const over of ['http', 'socket'] as const) {
    const ana = await shop.visitor({ headers });
    const socket = await ana.socket();
    const act = async (event: string, data: object) =>
      over === 'http' ? (await ana.act(event, data)).body : await socket.ask(event, data);
    await act('message.send', { id: `a-message-over-${over}-1`, body: 'Hello' });
    const update = await act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
    expect(JSON.stringify(update)).toContain('visitor.contact_off');
    await act('page.view', { url: 'https://alder.example/prices', title: 'Prices' });
    expect(await visitorRow(ana.id)).toMatchObject({
      name: null,
      email: null,
      browser: null,
      os: null,
      language: null,
      country: null,
      external_id: null,
    });
    expect(await count(server, 'page_view', 'visitor_id = ?', [ana.id])).toBe(0);
    await socket.close();
  }
});

it('keeps the last fifty pages, and drops what is no page', async () => {
  await shop.change(all);
  const ana = await shop.visitor({ headers });
  await ana.say('Hello');
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address'])
    await ana.act('page.view', { url });
  expect(await count(server, 'page_view', 'visitor_id = ?', [ana.id])).toBe(0);
  for (let page = 1; page <= 55; page++) await ana.act('page.view', { url: `https://alder.example/${page}`, title: `${page}` });
  expect(await count(server, 'page_view', 'visitor_id = ?', [ana.id])).toBe(50);
  const [{ title }] = await rowsOf<{ title: string }>(server, 'SELECT title FROM page_view WHERE visitor_id = ? ORDER BY id', [
    ana.id,
  ]);
  expect(title).toBe('6');
});
