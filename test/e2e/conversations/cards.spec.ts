import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { Spy, type Told } from '../../kit/spy';
import type { VisitorClient } from '../../kit/visitor-client';

let spy: Spy;
let server: RunningApp;
let shop: Shop;
let other: Shop;
let ana: VisitorClient;
let conversation: string;
let cards: string;

const orders = {
  title: 'Orders',
  rows: [
    { label: '1042', value: 'Sent <b>today</b>', url: 'https://shop.example/orders/1042' },
    { label: 'Since', value: '2024' },
  ],
  buttons: [{ id: 'resend', label: 'Send the invoice again' }],
};
const answers =
  (card: unknown) =>
  ({ method }: Told) => ({ value: method === 'press' ? { message: 'The invoice is on its way.' } : card });

beforeAll(async () => {
  spy = await Spy.open();
  const privacy = { fields: ['visitor.email', 'message.body'] };
  const snippet = { text: 'Pay in <b>three</b> parts.', link: { label: 'How it works', url: 'https://pay.example/parts' } };
  spy.plugin('card-orders', { name: 'Orders', provides: ['cardProvider'], events: [], privacy, widget: snippet });
  spy.plugin('card-other', { name: 'Other', provides: ['cardProvider'], events: [], privacy: { fields: [] } });
  server = await startApp({ env: spy.env });
  shop = await Shop.open(server);
  other = await Shop.open(server, 'Birch');
  for (const one of [shop, other]) await spy.enable(server, one, 'card-orders');
  await shop.change({ collectsContact: true });
  ({ visitor: ana, conversation } = await somebody('ana@example.org'));
  cards = `/inbox/conversations/${conversation}/cards`;
});
beforeEach(() => {
  spy.told.length = 0;
  spy.reply = answers(orders);
});
afterAll(async () => {
  await server.stop();
  await spy.close();
});

async function somebody(email: string) {
  const visitor = await shop.visitor();
  const { conversation } = await visitor.say('Where is my order?');
  await visitor.act('visitor.update', { name: 'Ana', email });
  return { visitor, conversation };
}
const look = async (path = cards, who: 'Olu' | 'Ben' | 'Vera' = 'Ben') => (await shop.browser(who)).get(path);
const press = async (button = 'resend', who: 'Ben' | 'Vera' = 'Ben', plugin = 'card-orders') =>
  (await shop.browser(who)).post(`${cards}/${plugin}/${button}`);

describe('a card', () => {
  it('is drawn by the host: words as words, links with their host', async () => {
    const { status, text } = await look();
    expect(status).toBe(200);
    expect(text).toContain('Sent &lt;b&gt;today&lt;/b&gt;');
    expect(text).not.toContain('<b>');
    expect(text).toMatch(/href="https:\/\/shop.example\/orders\/1042" target="_blank" rel="noopener noreferrer">shop.example</);
    expect(text).toContain('Send the invoice again');
  });

  it('is made of what the manifest declares of the visitor, and of nothing that was said', async () => {
    await look();
    expect(spy.told.map(({ method, argument }) => ({ method, argument }))).toEqual([
      { method: 'card', argument: { conversationId: conversation, fields: { 'visitor.email': 'ana@example.org' } } },
    ]);
    const where = 'SELECT plugin_id, subject_id FROM disclosure WHERE subject_id = ?';
    expect(await rowsOf(server, where, [ana.id])).toContainEqual({ plugin_id: 'card-orders', subject_id: ana.id });
  });

  it('that is none shows nothing', async () => {
    spy.reply = answers(undefined);
    expect((await look()).text).not.toContain('plugincard');
  });

  it('that is slow does not delay the thread, which asks nobody', async () => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    spy.reply = async (told) => {
      await held;
      return answers(orders)(told);
    };
    const slow = look();
    const thread = await look(`/inbox/open/${conversation}`);
    expect(thread.status).toBe(200);
    expect(thread.text).toContain(`src="${cards}"`);
    expect(thread.text).not.toContain('1042');
    release();
    expect((await slow).text).toContain('1042');
    expect(spy.told).toHaveLength(1);
  });

  it.each([
    ['a link with a script', { ...orders, rows: [{ label: 'a', value: 'b', url: 'javascript:alert(1)' }] }],
    ['a link that hides its host', { ...orders, rows: [{ label: 'a', value: 'b', url: 'https://bank.example@evil.example/' }] }],
    ['a link without a lock', { ...orders, rows: [{ label: 'a', value: 'b', url: 'http://evil.example/' }] }],
    ['four buttons', { ...orders, buttons: ['a', 'b', 'c', 'd'].map((id) => ({ id, label: id })) }],
    ['no title', { ...orders, title: ' ' }],
  ])('with %s is refused as a whole', async (_what, card) => {
    spy.reply = answers(card);
    const { status, text } = await look();
    expect(status).toBe(200);
    expect(text).toContain('Orders did not answer.');
    expect(text).toContain(`href="${cards}">Try again`);
    expect(text).not.toMatch(/javascript:|evil|1042/);
    spy.reply = answers(orders);
    expect((await look()).text).toContain('1042');
  });

  it('with more in it than a card has is drawn without it', async () => {
    spy.reply = answers({ ...orders, html: '<script>alert(1)</script>' });
    const { text } = await look();
    expect(text).toContain('1042');
    expect(text).not.toContain('alert');
  });

  it('of one plugin stands though another one fails', async () => {
    await spy.enable(server, shop, 'card-other');
    spy.reply = (told) => (told.argument.fields!['visitor.email'] ? answers(orders)(told) : { fails: 'for good' });
    const { text } = await look();
    await spy.disable(server, shop, 'card-other');
    expect(text).toContain('1042');
    expect(text).toContain('Other did not answer.');
  });
});

