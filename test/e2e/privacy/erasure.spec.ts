import { randomUUID } from 'node:crypto';
import type { Person } from '../../../src/privacy/privacy.types';
import { DataMap } from '../../../src/privacy/data-map/data-map.service';
import { ErasureService } from '../../../src/privacy/erasure/erasure.service';
import { HeldService } from '../../../src/privacy/held/held.service';
import { isSound } from '../../../src/privacy/erasure/certificate-signature';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { filesUnder, rowsOnPostgres, tracesOf } from '../../kit/bytes';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';
import type { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  await shop.change({ collectsPages: true, collectsBrowser: true, collectsContact: true });
});
afterAll(() => server.stop());

const erasures = () => server.app.get(ErasureService, { strict: false });
const personOf = ({ id }: VisitorClient): Person => ({ workspaceId: shop.workspaceId, kind: 'visitor', id });
const done = (id: string) => until('the erasure is complete', async () => (await erasures().state(id)).state === 'complete');

/** Words that are nowhere but in what Ana and the team wrote about her. */
const canary = (what: string) => `zq${what}${randomUUID().replaceAll('-', '')}`;

async function life() {
  const words = {
    text: canary('text'),
    answer: canary('answer'),
    note: canary('note'),
    name: canary('name'),
    email: `${canary('mail')}@example.org`,
    page: canary('page'),
    file: canary('file'),
    bytes: canary('bytes'),
  };
  const ana = await shop.visitor();
  await ana.act('visitor.update', { name: words.name, email: words.email });
  const file = await ana.upload(words.bytes, `${words.file}.txt`);
  const { conversation } = await ana.say(`Where is ${words.text}?`, { attachments: [file.body.id] });
  await ana.act('page.view', { url: `https://shop.example/${words.page}`, title: words.page });
  await shop.answer(conversation, words.answer);
  await shop.answer(conversation, words.note, { kind: 'note' });
  return { ana, conversation, words };
}

it('takes everything of the person: rows, files and bytes; and leaves everybody else as they were', async () => {
  const bo = await life();
  const { ana, conversation, words } = await life();
  const all = Object.values(words);
  const before = filesUnder(server.settings.DATA_DIR);
  if (!server.settings.DATABASE_URL) expect(tracesOf(before, all).length).toBeGreaterThanOrEqual(all.length);
  const plan = await erasures().dryRun(personOf(ana));
  const id = await erasures().begin(personOf(ana));
  await done(id);
  const files = new Map([...filesUnder(server.settings.DATA_DIR), ...(await rowsOnPostgres(server.settings.DATABASE_URL))]);
  expect(tracesOf(files, [...all, ana.id, conversation])).toEqual([]);
  const { certificate } = await erasures().certificate(id);
  const planned = plan.counts.filter(({ fate, count }) => fate.erased === 'deleted' && count > 0);
  expect(planned.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['Visitor', 'Conversation', 'Message', 'Attachment', 'PageView']),
  );
  expect(certificate.erased).toMatchObject({ visitor: 1, conversation: 1, message: 3, attachment: 1, page_view: 1, files: 1 });
  expect(await count(server, 'visitor', 'id = ?', [bo.ana.id])).toBe(1);
  expect((await bo.ana.resume(0)).messages).toHaveLength(2);
  expect(tracesOf(files, [bo.words.text]).length + (server.settings.DATABASE_URL ? 1 : 0)).toBeGreaterThan(0);
});

it('counts before what it takes after', async () => {
  const { ana } = await life();
  const held = server.app.get(HeldService, { strict: false });
  const plan = await held.counts(personOf(ana));
  const id = await erasures().begin(personOf(ana));
  await done(id);
  const { certificate } = await erasures().certificate(id);
  const tables = new Map(server.app.get(DataMap, { strict: false }).kinds.map(({ name, table }) => [name, table]));
  for (const { kind, count: planned, fate } of plan)
    if (fate.erased === 'deleted' && kind !== 'OutboxJob')
      expect([kind, certificate.erased[tables.get(kind)!] ?? 0]).toEqual([kind, planned]);
  expect((await held.counts(personOf(ana))).filter(({ count: left, fate }) => left > 0 && fate.erased === 'deleted')).toEqual([]);
});

it('closes the person’s sockets, refuses their token, and clears the screens of agents', async () => {
  const { ana, conversation } = await life();
  const socket = await ana.socket();
  const ben = await agentSocket(await shop.browser('Ben'));
  ben.send({ event: 'thread.open', data: { conversation } });
  await ben.next('presence');
  const id = await erasures().begin(personOf(ana));
  expect(await nextStream(ben, `thread-${conversation}`)).toContain('erased');
  await done(id);
  await socket.closed;
  const answer = await ana.act('message.send', { id: randomUUID(), body: 'Still me' });
  expect(answer.body.error?.code).toBe('visitor.unknown');
  expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(0);
  expect((await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`)).status).toBe(404);
  await ben.close();
});

it('certifies it under a signature, with nothing personal', async () => {
  const { ana, conversation, words } = await life();
  const id = await erasures().begin(personOf(ana));
  await done(id);
  const document = await erasures().certificate(id);
  expect(isSound(document)).toBe(true);
  const forged = structuredClone(document);
  forged.certificate.erased.message = 0;
  expect(isSound(forged)).toBe(false);
  const text = JSON.stringify(document);
  for (const word of [...Object.values(words), ana.id, conversation]) expect(text).not.toContain(word);
  expect(document.certificate.subject.hash).toMatch(/^[\w-]{43}$/);
  expect(document.certificate.kept.every(({ basis, why, until: end }) => basis && why && end)).toBe(true);
});

it('is one erasure, however often it is asked for', async () => {
  const { ana } = await life();
  const [one, other] = await Promise.all([erasures().begin(personOf(ana)), erasures().begin(personOf(ana))]);
  expect(other).toBe(one);
  await done(one);
});

it('leaves the numbers beside the lists as they are counted', async () => {
  const { ana } = await life();
  await done(await erasures().begin(personOf(ana)));
  const kept = await rowsOf<{ total: number | string }>(
    server,
    "SELECT sum(total) AS total FROM inbox_count WHERE status = 'open'",
  );
  expect(Number(kept[0].total)).toBe(await count(server, 'conversation', "status = 'open'"));
});

it('touches nothing of others', async () => {
  const { ana: other } = await life();
  const about = ['audit_entry', 'erasure', 'outbox_job', 'inbox_count'];
  await until('the search index is settled', async () => (await dump(server, about)) !== undefined);
  const before = await dump(server, about);
  const { ana } = await life();
  await done(await erasures().begin(personOf(ana)));
  const after = await dump(server, about);
  for (const [table, rows] of Object.entries(before))
    expect([table, rows.filter((row) => !after[table].includes(row))]).toEqual([table, []]);
  expect(await count(server, 'visitor', 'id = ?', [other.id])).toBe(1);
});
