import { randomUUID } from 'node:crypto';
import { startApp, type RunningApp } from '../../kit/app';
import { speakFirst } from '../../kit/proactive';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';
import type { VisitorClient, WireState } from '../../kit/visitor-client';

/** Visitors answer what a website said first. */
let server: RunningApp;
let shop: Shop;
let rule: string;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  rule = await speakFirst(server, shop.team, { pauseDays: 7 });
});
afterAll(() => server.stop());

type Shown = { id?: unknown; language?: unknown } | string;
const answer = (who: VisitorClient, body: string, shown: Shown, id: string = randomUUID()) =>
  who.act<{ seq: number }>('message.send', { id, body, shown });
const thread = async (who: VisitorClient) =>
  (await who.resume()).messages.map(({ from, seq, body }) => `${seq} ${from}: ${body}`);
const stateOf = async (who: VisitorClient) => (await who.resume()).state as WireState & { proactive: object };
const english = () => ({ id: rule, language: 'en' });
const consent = async (who: VisitorClient, granted: string[], asked?: string[]) => who.act('consent.choose', { granted, asked });

it('stands above the answer, from nobody in person, and counts as nothing that the team did', async () => {
  const ana = await shop.visitor();
  expect((await answer(ana, 'Yes, please', english())).body.data.seq).toBe(2);
  expect(await thread(ana)).toEqual(['1 system: Can we help?', '2 visitor: Yes, please']);
  const [conversation] = await rowsOf(
    server,
    'SELECT status, unread, assignee_id, waiting_since, preview, team_seen FROM conversation WHERE visitor_id = ?',
    [ana.id],
  );
  expect(conversation).toMatchObject({ status: 'open', unread: 1, assignee_id: '', preview: 'Yes, please', team_seen: 0 });
  expect(conversation.waiting_since).not.toBeNull();
  const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM conversation WHERE visitor_id = ?', [ana.id]);
  const { text } = await (await shop.browser('Ben')).get(`/inbox/open/${id}`);
  expect(text).toContain('Automatic message');
  expect(text.indexOf('Can we help?')).toBeLessThan(text.indexOf('Yes, please</div>'));
});

it('comes once, however often the answer is sent', async () => {
  const ana = await shop.visitor();
  const id = randomUUID();
  await Promise.all([answer(ana, 'Yes', english(), id), answer(ana, 'Yes', english(), id)]);
  await answer(ana, 'Yes', english(), id);
  await answer(ana, 'And this', english());
  expect(await thread(ana)).toEqual(['1 system: Can we help?', '2 visitor: Yes', '3 visitor: And this']);
});

it('keeps the order of what is sent while it is looked up', async () => {
  const ana = await shop.visitor();
  const socket = await ana.socket();
  const said = ['one', 'two', 'three'].map((body, index) =>
    socket.ask('message.send', { id: randomUUID(), body, ...(index === 0 && { shown: english() }) }),
  );
  await Promise.all(said);
  await socket.close();
  expect(await thread(ana)).toEqual(['1 system: Can we help?', '2 visitor: one', '3 visitor: two', '4 visitor: three']);
});

it('takes the words from the settings, in a language that there is, and never from the browser', async () => {
  const german = await shop.visitor();
  await answer(german, 'Ja', { id: rule, language: 'de', text: 'Pay here' } as Shown);
  expect(await thread(german)).toEqual(['1 system: Können wir helfen?', '2 visitor: Ja']);
  const french = await shop.visitor();
  await answer(french, 'Oui', { id: rule, language: 'fr' });
  expect((await thread(french))[0]).toBe('1 system: Can we help?');
});

it('adds nothing of another website, of one that is off, or that is not there', async () => {
  const other = await Shop.open(server, 'Birch');
  const foreign = await speakFirst(server, other.team);
  const off = await speakFirst(server, shop.team, { isOn: false });
  for (const id of [foreign, off, '0'.repeat(26)]) {
    const ana = await shop.visitor();
    expect((await answer(ana, 'Hello', { id, language: 'en' })).status).toBe(200);
    expect(await thread(ana)).toEqual(['1 visitor: Hello']);
  }
});

