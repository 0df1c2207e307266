import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';
import type { VisitorClient } from '../../kit/visitor-client';

interface Request {
  id: string;
  kind: string;
  state: string;
  ready?: boolean;
  letters: { subject: string; body: string }[];
}
interface Overview {
  known: boolean;
  texts: Record<string, string>;
  contact: { name: string; email: string };
  restricted: boolean;
  recipients: unknown[];
  requests: Request[];
}

let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const overview = async (ana: VisitorClient, language = 'en') =>
  (await ana.call<Overview>('GET', `privacy?language=${language}`)).body;
const ask = (ana: VisitorClient, body: object) => ana.call<Request>('POST', 'privacy/requests', { language: 'en', ...body });
async function anaWrote(): Promise<{ ana: VisitorClient; conversation: string }> {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Where is my order?');
  return { ana, conversation };
}

it('shows somebody who never wrote that nothing is held, and keeps nothing of the look', async () => {
  const ana = await shop.visitor();
  expect(await overview(ana)).toMatchObject({ known: false, recipients: [], requests: [] });
  expect((await ask(ana, { kind: 'erasure' })).body.error?.code).toBe('person.unknown');
  expect(await rowsOf(server, 'SELECT id FROM visitor WHERE id = ?', [ana.id])).toEqual([]);
});

it('speaks the language of the visitor', async () => {
  const { ana } = await anaWrote();
  expect((await overview(ana, 'de,en')).texts.erase).toBe('Meine Daten löschen');
  expect((await ask(ana, { kind: 'question', body: 'Was haben Sie?', language: 'de' })).body.letters[0].subject).toBe(
    'Wir haben Ihre Anfrage',
  );
});

it('gets a visitor their data, by an address that is good once', async () => {
  const { ana } = await anaWrote();
  const { id } = (await ask(ana, { kind: 'access' })).body;
  await until('the export is ready', async () => (await ana.call<Request>('GET', `privacy/requests/${id}`)).body.ready === true);
  const { address } = (await ana.call<{ address: string }>('POST', `privacy/requests/${id}/download`, {})).body;
  expect(address).not.toContain(ana.id);
  const first = await fetch(server.url + address);
  expect([
    first.status,
    Buffer.from(await first.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ]).toEqual([200, 'PK']);
  expect((await fetch(server.url + address)).status).toBe(404);
  await until('the case is complete', async () => (await overview(ana)).requests[0].state === 'complete');
});

it('erases everything of a visitor with one request, and nobody else’s', async () => {
  const { ana } = await anaWrote();
  const { ana: eva } = await anaWrote();
  const { counts } = (await ana.call<{ counts: { what: string; count: number }[] }>('GET', 'privacy/erasure')).body;
  expect(counts).toContainEqual({ what: 'counts.messages', count: 1 });
  expect((await overview(ana)).requests).toEqual([]);
  const { id } = (await ask(ana, { kind: 'erasure' })).body;
  await until('the token is worth nothing any more', async () => (await ana.call('GET', 'privacy')).status === 401);
  await until('the case is complete', async () => {
    const [{ state }] = await rowsOf<{ state: string }>(server, 'SELECT state FROM privacy_case WHERE id = ?', [id]);
    return state === 'complete';
  });
  expect(await rowsOf(server, 'SELECT id FROM visitor WHERE id = ?', [ana.id])).toEqual([]);
  const [left] = await rowsOf(server, 'SELECT subject_id, email, body FROM privacy_case WHERE id = ?', [id]);
  expect(left).toEqual({ subject_id: null, email: null, body: '' });
  const certificate = await fetch(`${server.url}/widget/v1/privacy/certificates/${id}`);
  expect(certificate.status).toBe(200);
  const { address } = (await certificate.json()) as { address: string };
  const page = await (await fetch(server.url + address)).text();
  expect(page).toContain('<h1');
  expect(page).not.toContain(ana.id);
  expect((await overview(eva)).known).toBe(true);
});

it('corrects name and address at once', async () => {
  const { ana } = await anaWrote();
  await ana.call('POST', 'privacy/contact', { name: 'Ana Silva', email: 'ana@example.com' });
  expect((await overview(ana)).contact).toMatchObject({ name: 'Ana Silva', email: 'ana@example.com' });
  await ana.call('POST', 'privacy/contact', { name: '', email: '' });
  expect((await overview(ana)).contact).toMatchObject({ name: '', email: '' });
});

it('restricts and lifts at once, each time with an entry in the log of acts', async () => {
  const { ana } = await anaWrote();
  await ana.call('POST', 'privacy/restriction', { on: true });
  expect((await overview(ana)).restricted).toBe(true);
  await ana.call('POST', 'privacy/restriction', { on: false });
  expect((await overview(ana)).restricted).toBe(false);
  const acts = await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ? ORDER BY id', [ana.id]);
  expect(acts.map(({ action }) => action)).toEqual(['restriction.set', 'restriction.lifted']);
});

it('stops a purpose at once, and leaves it to somebody to look at', async () => {
  const { ana } = await anaWrote();
  expect((await ana.call('POST', 'privacy/objections', { purpose: 'improve', on: true })).status).toBe(200);
  const [{ objections }] = await rowsOf<{ objections: string }>(
    server,
    'SELECT objections FROM restriction WHERE subject_id = ?',
    [ana.id],
  );
  expect(JSON.parse(objections)).toEqual(['improve']);
  expect((await overview(ana)).requests[0]).toMatchObject({ kind: 'objection', state: 'verified' });
  await ana.call('POST', 'privacy/objections', { purpose: 'improve', on: false });
  expect((await overview(ana)).requests[0]).toMatchObject({ kind: 'objection', state: 'complete' });
});

it.each([
  { kind: 'sell', body: 'x' },
  { kind: 'question' },
  { kind: 'rectification', body: '' },
  { kind: 'objection' },
  { kind: 'objection', about: 'sell' },
  { kind: 'question', body: 'x'.repeat(4001) },
  { kind: 'question', body: ['x'] },
])('refuses $kind with $about $body', async (body) => {
  const { ana } = await anaWrote();
  const { status } = await ask(ana, body);
  expect(status).toBe(422);
  expect((await overview(ana)).requests).toEqual([]);
});

it('lets nobody fill the desk: twenty requests in a day are enough', async () => {
  const { ana } = await anaWrote();
  for (let index = 0; index < 20; index++)
    expect((await ask(ana, { kind: 'question', body: `Question ${index}` })).status).toBe(201);
  expect((await ask(ana, { kind: 'question', body: 'One more' })).body.error?.code).toBe('rate.limited');
});

it('shows nobody another visitor’s request, nor lets them fetch it', async () => {
  const { ana } = await anaWrote();
  const { ana: eva } = await anaWrote();
  const { id } = (await ask(ana, { kind: 'access' })).body;
  expect((await eva.call('GET', `privacy/requests/${id}`)).body.error?.code).toBe('case.not_found');
  expect((await eva.call('POST', `privacy/requests/${id}/download`, {})).body.error?.code).toBe('case.not_found');
});
