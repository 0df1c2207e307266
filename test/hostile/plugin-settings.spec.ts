import type { SettingSchema } from '../../src/plugin-api';
import { startApp, type RunningApp } from '../kit/app';
import type { Browser } from '../kit/browser';
import { furnish, signIn, type Team } from '../kit/people';
import { PluginsFolder } from '../kit/plugin-bench';
import { publishAs } from '../kit/plugins';
import { count, rowsOf } from '../kit/rows';
import { expectRefusal, nastyTexts } from './tools';

/** Whoever fills in a plugin's settings, by the form or past it. A plugin sees nothing that its manifest does not allow. */
const script = `module.exports = ({ settings }) => ({ translator: {
  async translate({ texts }) { return { texts }; },
  async languages({ signal }) {
    await fetch(settings.address, { signal, headers: { authorization: settings.key } });
    return [{ code: 'de' }];
  },
} });`;
const properties: Record<string, SettingSchema> = {
  address: { type: 'string', title: 'Address', format: 'uri' },
  key: { type: 'string', title: 'Key', secret: true },
  host: { type: 'string', title: 'Host', format: 'hostname' },
  mail: { type: 'string', title: 'Mail', format: 'email' },
  many: { type: 'integer', title: 'Many', minimum: 1, maximum: 9 },
  tone: { type: 'string', title: 'Tone', enum: ['formal', 'friendly'] },
  formal: { type: 'boolean', title: 'Formal' },
  words: { type: 'string', title: 'Words', multiline: true },
};
const page = '/settings/plugins/translate-target';
const typed = { country: 'PT', 'setting.address': 'https://vendor.example', 'setting.key': 'key' };

const folder = new PluginsFolder();
let server: RunningApp;
let team: Team;
let olu: Browser;

beforeAll(async () => {
  folder.write('translate-target', script, {
    name: 'Target',
    settings: { type: 'object', properties, required: ['address', 'key'] },
    network: ['{address}'],
  });
  server = await startApp({ env: { PLUGINS_DIR: folder.path } });
  team = await furnish(server, 'Alder', { Olu: 'owner' });
  olu = await signIn(server, team.people.Olu!);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const sheetOf = async () => /name="sheet" value="(\w+)"/.exec((await olu.get(page)).text)?.[1];
/** Enables it once; afterwards everybody tries to change its settings. */
const sendForm = (fields: Record<string, string | string[]>) => olu.post(`${page}/settings`, { ...typed, ...fields });
const sendJson = (fields: Record<string, unknown>) => olu.postJson(`${page}/settings`, { ...typed, ...fields });
const stored = async () =>
  JSON.parse((await rowsOf<{ settings: string }>(server, 'SELECT settings FROM plugin_enablement'))[0].settings) as Record<
    string,
    unknown
  >;

it('is enabled by nobody with nonsense for a country or a sheet', async () => {
  const sheet = await sheetOf();
  const wrong = ['', 'ZZ', 'pt pt', '__proto__', 'constructor', 'P\u0000', 'x'.repeat(50_000), '🇵🇹'];
  for (const country of wrong) expect((await olu.post(`${page}/enabling`, { ...typed, sheet, country })).status).toBe(422);
  for (const other of ['', '__proto__', 'a'.repeat(64), '0'])
    expect((await olu.post(`${page}/enabling`, { ...typed, sheet: other })).status).toBe(409);
  for (const body of [
    { ...typed, sheet: [sheet] },
    { ...typed, sheet: { toString: 'x' } },
  ])
    expect((await olu.postJson(`${page}/enabling`, body)).status).toBe(409);
  expect((await olu.postJson(`${page}/enabling`, { ...typed, sheet, country: ['PT'] })).status).toBe(422);
  expect(await count(server, 'plugin_enablement')).toBe(0);
  expect((await olu.post(`${page}/enabling`, { ...typed, sheet })).status).toBe(303);
  await publishAs(olu);
});

const odd: [string, unknown][] = [
  ...nastyTexts.map((text): [string, unknown] => [JSON.stringify(text.slice(0, 30)), text]),
  ['60 kB of text', 'x'.repeat(60_000)],
  ['emojis', '👩‍👩‍👧'.repeat(50)],
  ['null', null],
  ['a number', 5],
  ['a fraction', 1.5],
  ['a list', ['https://a.example', 'https://b.example']],
  ['an object', { address: 'https://a.example', __proto__: { secret: false } }],
  ['a boolean', false],
];

describe.each(Object.keys(properties))('nonsense for %s', (name) => {
  it.each(odd)('%s is taken as it is or refused, and never a fault', async (_what, value) => {
    const before = await stored();
    const { status, text } = await sendJson({ [`setting.${name}`]: value });
    expect([200, 303, 422]).toContain(status);
    if (status === 422) {
      expectRefusal((JSON.parse(text) as { error?: object }).error, 'request.invalid');
      expect(await stored()).toEqual(before);
      return;
    }
    const kept = (await stored())[name];
    // A switch that is not on is off.
    if (name === 'formal') expect(kept).toBe(false);
    // What is kept is what was typed, but for spaces around it; a secret is sealed.
    else if (name !== 'key' && typeof value === 'string')
      expect([value.replaceAll('\r\n', '\n'), value.trim(), Number(value)]).toContain(kept);
    else if (name === 'key') expect(kept).toEqual({ sealed: expect.any(String) });
    const shown = await olu.get(page);
    expect(shown.status).toBe(200);
    expect(shown.text).not.toMatch(/<script>alert|<img src=x/);
  });

  it('a field that is sent twice is no text', async () => {
    const { status } = await sendForm({ [`setting.${name}`]: ['https://a.example', 'https://b.example'] });
    expect(status).toBe(name === 'formal' ? 303 : 422);
  });
});

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://a.example',
  '//a.example',
  'https://',
  'https://olu:secret@a.example',
  'https://a.example/\r\nX-Admin: yes',
  'https://a.example:99999',
  ' \u0000https://a.example',
])('the address %j is refused', async (address) => {
  const { status, text } = await sendJson({ 'setting.address': address });
  expect([address, status]).toEqual([address, 422]);
  expect(text).toContain('setting.address');
});

it.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:8080/',
  'http://2130706433/',
  'http://[::ffff:169.254.169.254]/',
  'http://0/',
])('the address %s leads nowhere, and the owner reads why', async (address) => {
  expect((await sendForm({ 'setting.address': address })).status).toBe(303);
  const { text } = await olu.post(`${page}/trial`);
  expect(text).toContain('The connection was refused.');
  expect(text).not.toContain('It works');
});

it.each(['key\r\nX-Admin: yes', 'key\nX-Admin: yes', 'key\u0000'])(
  'a key that would be another header is refused: %j',
  async (key) => {
    const before = await stored();
    expect((await sendForm({ 'setting.key': `a ${key} b` })).status).toBe(422);
    expect(await stored()).toEqual(before);
  },
);

it('more than any form is refused before it is read', async () => {
  const { status, text } = await sendJson({ 'setting.words': 'x'.repeat(2_000_000) });
  expect(status).toBe(413);
  expectRefusal((JSON.parse(text) as { error?: object }).error);
});

it('settings that no manifest knows are not kept', async () => {
  const { status } = await sendForm({ 'setting.more': 'x', 'setting.__proto__': 'x', 'setting.constructor': 'x', sealed: 'x' });
  expect(status).toBe(303);
  expect(Object.keys(await stored()).sort()).toEqual(['address', 'formal', 'key']);
});
