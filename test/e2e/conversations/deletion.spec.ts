import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SearchService } from '../../../src/conversations/search/search.service';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

const word = 'chrysanthemum';
let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());
beforeEach(async () => void (ana = await shop.visitor()));

async function uploadAsBen(text: string): Promise<string> {
  const headers = { Cookie: (await shop.browser('Ben')).cookieHeader, Origin: server.url };
  const more = { 'Content-Type': 'application/octet-stream', 'X-File-Name': `${word}.txt` };
  const answer = await fetch(`${server.url}/inbox/uploads`, { method: 'POST', headers: { ...headers, ...more }, body: text });
  return ((await answer.json()) as { id: string }).id;
}
const pathOf = (file: string) => join(server.settings.DATA_DIR, 'files', file.slice(0, 2), file);
const hits = async () => (await server.app.get(SearchService, { strict: false }).find(shop.workspaceId, word)).hits;

it('takes text, files and search entry, keeps the place, and tells everybody', async () => {
  const [visitorSocket, benSocket] = await Promise.all([ana.socket(), agentSocket(await shop.browser('Ben'), { all: true })]);
  const { conversation } = await ana.say('Hello');
  const file = await uploadAsBen(`all about the ${word}`);
  const { id } = await shop.answer(conversation, `You want a ${word}`, { attachments: [file] });
  await visitorSocket.next((frame) => frame.event === 'message.posted' && frame.data.id === id);
  expect(await hits()).toHaveLength(1);
  expect(existsSync(pathOf(file))).toBe(true);
  expect((await ana.download(file)).status).toBe(200);

  await shop.does(conversation, `messages/${id}/deletion`);
  expect((await visitorSocket.next('message.deleted')).data).toEqual({ id, conversation, seq: 2 });
  expect(await nextStream(benSocket, `action="replace" target="message-${id}"`)).not.toContain(word);

  expect(await hits()).toEqual([]);
  const { messages, state } = await ana.resume(0);
  expect(messages[1]).toMatchObject({ id, seq: 2, body: '', attachments: [], deleted: true });
  expect(state.lastSeq).toBe(2);
  expect((await ana.download(file)).status).toBe(404);
  expect(await count(server, 'attachment', 'id = ?', [file])).toBe(0);
  expect(await rowsOf(server, 'SELECT preview FROM conversation WHERE id = ?', [conversation])).toEqual([{ preview: '' }]);
  const { text } = await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`);
  expect(text).not.toContain(word);
  for (let tries = 0; existsSync(pathOf(file)) && tries < 100; tries++) await wait(50);
  expect(existsSync(pathOf(file))).toBe(false);
  await Promise.all([visitorSocket.close(), benSocket.close()]);
});

it('of an earlier message leaves the preview of the last one', async () => {
  const { conversation } = await ana.say('Hello');
  const { id } = await shop.answer(conversation, 'The first answer');
  await shop.answer(conversation, 'The last answer');
  await shop.does(conversation, `messages/${id}/deletion`);
  expect(await rowsOf(server, 'SELECT preview FROM conversation WHERE id = ?', [conversation])).toEqual([
    { preview: 'The last answer' },
  ]);
});

it('of a note is not told to the visitor', async () => {
  const socket = await ana.socket();
  const { conversation } = await ana.say('Hello');
  const { id } = await shop.answer(conversation, 'A note', { kind: 'note' });
  await shop.does(conversation, `messages/${id}/deletion`);
  const { id: reply } = await shop.answer(conversation, 'An answer');
  await socket.next((frame) => frame.event === 'message.posted' && frame.data.id === reply);
  expect(JSON.stringify(socket.received)).not.toContain(id);
  await socket.close();
});

it.each<[string, 'visitorMessage' | 'bensMessage', 'Ben' | 'Olu', string]>([
  ['what the visitor wrote', 'visitorMessage', 'Ben', 'message.not_yours'],
  ['what a colleague wrote', 'bensMessage', 'Olu', 'message.not_yours'],
])('of %s is refused', async (_name, which, who, code) => {
  const { conversation, id: visitorMessage } = await ana.say('Hello');
  const { id: bensMessage } = await shop.answer(conversation, 'Hello');
  const id = { visitorMessage, bensMessage }[which];
  const answer = await (await shop.browser(who)).postJson(`/inbox/conversations/${conversation}/messages/${id}/deletion`, {});
  expect(JSON.parse(answer.text)).toMatchObject({ error: { code } });
  expect(await count(server, 'message', 'id = ? AND deleted_at IS NULL', [id])).toBe(1);
});

it('leaves nothing in the bytes of the database', async () => {
  if (server.settings.DATABASE_URL) return;
  const secret = 'zzyzxsecretwordzz';
  const { conversation } = await ana.say('Hello');
  const { id } = await shop.answer(conversation, `the word is ${secret}`);
  const sqlite = server.app.get(Database).sqlite!;
  const bytes = () => {
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    const { DATA_DIR } = server.settings;
    const files = readdirSync(DATA_DIR).map((name) => join(DATA_DIR, name));
    return files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file).includes(secret));
  };
  expect(bytes()).toContain(true);
  await shop.does(conversation, `messages/${id}/deletion`);
  expect(bytes()).not.toContain(true);
});