it.each<[Shown]>([
  ['rule'],
  [{ id: 7, language: 'en' }],
  [{ id: '../..', language: 'en' }],
  [{ id: 'x'.repeat(26), language: '<b>' }],
  [{}],
])('refuses %j, and keeps nothing', async (shown) => {
  const ana = await shop.visitor();
  expect((await answer(ana, 'Hello', shown)).body.error?.code).toBe('frame.invalid');
  expect(await thread(ana)).toEqual([]);
});

it('is not added to a conversation that goes on', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  await answer(ana, 'Still here', english());
  expect(await thread(ana)).toEqual(['1 visitor: Hello', '2 visitor: Still here']);
  await shop.does(conversation, 'closing');
  await answer(ana, 'Again', english());
  expect((await thread(ana)).slice(2)).toEqual(['3 system: Can we help?', '4 visitor: Again']);
});

describe('whoever does not want it', () => {
  const wanted = { allowed: true, objected: false };
  const known = async () => {
    const ana = await shop.visitor();
    const { conversation } = await ana.say('Hello');
    await shop.does(conversation, 'closing');
    expect((await stateOf(ana)).proactive).toEqual(wanted);
    return ana;
  };
  const gets = async (ana: VisitorClient, count: number) => {
    await answer(ana, 'Back', english());
    expect((await thread(ana)).filter((line) => line.includes('system')).length).toBe(count);
  };

  it('objected: it holds at once, on every socket that is open, until it is taken back', async () => {
    const ana = await known();
    const elsewhere = await ana.socket();
    expect((await ana.call('POST', 'privacy/objections', { purpose: 'proactive', on: true })).status).toBe(200);
    const told = () => elsewhere.all<{ proactive: object }>('conversation.state').at(-1)?.data.proactive;
    await until('the other socket is told', () => told() !== undefined);
    expect(told()).toEqual({ allowed: false, objected: true });
    await elsewhere.close();
    await gets(ana, 0);
    await ana.call('POST', 'privacy/objections', { purpose: 'proactive', on: false });
    expect((await stateOf(ana)).proactive).toEqual(wanted);
    const cases = await rowsOf(server, 'SELECT kind, about, state FROM privacy_case WHERE subject_id = ?', [ana.id]);
    expect(cases).toEqual([{ kind: 'objection', about: 'proactive', state: 'complete' }]);
  });

  it('restricted', async () => {
    const ana = await known();
    await ana.call('POST', 'privacy/restriction', { on: true });
    expect((await stateOf(ana)).proactive).toEqual({ allowed: false, objected: false });
    await gets(ana, 0);
  });

  it('refused or withdrew personal suggestions, here or in the banner of the website', async () => {
    const config = (await (await fetch(`${server.url}/widget/v1/config?website=${shop.website.key}`)).json()) as {
      privacy: { asks: { category: string; terms: string[]; why: string }[] };
    };
    const [ask] = config.privacy.asks;
    expect(ask).toMatchObject({ category: 'personalisation', why: 'Fits what you are shown to you.' });
    const ana = await known();
    await consent(ana, ['personalisation'], ask.terms);
    expect((await stateOf(ana)).proactive).toEqual(wanted);
    await consent(ana, [], ask.terms);
    expect((await stateOf(ana)).proactive).toEqual({ allowed: false, objected: false });
    await gets(ana, 0);
    const bo = await known();
    await consent(bo, ['analytics']);
    await gets(bo, 0);
    const cy = await known();
    await consent(cy, ['personalisation']);
    await gets(cy, 1);
  });
});

it('asks for consent only on the website that needs it', async () => {
  const other = await Shop.open(server, 'Cedar');
  await speakFirst(server, other.team, { pauseDays: 0 });
  const asks = async () => {
    const answer = await fetch(`${server.url}/widget/v1/config?website=${other.website.key}`);
    return ((await answer.json()) as { privacy: { asks: unknown[] } }).privacy.asks;
  };
  expect(await asks()).toEqual([]);
  await speakFirst(server, other.team, { trigger: 'return', pauseDays: 1 });
  expect(await asks()).toHaveLength(1);
});

it('counts the conversations that began, and nobody by name', async () => {
  const quiet = await speakFirst(server, shop.team);
  const ana = await shop.visitor();
  await answer(ana, 'Yes', { id: quiet, language: 'en' });
  const [row] = await rowsOf(server, 'SELECT * FROM proactive_message WHERE id = ?', [quiet]);
  expect(row.answers).toBe(1);
  expect(JSON.stringify(row)).not.toContain(ana.id);
});
