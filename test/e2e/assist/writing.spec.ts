import { FakeServer } from '../../../plugins/assist-openai/fake-server';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import type { Answer } from '../../kit/browser';
import { enablePlugin } from '../../kit/plugins';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

let vendor: FakeServer;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  vendor = await FakeServer.open();
  server = await startApp({ env: { PLUGIN_PRIVATE_NETWORK: '127.0.0.1' } });
  shop = await furnished('Alder');
});
afterAll(async () => {
  await server.stop();
  vendor.close();
});
beforeEach(() => vendor.works());

/** A workspace in which the real plugin is switched on, with a server on this machine behind it. */
async function furnished(name: string): Promise<Shop> {
  const opened = await Shop.open(server, name);
  await enablePlugin(server, opened.workspaceId, 'assist-openai', { address: vendor.address, model: 'llama3.1', operator: name });
  return opened;
}

const path = (conversation: string, door = 'writing') => `/inbox/conversations/${conversation}/${door}`;
async function asks(conversation: string, body: object, person: 'Olu' | 'Ben' | 'Vera' = 'Ben', at = shop): Promise<Answer> {
  return (await at.browser(person)).postJson(path(conversation), body);
}
type Line = { piece?: string; done?: true; error?: { code: string; message: string } };
const linesOf = ({ text }: Answer) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const textOf = (answer: Answer) =>
  linesOf(answer)
    .map(({ piece = '' }) => piece)
    .join('');
const codeOf = ({ text }: Answer) => (JSON.parse(text) as { error: { code: string } }).error.code;
const ledger = (subjectId: string) =>
  rowsOf<{ fields: string }>(server, 'SELECT fields FROM disclosure WHERE subject_id = ?', [subjectId]);
const visitorOf = async (conversation: string) =>
  (await rowsOf<{ visitor_id: string }>(server, 'SELECT visitor_id FROM conversation WHERE id = ?', [conversation]))[0]
    .visitor_id;

/** Visitor Ana has asked something, and left her name. */
async function ana(...messages: string[]) {
  const visitor = await shop.visitor();
  await visitor.act('visitor.update', { name: 'Ana Silva', email: 'ana@mail.example' });
  let conversation = '';
  for (const message of messages.length ? messages : ['Where is my order 4711?']) ({ conversation } = await visitor.say(message));
  return { visitor, conversation };
}