describe('a button', () => {
  it('answers with a sentence', async () => {
    const { status, text } = await press();
    expect(status).toBe(200);
    expect(text).toContain('The invoice is on its way.');
    expect(spy.told[0]).toMatchObject({
      method: 'press',
      argument: { conversationId: conversation, buttonId: 'resend', fields: { 'visitor.email': 'ana@example.org' } },
    });
  });

  it('is not shown to a viewer, who may look but not press', async () => {
    const { text } = await look(cards, 'Vera');
    expect(text).toContain('1042');
    expect(text).not.toContain('Send the invoice again');
    spy.told.length = 0;
    expect((await press('resend', 'Vera')).status).toBe(403);
    expect(spy.told).toEqual([]);
  });

  it('that fails says so', async () => {
    spy.reply = () => ({ fails: 'for good' });
    expect((await press()).text).toContain('Orders did not answer.');
    spy.reply = answers(orders);
    await press();
  });

  it('of a plugin that shows no cards here is not found', async () => {
    expect((await press('resend', 'Ben', 'card-other')).status).toBe(404);
    expect((await press('a%20b')).status).toBeGreaterThanOrEqual(400);
    expect(spy.told).toEqual([]);
  });
});

it('belongs to its workspace: another one finds nothing, and no plugin is asked', async () => {
  const olu = await other.browser('Olu');
  expect((await olu.get(cards)).status).toBe(404);
  expect((await olu.post(`${cards}/card-orders/resend`)).status).toBe(404);
  expect(spy.told).toEqual([]);
});

it('says in a sentence that a visitor restricted the use of their data, and asks nobody', async () => {
  const { visitor, conversation: theirs } = await somebody('bo@example.org');
  const standings = server.app.get(StandingService, { strict: false });
  await standings.restrict({ workspaceId: shop.workspaceId, kind: 'visitor', id: visitor.id }, null);
  const { status, text } = await look(`/inbox/conversations/${theirs}/cards`);
  expect(status).toBe(200);
  expect(text).toContain('The visitor restricted the use of their data, so Orders was not asked.');
  const pressed = await (await shop.browser('Ben')).post(`/inbox/conversations/${theirs}/cards/card-orders/resend`);
  expect(pressed.text).toContain('was not asked');
  expect(spy.told).toEqual([]);
});

it('brings a snippet to the widget as long as the plugin is enabled, and then no frame to the thread either', async () => {
  const config = async () => {
    const answer = await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`);
    return ((await answer.json()) as { snippets?: unknown }).snippets;
  };
  expect(await config()).toEqual([
    { text: 'Pay in <b>three</b> parts.', link: { label: 'How it works', url: 'https://pay.example/parts' } },
  ]);
  await spy.disable(server, shop, 'card-orders');
  expect(await config()).toBeUndefined();
  expect((await look(`/inbox/open/${conversation}`)).text).not.toContain('/cards');
  await spy.enable(server, shop, 'card-orders');
  expect(await config()).toHaveLength(1);
});
