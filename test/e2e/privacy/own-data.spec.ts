import { startApp, type RunningApp } from '../../kit/app';
import type { Browser } from '../../kit/browser';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

let server: RunningApp;
let operator: Shop;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  operator = await Shop.open(server, 'Operator');
});
afterAll(() => server.stop());
let number = 0;
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${(number += 1)}`);
});

const page = '/settings/privacy';

it.each(['Olu', 'Ben', 'Vera'] as const)('is open to everybody with a login: %s', async (person) => {
  const { status, text } = await (await shop.browser(person)).get(page);
  expect([status, text.includes('Erase my account')]).toEqual([200, true]);
});

it('is downloaded with one click, and by nobody else', async () => {
  const ben = await shop.browser('Ben');
  await ben.post(`${page}/export`);
  let download = '';
  await until('the export is ready', async () => {
    download = /action="(\/settings\/privacy\/export\/\w+)"/.exec((await ben.get(page)).text)?.[1] ?? '';
    return download !== '';
  });
  expect((await (await shop.browser('Vera')).post(download)).status).toBe(404);
  const { location } = await ben.post(download);
  const file = await ben.get(location!);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/zip']);
});

it('takes a new name, and shows it to the team at once', async () => {
  const ben = await shop.browser('Ben');
  await ben.post(`${page}/name`, { name: 'Benjamin Alder' });
  expect((await (await shop.browser('Olu')).get('/settings/agents')).text).toContain('Benjamin Alder');
  expect((await ben.post(`${page}/name`, { name: '' })).status).toBe(422);
});

it('brings a question to the operator, and not to the workspace’s desk', async () => {
  await (await shop.browser('Ben')).post(`${page}/words`, { kind: 'question', body: 'Who sees my address?' });
  const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE subject_id = ?', [
    shop.team.people.Ben!.id,
  ]);
  expect((await (await shop.browser('Olu')).get(`/privacy/cases/${id}`)).status).toBe(404);
  const desk: Browser = await operator.browser('Olu');
  await desk.post(`/privacy/cases/${id}/approval`, { words: 'The owners and the admins.' });
  expect((await (await shop.browser('Ben')).get(page)).text).toContain('The owners and the admins.');
});

it('is erased: signed out, gone from the team, and the visitor’s conversation stays', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  await shop.answer(conversation, 'Good morning');
  const ben = await shop.browser('Ben');
  const { id } = shop.team.people.Ben!;
  expect((await ben.post(`${page}/erasure`)).status).toBe(303);
  await until('the account is gone', async () => !(await count(server, 'account', 'id = ?', [id])));
  expect((await ben.get('/inbox')).location).toMatch(/^\/sign-in/);
  expect(await count(server, 'member', 'account_id = ?', [id])).toBe(0);
  expect((await ana.resume()).messages.map(({ body }) => body)).toContain('Good morning');
});

it('is not erased while nobody else owns the workspace', async () => {
  const olu = await shop.browser('Olu');
  const { text } = await olu.get(page);
  expect(text).toContain('Make somebody an owner first');
  expect(text).not.toContain(`${page}/erasure`);
  expect((await olu.post(`${page}/erasure`)).status).toBe(409);
  expect(await count(server, 'account', 'id = ?', [shop.team.people.Olu!.id])).toBe(1);
  expect(await count(server, 'privacy_case', 'subject_id = ?', [shop.team.people.Olu!.id])).toBe(0);
});