describe('an agent is helped', () => {
  it.each(['improve', 'shorten', 'friendlier', 'more-formal', 'fix-grammar'])('with the text in the field: %s', async (task) => {
    const { conversation } = await ana();
    const answer = await asks(conversation, { task, text: 'we has send it' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    expect(textOf(answer)).toBe('We have sent it.');
    expect(linesOf(answer).at(-1)).toEqual({ done: true });
    expect(vendor.asked[0].body.messages[1].content).toContain('we has send it');
  });

  it('with a draft from what the visitor may read', async () => {
    const { conversation } = await ana('Where is my order 4711?');
    await shop.answer(conversation, 'She was rude before', { kind: 'note' });
    await shop.answer(conversation, 'I look it up');
    await asks(conversation, { task: 'draft-reply' });
    const [{ content }] = vendor.asked[0].body.messages.slice(-1);
    expect(content).toContain('{"from":"customer","text":"Where is my order 4711?"}\n{"from":"team","text":"I look it up"}');
    expect(content).not.toContain('rude');
  });

  it('with a summary that knows the notes', async () => {
    const { conversation } = await ana();
    await shop.answer(conversation, 'Parcel is lost', { kind: 'note' });
    await asks(conversation, { task: 'summarise' });
    expect(vendor.asked[0].body.messages[1].content).toContain('Parcel is lost');
  });

  it('and nothing is sent by itself', async () => {
    const { conversation } = await ana();
    const before = await rowsOf(server, 'SELECT id FROM message WHERE conversation_id = ?', [conversation]);
    await asks(conversation, { task: 'draft-reply' });
    expect(await rowsOf(server, 'SELECT id FROM message WHERE conversation_id = ?', [conversation])).toEqual(before);
  });

  it('and the hand-over stands in the ledger, with names of fields only', async () => {
    const { conversation } = await ana();
    await asks(conversation, { task: 'improve', text: 'we has send it' });
    const rows = await ledger(await visitorOf(conversation));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).toContain('message.body');
    expect(JSON.stringify(rows)).not.toContain('has send');
  });

  it('and sees in the menu who helps', async () => {
    const { conversation } = await ana();
    const { text, status } = await (await shop.browser('Ben')).get(path(conversation));
    expect(status).toBe(200);
    expect(text).toContain('Summarise for a hand-over');
    expect(text).toContain('The text goes to Alder');
  });
});

describe('what says whose it is', () => {
  const personal = ['Ana', 'Silva', 'ana@mail.example', '+351 912 345 678', 'DE89 3704 0044 0532 0130 00', 'Ben'];
  const text = `Hi Ana Silva, we wrote to ana@mail.example, called +351 912 345 678 and paid to DE89 3704 0044 0532 0130 00. Ben`;

  it('never leaves, and is back in the answer', async () => {
    const { conversation } = await ana('I am Ana Silva, +351 912 345 678, order 4711');
    vendor.text = ({ body }) => (JSON.parse(body.messages[1].content.split('\n')[1]) as { text: string }).text;
    vendor.packet = 3;
    expect(textOf(await asks(conversation, { task: 'improve', text }))).toBe(text);
    await asks(conversation, { task: 'draft-reply' });
    const left = JSON.stringify(vendor.asked);
    for (const value of personal) expect(left).not.toContain(value);
    expect(left).toContain('[EMAIL_1]');
    expect(left).toContain('order 4711');
  });

  it('leaves if the workspace wants it so, and only then', async () => {
    const { conversation } = await ana();
    const olu = await shop.browser('Olu');
    expect((await olu.get('/settings/writing')).text).toMatch(/name="masks"[^>]* checked/);
    expect((await olu.post('/settings/writing', {})).status).toBe(303);
    expect((await olu.get('/settings/writing')).text).not.toMatch(/name="masks"[^>]* checked/);
    await asks(conversation, { task: 'improve', text });
    expect(JSON.stringify(vendor.asked)).toContain('ana@mail.example');
    expect((await olu.post('/settings/writing', { masks: 'true' })).status).toBe(303);
    vendor.asked.length = 0;
    await asks(conversation, { task: 'improve', text });
    expect(JSON.stringify(vendor.asked)).not.toContain('ana@mail.example');
    const acts = await rowsOf<{ action: string }>(
      server,
      "SELECT action FROM audit_entry WHERE action LIKE 'writing.%' ORDER BY id",
    );
    expect(acts.map(({ action }) => action)).toEqual(['writing.masking_off', 'writing.masking_on']);
  });

  it('is not changed by an agent', async () => {
    const answer = await (await shop.browser('Ben')).post('/settings/writing', {});
    expect(answer.status).toBe(403);
  });
});

describe('nothing is handed over', () => {
  it('about somebody who is restricted, and the agent is told why', async () => {
    const { conversation } = await ana();
    const id = await visitorOf(conversation);
    const standings = server.app.get(StandingService, { strict: false });
    await standings.restrict({ workspaceId: shop.workspaceId, kind: 'visitor', id }, null);
    const answer = await asks(conversation, { task: 'improve', text: 'we has send it' });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'writing.restricted']);
    expect(vendor.asked).toEqual([]);
    expect(await ledger(id)).toEqual([]);
    const spelling = await (
      await shop.browser('Ben')
    ).postJson(path(conversation, 'spelling'), { text: 'we have the the parcel' });
    expect(spelling.status).toBe(200);
  });

  it.each([
    ['without a text', { task: 'improve', text: '  ' }, 422, 'writing.empty'],
    ['with a task that nobody knows', { task: 'send', text: 'x' }, 422, 'request.invalid'],
    ['with a text that is too long', { task: 'improve', text: 'x'.repeat(8001) }, 422, 'request.invalid'],
    ['with a text that is none', { task: 'improve', text: { $gt: '' } }, 422, 'request.invalid'],
    ['with more than is asked', { task: 'improve', text: 'x', model: 'dear' }, 422, 'request.invalid'],
  ])('%s', async (_what, body, status, code) => {
    const { conversation } = await ana();
    const answer = await asks(conversation, body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(vendor.asked).toEqual([]);
  });

  it.each([
    ['for a viewer', 403],
    ['for another workspace', 404],
  ])('%s', async (_who, status) => {
    const { conversation } = await ana();
    const other = status === 404 ? await furnished('Birch') : shop;
    const answer = await asks(conversation, { task: 'draft-reply' }, status === 404 ? 'Ben' : 'Vera', other);
    expect(answer.status).toBe(status);
    expect(vendor.asked).toEqual([]);
    expect((await (await other.browser(status === 404 ? 'Ben' : 'Vera')).get(path(conversation))).status).toBe(status);
  });

  it('where no plugin is switched on; the menu says so', async () => {
    const bare = await Shop.open(server, 'Cedar');
    const { conversation } = await (await bare.visitor()).say('Hello');
    const answer = await asks(conversation, { task: 'draft-reply' }, 'Ben', bare);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'writing.no_provider']);
    const { text } = await (await bare.browser('Ben')).get(path(conversation));
    expect(text).not.toContain('Improve');
    expect(text).toContain('Check spelling');
  });
});

describe('trouble of the provider', () => {
  it.each(['not-json', { status: 500 }, { status: 401, body: '{"error":{"message":"key sk-secret is wrong"}}' }] as const)(
    'at once: %j',
    async (trouble) => {
      const { conversation } = await ana();
      vendor.trouble = trouble;
      const answer = await asks(conversation, { task: 'improve', text: 'we has send it' });
      expect([answer.status, codeOf(answer)]).toEqual([502, 'writing.unanswered']);
      expect(answer.text).toContain('Your text is as it was.');
      expect(answer.text).not.toContain('sk-secret');
    },
  );

  it('midway: what came stays, and the last line says so', async () => {
    const { conversation } = await ana();
    vendor.text = 'one two three four';
    vendor.trouble = 'cut';
    const answer = await asks(conversation, { task: 'improve', text: 'we has send it' });
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toBe('one two');
    expect(linesOf(answer).at(-1)!.error).toMatchObject({ code: 'writing.unanswered' });
  });

  it('does not go on working for somebody who left', async () => {
    const { conversation } = await ana();
    vendor.trouble = 'stall';
    vendor.text = 'one two three four';
    const ben = await shop.browser('Ben');
    const stop = new AbortController();
    const response = await fetch(server.url + path(conversation), {
      method: 'POST',
      headers: { Origin: server.url, 'Content-Type': 'application/json', Cookie: ben.cookieHeader },
      body: JSON.stringify({ task: 'improve', text: 'we has send it' }),
      signal: stop.signal,
    });
    await response.body!.getReader().read();
    expect(vendor.left).toBe(0);
    stop.abort();
    await until('the vendor is let go', () => vendor.left === 1);
    vendor.works();
    expect(textOf(await asks(conversation, { task: 'improve', text: 'we has send it' }))).toBe('We have sent it.');
  });
});
