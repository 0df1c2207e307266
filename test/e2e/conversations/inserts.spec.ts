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
let inserts: string;

const actions = [
  { id: 'hours', label: 'Opening <b>hours</b>' },
  { id: 'track', label: 'Tracking link', input: { label: 'Order number', placeholder: '1042' } },
];
const answers =
  (answer: unknown, list: unknown = actions) =>
  ({ method }: Told) => ({ value: method === 'list' ? list : answer });
const hours = { text: 'We are open from 9 to 5.' };

beforeAll(async () => {
  spy = await Spy.open();
  const all = { name: 'Shop', provides: ['composerAction' as const], events: [] };
  const fields = ['visitor.email', 'conversation.preview', 'message.body'];
  spy.plugin('composer-shop', { ...all, privacy: { fields } });
  spy.plugin('composer-quiet', { ...all, name: 'Quiet', privacy: { fields: [] } });
  spy.plugin('composer-polite', { ...all, privacy: { fields: ['visitor.email'], basis: 'consent', consent: 'sharing' } });
  server = await startApp({ env: spy.env });
  shop = await Shop.open(server);
  other = await Shop.open(server, 'Birch');
  for (const one of [shop, other]) await spy.enable(server, one, 'composer-shop');
  await shop.change({ collectsContact: true });
  ({ visitor: ana, conversation } = await somebody('ana@example.org'));
  inserts = `/inbox/conversations/${conversation}/inserts`;
});
beforeEach(() => {
  spy.told.length = 0;
  spy.reply = answers(hours);
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
const look = async (path = inserts, who: 'Ben' | 'Vera' = 'Ben') => (await shop.browser(who)).get(path);
async function run(action = 'hours', body: object = {}, at = `${inserts}/composer-shop`, who: 'Ben' | 'Vera' = 'Ben') {
  const { status, text } = await (await shop.browser(who)).postJson(`${at}/${action}`, body);
  return { status, answer: JSON.parse(text) as { text?: string; message?: string; error?: { code: string } } };
}
const ledger = (about: string) =>
  rowsOf<{ plugin_id: string; fields: string }>(
    server,
    "SELECT plugin_id, fields FROM disclosure WHERE subject_id = ? AND capability = 'composerAction'",
    [about],
  );

describe('the menu', () => {
  it('is in the composer only where a plugin has something for it', async () => {
    expect((await look(`/inbox/open/${conversation}`)).text).toContain('id="inserts-menu-');
    await spy.disable(server, shop, 'composer-shop');
    const { text } = await look(`/inbox/open/${conversation}`);
    await spy.enable(server, shop, 'composer-shop');
    expect(text).toContain('class="composer"');
    expect(text).not.toMatch(/data-inserts|inserts#|inserts-menu|class="inserts/);
    expect(spy.told).toEqual([]);
  });

  it('lists what plugins have, and tells them nothing of anybody', async () => {
    const before = await ledger(ana.id);
    const { status, text } = await look();
    expect(status).toBe(200);
    expect(text).toContain('Opening &lt;b&gt;hours&lt;/b&gt;');
    expect(text).toContain('data-input="Order number"');
    expect(spy.told.map(({ method, argument }) => ({ method, argument }))).toEqual([{ method: 'list', argument: {} }]);
    expect(await ledger(ana.id)).toEqual(before);
  });

  it.each([
    ['two actions of one id', [actions[0], actions[0]]],
    ['no label', [{ id: 'a', label: ' ' }]],
    ['an id that is an address', [{ id: '../../x', label: 'a' }]],
    ['too many', Array.from({ length: 21 }, (_, id) => ({ id: `a${id}`, label: 'a' }))],
    ['no list', 'everything'],
  ])('refuses a list with %s as a whole, and offers to try again', async (_what, list) => {
    spy.reply = answers(hours, list);
    const { status, text } = await look();
    spy.reply = answers(hours);
    await look();
    expect(status).toBe(200);
    expect(text).toContain('It did not answer. Try again');
    expect(text).not.toContain('inserts#choose');
  });

  it('has no action that asks for a line of a plugin that does not declare what becomes of it', async () => {
    await spy.enable(server, shop, 'composer-quiet');
    const { text } = await look();
    const { answer } = await run('track', { input: 'ana@example.org' }, `${inserts}/composer-quiet`);
    await spy.disable(server, shop, 'composer-quiet');
    expect(text.match(/data-plugin="composer-shop"/g)).toHaveLength(2);
    expect(text.match(/data-plugin="composer-quiet"/g)).toHaveLength(1);
    expect(answer).toEqual(hours);
    expect(spy.told.find(({ method }) => method === 'run')!.argument).toEqual({
      conversationId: conversation,
      actionId: 'track',
      fields: {},
    });
  });
});

describe('an action', () => {
  it('gets what its manifest declares and what was typed for it, and nothing else', async () => {
    const { status, answer } = await run('track', { input: ' 1042 ' });
    expect({ status, answer }).toEqual({ status: 200, answer: hours });
    expect(spy.told.map(({ method, argument }) => ({ method, argument }))).toEqual([
      {
        method: 'run',
        argument: {
          conversationId: conversation,
          actionId: 'track',
          input: '1042',
          fields: { 'visitor.email': 'ana@example.org', 'conversation.preview': 'Where is my order?' },
        },
      },
    ]);
  });

  it('stands in the ledger, with the line if there was one', async () => {
    const { visitor, conversation: theirs } = await somebody('bo@example.org');
    const at = `/inbox/conversations/${theirs}/inserts/composer-shop`;
    await run('hours', {}, at);
    await run('track', { input: '7' }, at);
    const rows = await ledger(visitor.id);
    expect(rows.map(({ fields }) => fields.includes('message.body')).sort()).toEqual([false, true]);
    for (const { fields } of rows) expect(fields).toContain('visitor.email');
  });

  it('sends nothing and writes nothing', async () => {
    const messages = () => rowsOf(server, 'SELECT id FROM message WHERE conversation_id = ?', [conversation]);
    const before = await messages();
    await run();
    expect(await messages()).toEqual(before);
    expect(JSON.stringify(await ana.resume())).not.toContain('open from 9');
  });

  it('may have a sentence for the agent instead', async () => {
    spy.reply = answers({ message: 'There is no such order.' });
    expect((await run()).answer).toEqual({ message: 'There is no such order.' });
  });

  it.each([
    ['markup, which stays text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['what turns and hides', 'invoice\u202efdp.exe\u0000\u001b[2J', 'invoicefdp.exe[2J'],
    ['the most', 'a'.repeat(4000), 'a'.repeat(4000)],
  ])('brings a text with %s', async (_what, text, expected) => {
    spy.reply = answers({ text });
    expect(await run()).toEqual({ status: 200, answer: { text: expected } });
  });

  it.each([
    ['nothing', undefined],
    ['a text of spaces', { text: '  \n ' }],
    ['what nobody could see', { text: '\u0000\u202e' }],
    ['too long a text', { text: 'a'.repeat(4001) }],
    ['megabytes', { text: 'a'.repeat(3_000_000) }],
    ['a text and a sentence', { text: 'a', message: 'b' }],
    ['an object for a text', { text: { toString: 'a' } }],
    ['HTML instead', { html: '<b>a</b>' }],
  ])('that answers with %s is refused, with a sentence', async (_what, answer) => {
    spy.reply = answers(answer);
    const refused = await run();
    spy.reply = answers(hours);
    expect((await run()).answer).toEqual(hours);
    expect(refused).toMatchObject({ status: 502, answer: { error: { code: 'insert.unanswered' } } });
  });

  it('that fails says so, and nothing of what the plugin said', async () => {
    spy.reply = () => ({ fails: 'for good' });
    expect(await run()).toEqual({ status: 502, answer: { error: expect.objectContaining({ code: 'insert.unanswered' }) } });
  });

  it.each([
    ['a line break', { input: 'one\ntwo' }],
    ['too long a line', { input: 'a'.repeat(201) }],
    ['a list', { input: ['1042'] }],
    ['the draft', { input: '1042', draft: 'Dear Ana' }],
  ])('does not take %s', async (_what, body) => {
    expect((await run('track', body)).status).toBe(422);
    expect(spy.told).toEqual([]);
  });
});

describe('nobody is asked', () => {
  it.each(['a viewer', 'another workspace'])('for %s', async (who) => {
    const browser = who === 'a viewer' ? await shop.browser('Vera') : await other.browser('Olu');
    const status = who === 'a viewer' ? 403 : 404;
    expect((await browser.get(inserts)).status).toBe(status);
    expect((await browser.postJson(`${inserts}/composer-shop/hours`, {})).status).toBe(status);
    expect(spy.told).toEqual([]);
  });

  it('of a plugin that is off, or of none', async () => {
    expect((await run('hours', {}, `${inserts}/composer-quiet`)).status).toBe(404);
    expect((await run('hours', {}, `${inserts}/composer-nobody`)).status).toBe(404);
    expect(spy.told).toEqual([]);
  });

  it('about a visitor who restricted the use of their data', async () => {
    const { visitor, conversation: theirs } = await somebody('cy@example.org');
    const standings = server.app.get(StandingService, { strict: false });
    await standings.restrict({ workspaceId: shop.workspaceId, kind: 'visitor', id: visitor.id }, null);
    const { status, answer } = await run('hours', {}, `/inbox/conversations/${theirs}/inserts/composer-shop`);
    expect({ status, code: answer.error?.code }).toEqual({ status: 409, code: 'insert.restricted' });
    expect(await ledger(visitor.id)).toEqual([]);
    expect(spy.told).toEqual([]);
  });

  it('about a visitor who has not agreed, where that is the basis, and again once they have', async () => {
    await spy.enable(server, shop, 'composer-polite');
    const at = `${inserts}/composer-polite`;
    const refused = await run('hours', {}, at);
    expect({ status: refused.status, code: refused.answer.error?.code }).toEqual({ status: 409, code: 'insert.no_consent' });
    expect(spy.told).toEqual([]);
    await ana.act('consent.choose', { granted: ['sharing'] });
    const agreed = await run('hours', {}, at);
    await spy.disable(server, shop, 'composer-polite');
    expect(agreed.answer).toEqual(hours);
    expect(spy.told[0].argument.fields).toEqual({ 'visitor.email': 'ana@example.org' });
  });
});
