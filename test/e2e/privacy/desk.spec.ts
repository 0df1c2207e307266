import { OutboxService } from '../../../src/outbox/outbox.service';
import { startApp, type RunningApp } from '../../kit/app';
import { signIn } from '../../kit/people';
import { rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
import { until } from '../../kit/until';
import type { VisitorClient } from '../../kit/visitor-client';

const day = 86_400_000;
let server: RunningApp;
/** The workspace that the server was set up with: its owner runs the server. */
let operator: Shop;
let shop: Shop;

beforeAll(async () => {
  server = await startApp();
  operator = await Shop.open(server, 'Operator');
  shop = await Shop.open(server);
});
afterAll(() => server.stop());

const olu = () => shop.browser('Olu');
async function anaAsks(kind = 'question', body = 'What do you hold on me?'): Promise<{ ana: VisitorClient; id: string }> {
  const ana = await shop.visitor();
  await ana.say('Hello');
  const { id } = (await ana.call<{ id: string }>('POST', 'privacy/requests', { kind, body, language: 'de' })).body;
  return { ana, id };
}
const stateOf = async (id: string) =>
  (await rowsOf<{ state: string }>(server, 'SELECT state FROM privacy_case WHERE id = ?', [id]))[0].state;
const acts = async (id: string) =>
  (await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ? ORDER BY id', [id])).map(
    ({ action }) => action,
  );
const decide = async (id: string, what: string, fields: Record<string, string> = {}, browser = olu()) =>
  (await browser).post(`/privacy/cases/${id}/${what}`, fields);
const lettersOf = async (ana: VisitorClient) =>
  (await ana.call<{ requests: { letters: { subject: string; body: string }[] }[] }>('GET', 'privacy')).body.requests[0].letters;

it('shows requests with their dates, and nobody’s name until somebody asks for it, which is noted', async () => {
  const { ana, id } = await anaAsks();
  await ana.call('POST', 'privacy/contact', { name: 'Ana Silva', email: 'ana@example.com' });
  const list = await (await olu()).get('/privacy/cases');
  expect(list.text).toContain(id);
  expect(list.text).toMatch(/due in (29|30) days/);
  const page = await (await olu()).get(`/privacy/cases/${id}`);
  expect(page.text).toContain('What do you hold on me?');
  expect(list.text + page.text).not.toContain('Ana Silva');
  const opened = await decide(id, 'opening');
  expect(opened.text).toContain('Ana Silva');
  expect(await acts(id)).toEqual(['case.received', 'case.verified', 'case.opened']);
});

it('answers a question in a letter, in the person’s language, where they asked', async () => {
  const { ana, id } = await anaAsks();
  expect((await decide(id, 'approval', { words: '' })).status).toBe(422);
  expect((await decide(id, 'approval', { words: 'Ihre Nachrichten, sonst nichts.' })).status).toBe(303);
  expect(await stateOf(id)).toBe('complete');
  expect((await lettersOf(ana))[0]).toMatchObject({
    subject: 'Die Antwort auf Ihre Frage',
    body: 'Ihre Nachrichten, sonst nichts.',
  });
  expect(await acts(id)).toEqual(['case.received', 'case.verified', 'case.approved', 'case.executing', 'case.complete']);
});

it('refuses with a reason of the law, in words, and says where to complain', async () => {
  const { ana, id } = await anaAsks('rectification', 'I never said that.');
  expect((await decide(id, 'refusal', { reason: 'interest', words: 'No.' })).status).toBe(422);
  expect((await decide(id, 'refusal', { reason: 'others', words: '' })).status).toBe(422);
  expect(await stateOf(id)).toBe('verified');
  await decide(id, 'refusal', { reason: 'others', words: 'Ben hat es geschrieben, nicht Sie.' });
  expect(await stateOf(id)).toBe('refused');
  const [letter] = await lettersOf(ana);
  for (const words of ['Art. 15 Abs. 4', 'Ben hat es geschrieben', 'Datenschutzbehörde']) expect(letter.body).toContain(words);
  expect((await decide(id, 'approval', { words: 'After all.' })).status).toBe(409);
});

it('takes more time once, with reasons, and not when the time is over', async () => {
  const { ana, id } = await anaAsks();
  expect((await decide(id, 'extension', { words: '' })).status).toBe(422);
  await decide(id, 'extension', { words: 'Es sind sehr viele Nachrichten.' });
  const [{ due_at: due, received_at: received }] = await rowsOf<{ due_at: number; received_at: number }>(
    server,
    'SELECT due_at, received_at FROM privacy_case WHERE id = ?',
    [id],
  );
  expect((Number(due) - Number(received)) / day).toBeGreaterThan(88);
  expect((await lettersOf(ana))[0].body).toContain('Es sind sehr viele Nachrichten.');
  expect((await decide(id, 'extension', { words: 'And more.' })).status).toBe(409);
});

it('waits for the person, and goes on', async () => {
  const { ana, id } = await anaAsks('rectification', 'The date is wrong.');
  await decide(id, 'hold', { words: 'Welches Datum?' });
  expect(await stateOf(id)).toBe('on_hold');
  expect((await lettersOf(ana))[0].body).toContain('Welches Datum?');
  expect((await decide(id, 'approval', { words: 'Done.' })).status).toBe(409);
  await decide(id, 'continuation');
  await decide(id, 'approval', { words: '' });
  expect(await stateOf(id)).toBe('complete');
});

it('keeps notes for the team: the person never sees them', async () => {
  const { ana, id } = await anaAsks();
  await decide(id, 'notes', { words: 'She sounds upset.' });
  expect((await (await olu()).get(`/privacy/cases/${id}`)).text).toContain('She sounds upset.');
  expect(JSON.stringify((await ana.call('GET', 'privacy')).body)).not.toContain('upset');
});

it('lifts a restriction only after the letter that says so', async () => {
  const { ana, id: _ } = await anaAsks();
  await ana.call('POST', 'privacy/restriction', { on: true, language: 'de' });
  const [{ id }] = await rowsOf<{ id: string }>(
    server,
    "SELECT id FROM privacy_case WHERE subject_id = ? AND kind = 'restriction'",
    [ana.id],
  );
  await decide(id, 'lifting', { words: 'Der Streit ist beigelegt.' });
  const letters = (await ana.call<{ requests: { kind: string; letters: { subject: string }[] }[] }>('GET', 'privacy')).body
    .requests;
  expect(letters.find(({ kind }) => kind === 'restriction')!.letters[0].subject).toBe('Ihre Daten werden wieder verwendet');
  const all = await acts(id);
  expect(all.at(-1)).toBe('case.lifted');
  expect(await rowsOf(server, 'SELECT restricted FROM restriction WHERE subject_id = ? AND restricted = ?', [ana.id, 1])).toEqual(
    [],
  );
  expect((await decide(id, 'lifting', {})).status).toBe(409);
});

it('lets an upheld objection stand, and gives a purpose back only with grounds in writing', async () => {
  const { ana } = await anaAsks();
  const object = (purpose: string) => ana.call('POST', 'privacy/objections', { purpose, on: true, language: 'de' });
  await object('improve');
  await object('service');
  const cases = await rowsOf<{ id: string; about: string }>(
    server,
    "SELECT id, about FROM privacy_case WHERE subject_id = ? AND kind = 'objection'",
    [ana.id],
  );
  const of = (purpose: string) => cases.find(({ about }) => about === purpose)!.id;
  await decide(of('improve'), 'approval', { words: '' });
  await decide(of('service'), 'refusal', { reason: 'interest', words: 'Ohne das geht es nicht.' });
  const [{ objections }] = await rowsOf<{ objections: string }>(
    server,
    'SELECT objections FROM restriction WHERE subject_id = ?',
    [ana.id],
  );
  expect(JSON.parse(objections)).toEqual(['improve']);
});

it('opens what came by mail or telephone by hand, and its time counts from then', async () => {
  const entered = { kind: 'erasure', email: 'eva@example.com', body: 'She called.', language: 'fr' };
  const { status, location } = await (await olu()).post('/privacy/cases', entered);
  expect(status).toBe(303);
  const id = location!.split('/').at(-1)!;
  expect(await stateOf(id)).toBe('unverified');
  expect((await decide(id, 'approval', { words: '' })).status).toBe(409);
  const [mail] = await rowsOf<{ body: string }>(server, 'SELECT body FROM mail WHERE recipient = ?', ['eva@example.com']);
  expect(mail.body).toContain('Vous recevrez une réponse');
  await decide(id, 'vouching', { words: 'She came to the shop and showed her passport.' });
  expect(await stateOf(id)).toBe('verified');
  // Nobody’s data can be erased by an address alone: nobody with this address has shown to be theirs.
  expect((await decide(id, 'approval', { words: '' })).status).toBe(409);
});

it.each(['Ben', 'Vera'] as const)('is closed to %s, who neither owns nor administers', async (person) => {
  const { id } = await anaAsks();
  const browser = await shop.browser(person);
  for (const path of ['/privacy/cases', `/privacy/cases/${id}`]) expect((await browser.get(path)).status).toBe(403);
  expect((await decide(id, 'approval', { words: 'Yes.' }, shop.browser(person))).status).toBe(403);
});

it.each([
  'approval',
  'refusal',
  'extension',
  'hold',
  'continuation',
  'notes',
  'forwarding',
  'lifting',
  'opening',
  'vouching',
  'duplicate',
])('gives the operator no say over a workspace’s case: %s', async (what) => {
  const { id } = await anaAsks();
  const fields = { words: 'Yes.', reason: 'unfounded', of: id, to: operator.workspaceId };
  const before = await acts(id);
  expect((await decide(id, what, fields, operator.browser('Olu'))).status).toBe(404);
  expect((await (await operator.browser('Olu')).get('/privacy/cases')).text).not.toContain(id);
  expect([await stateOf(id), await acts(id)]).toEqual(['verified', before]);
});

it('reminds owners by mail, says when it is late, and stops when it is over', async () => {
  const { id } = await anaAsks();
  const { id: done } = await anaAsks();
  await decide(done, 'approval', { words: 'Alles.' });
  const mails = async (words: string) =>
    (await rowsOf<{ subject: string }>(server, "SELECT subject FROM mail WHERE recipient = 'olu@alder.example'")).filter(
      ({ subject }) => subject.includes(words),
    ).length;
  const reference = (one: string) => `${one.slice(-8, -4).toUpperCase()}-${one.slice(-4).toUpperCase()}`;
  moveClock(server, 26 * day);
  server.app.get(OutboxService, { strict: false }).wake();
  await until('the owners are reminded', async () => (await mails(reference(id))) === 1);
  moveClock(server, 6 * day);
  server.app.get(OutboxService, { strict: false }).wake();
  await until('it is overdue', async () => (await acts(id)).includes('case.overdue'));
  expect(await mails(`is overdue (${reference(id)})`)).toBe(1);
  expect(await mails(reference(done))).toBe(0);
  const again = await signIn(server, shop.team.people.Olu!);
  expect((await again.get('/privacy/cases')).text).toMatch(/requests? (is|are) overdue/);
});
