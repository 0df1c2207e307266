import { startApp, type RunningApp } from '../../kit/app';
import type { Browser, Fields } from '../../kit/browser';
import { dump } from '../../kit/dump';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';

/** Owners write what their website says first. */
let server: RunningApp;
let shop: Shop;
let other: Shop;
let olu: Browser;
let path: string;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  other = await Shop.open(server, 'Birch');
  olu = await shop.browser('Olu');
  path = `/settings/websites/${shop.website.id}/proactive`;
});
afterAll(() => server.stop());

const fields = (changes: Fields = {}): Fields => ({
  en: 'Can we help?',
  pageMatch: 'begins',
  page: '/prices',
  trigger: 'time',
  seconds: '20',
  percent: '50',
  pauseDays: '0',
  isOn: 'true',
  ...changes,
});
const newest = async () =>
  (
    await rowsOf<{ id: string }>(server, 'SELECT id FROM proactive_message WHERE website_id = ? ORDER BY place DESC', [
      shop.website.id,
    ])
  )[0].id;
const rules = async (website = shop.website.key, language = 'en') =>
  (
    (await (await fetch(`${server.url}/widget/v1/config?website=${website}&language=${language}`)).json()) as {
      rules?: { text: string }[];
    }
  ).rules;
const texts = async () => (await rules())?.map(({ text }) => text);

it('begins with nothing, and sends nothing to the widget', async () => {
  expect((await olu.get(path)).text).toContain('No messages yet');
  expect(await rules()).toBeUndefined();
});

it('keeps what was written, and tells it to the widget in the language of the visitor', async () => {
  const { status, location } = await olu.post(path, fields({ de: 'Können wir helfen?' }));
  expect([status, location]).toEqual([303, path]);
  const page = { match: 'begins', text: '/prices' };
  const rule = { trigger: 'time', amount: 20, pauseDays: 0, page };
  expect(await rules()).toEqual([{ id: await newest(), text: 'Can we help?', language: 'en', ...rule }]);
  expect(await rules(shop.website.key, 'de')).toMatchObject([{ text: 'Können wir helfen?', language: 'de' }]);
  expect(await rules(shop.website.key, 'fr')).toMatchObject([{ text: 'Can we help?', language: 'en' }]);
  const { text } = await olu.get(path);
  expect(text).toContain('Where the address begins with “/prices”');
  expect((await olu.get(`${path}/${await newest()}`)).text).toContain('Können wir helfen?');
  expect(await rules(other.website.key)).toBeUndefined();
});

it.each([
  ['nothing said', { en: ' ', fr: '' }, 'Write what it says'],
  ['no page', { page: '' }, 'Say which page'],
  ['coming back without a pause', { trigger: 'return' }, 'a pause is needed'],
  ['too long', { en: 'x'.repeat(301) }, '300'],
  ['a time that is none', { seconds: '1e9' }, '3600'],
  ['less than nothing', { pauseDays: '-1' }, 'Some of the fields'],
  ['an unknown moment', { trigger: 'mouse' }, 'Some of the fields'],
  ['a page on two lines', { page: 'a\nb' }, 'Some of the fields'],
])('refuses %s, and keeps what was typed', async (_, changes, said) => {
  const before = await dump(server);
  const { status, text } = await olu.post(path, fields({ fr: 'Peut-on aider ?', ...changes } as Fields));
  expect(status).toBe(422);
  expect(text).toContain('field__error');
  if (!('fr' in changes)) expect(text).toContain('Peut-on aider ?');
  if (said !== 'Some of the fields') expect(text).toContain(said);
  expect(await dump(server)).toEqual(before);
});

it('takes markup for words', async () => {
  const hostile = `</textarea><script>alert('x')</script>{{this}}`;
  await olu.post(path, fields({ en: hostile, page: '"><b>' }));
  const id = await newest();
  expect((await rules())?.at(-1)).toMatchObject({ text: hostile });
  for (const page of [path, `${path}/${id}`]) {
    const { text } = await olu.get(page);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('"><b>');
    expect(text).toContain('&lt;script&gt;');
  }
  expect((await olu.post(`${path}/${id}/removal`)).status).toBe(303);
});

it('is put in order, switched off and on, changed and removed', async () => {
  await olu.post(path, fields({ en: 'Second' }));
  const second = await newest();
  expect(await texts()).toEqual(['Can we help?', 'Second']);
  await olu.post(`${path}/${second}/place`, { to: 'up' });
  expect(await texts()).toEqual(['Second', 'Can we help?']);
  // The first stays first.
  await olu.post(`${path}/${second}/place`, { to: 'up' });
  expect(await texts()).toEqual(['Second', 'Can we help?']);
  await olu.post(`${path}/${second}/switch`, { on: 'false' });
  expect(await texts()).toEqual(['Can we help?']);
  await olu.post(`${path}/${second}/switch`, { on: 'true' });
  await olu.post(`${path}/${second}`, fields({ en: 'Second, again', trigger: 'scroll', percent: '70' }));
  expect(await rules()).toMatchObject([{ text: 'Second, again', trigger: 'scroll', amount: 70 }, { text: 'Can we help?' }]);
  await olu.post(`${path}/${second}/removal`);
  expect(await texts()).toEqual(['Can we help?']);
  const acts = await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ? ORDER BY id', [second]);
  const done = ['added', 'moved', 'moved', 'switched_off', 'switched_on', 'changed', 'removed'];
  expect(acts.map(({ action }) => action)).toEqual(done.map((act) => `proactive.${act}`));
});

it('leaves out what wants the team there, while nobody is', async () => {
  await olu.post(path, fields({ en: 'We are here', withTeam: 'true' }));
  expect(await texts()).toEqual(['Can we help?']);
});

it('belongs to one website of one business', async () => {
  const id = await newest();
  const eve = await other.browser('Olu');
  const own = `/settings/websites/${other.website.id}/proactive`;
  const before = await dump(server, ['session', 'audit_entry']);
  for (const base of [path, own])
    for (const door of ['', '/switch', '/place', '/removal'])
      expect((await eve.post(`${base}/${id}${door}`, door ? { on: 'true', to: 'up' } : fields())).status).toBeGreaterThanOrEqual(
        400,
      );
  for (const base of [path, own]) expect((await eve.get(`${base}/${id}`)).status).toBe(404);
  expect((await eve.get(path)).status).toBe(404);
  expect((await eve.post(path, fields())).status).toBe(404);
  for (const person of ['Ben', 'Vera'] as const) {
    expect((await (await shop.browser(person)).get(path)).status).toBe(403);
    expect((await (await shop.browser(person)).post(path, fields())).status).toBe(403);
  }
  expect(await dump(server, ['session', 'audit_entry'])).toEqual(before);
});

it('has an end: twenty of them', async () => {
  while ((await count(server, 'proactive_message', 'website_id = ?', [shop.website.id])) < 20) await olu.post(path, fields());
  const { status, text } = await olu.post(path, fields());
  expect(status).toBe(422);
  expect(text).toContain('at most 20');
  expect(await count(server, 'proactive_message', 'website_id = ?', [shop.website.id])).toBe(20);
  expect((await olu.get(path)).text).not.toContain(`${path}/new"`);
});
