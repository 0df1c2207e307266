import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keys } from '../../../src/common/keys';
import { seal, sealedUnder } from '../../../src/common/sealing';
import { Secrets } from '../../../src/common/secrets';
import type { Settings } from '../../../src/config/settings';
import { Database } from '../../../src/database/database';
import { EnablementsService } from '../../../src/plugin-host/enablement/enablements.service';
import { PluginSettings } from '../../../src/plugin-host/enablement/plugin-settings';
import { secretsCommand } from '../../../src/secrets.command';
import type { Website } from '../../../src/workspaces/website.entity';
import { WebsiteSecrets } from '../../../src/workspaces/websites/website-secret';
import { startApp, type RunningApp } from '../../kit/app';
import { enablePlugin } from '../../kit/plugins';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { vouched } from '../../kit/vouched';

const word = 'sk-hawthorn-1042-secret';
let server: RunningApp;
let shop: Shop;
beforeEach(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  await enablePlugin(server, shop.workspaceId, 'translate-deepl', { key: word });
});
afterEach(() => server.stop());

const keyFile = () => join(server.settings.DATA_DIR, 'keys', 'sealing');
const lines = () => readFileSync(keyFile(), 'utf8').trim().split('\n');
const rotate = async (settings: Partial<Settings> = {}) => {
  let said = '';
  await secretsCommand({ ...server.settings, ...settings }, ['rotate'], { say: (text) => (said += text), settle: 0 });
  return said;
};
/** As they lie in the database. */
async function sealed(): Promise<string[]> {
  const websites = await rowsOf<{ text: string }>(server, 'SELECT identity_secret AS text FROM website');
  const plugins = await rowsOf<{ text: string }>(server, 'SELECT settings AS text FROM plugin_enablement');
  return [
    ...websites.map(({ text }) => text),
    ...plugins.map(({ text }) => (JSON.parse(text) as { key: { sealed: string } }).key.sealed),
  ];
}
const keysInUse = async () => [...new Set((await sealed()).map(sealedUnder))];
/** Read anew, past every cache. */
async function opened(): Promise<string[]> {
  const [row] = await rowsOf<{ settings: string }>(server, 'SELECT settings FROM plugin_enablement');
  const { key } = server.app.get(PluginSettings, { strict: false }).open(shop.workspaceId, 'translate-deepl', row.settings);
  const [website] = await rowsOf<{ id: string; identitySecret: string }>(
    server,
    'SELECT id, identity_secret AS "identitySecret" FROM website',
  );
  const { identitySecret } = server.app.get(WebsiteSecrets, { strict: false }).opened(website as Website);
  return [String(key), identitySecret];
}

it('every secret lies sealed, with the name of its key', async () => {
  const all = await sealed();
  expect(all).toHaveLength(2);
  for (const text of all) expect(text).toMatch(/^v2\.[\w-]{8}\./);
  expect(await opened()).toEqual([word, shop.website.identitySecret]);
});

it('a rotation seals everything anew while the server runs, and ends nothing for anybody', async () => {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Hello');
  const ben = await shop.browser('Ben');
  const identity = vouched({ sub: 'user-7' }, shop.website.identitySecret);
  const cleo = await shop.visitor({ identity });
  const before = await keysInUse();

  expect(await rotate()).toMatch(/^2 entries are sealed anew, under the key [\w-]{8}\.\n$/);
  expect(lines()).toHaveLength(1);
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  const [after, ...others] = await keysInUse();
  expect(others).toEqual([]);
  expect(before).not.toContain(after);
  expect(await opened()).toEqual([word, shop.website.identitySecret]);
  // What was signed before is as good as it was: tokens, sessions, identities.
  expect((await ana.resume()).state.conversation).toBe(conversation);
  expect((await ben.get('/inbox/open')).status).toBe(200);
  expect((await cleo.say('I am Cleo')).seq).toBe(1);
  expect((await shop.visitor({ identity })).id).toBe(cleo.id);
  const enabled = server.app.get(EnablementsService, { strict: false });
  expect((await enabled.standings(shop.workspaceId)).map(({ standing }) => standing)).not.toContain('settings');

  // What the running server seals from now on is under the new key.
  await enablePlugin(server, shop.workspaceId, 'translate-libretranslate', { address: 'https://t.example', key: 'x' }).catch(
    () => undefined,
  );
  const second = await Shop.open(server, 'Birch');
  const [fresh] = await rowsOf<{ text: string }>(server, 'SELECT identity_secret AS text FROM website WHERE id = ?', [
    second.website.id,
  ]);
  expect(sealedUnder(fresh.text)).toBe(after);
});

it('the key of before is forgotten: what was copied earlier opens no more', async () => {
  await rotate();
  const [, stolen] = await sealed();
  await rotate();
  const fresh = new Secrets(new Keys(server.settings), server.settings);
  expect(() => fresh.open(`${shop.workspaceId} translate-deepl key`, stolen)).toThrow('could not be opened');
  expect(lines()).toHaveLength(1);
});

it('broken off in the middle it loses nothing, and is finished by calling it again', async () => {
  await rotate();
  const old = lines()[0];
  const transaction = jest.spyOn(Database.prototype, 'transaction').mockRejectedValueOnce(new Error('the power went'));
  await expect(rotate()).rejects.toThrow('the power went');
  transaction.mockRestore();
  expect(lines()).toHaveLength(2);
  expect(lines()[1]).toBe(old);
  expect(await opened()).toEqual([word, shop.website.identitySecret]);
  const [waiting] = lines();
  await rotate();
  expect(lines()).toEqual([waiting]);
  expect(await keysInUse()).toHaveLength(1);
  expect(await opened()).toEqual([word, shop.website.identitySecret]);
});

it('what somebody writes meanwhile stays, and is sealed in the next pass', async () => {
  const settings = server.app.get(PluginSettings, { strict: false });
  const original = Database.prototype.transaction;
  const transaction = jest.spyOn(Database.prototype, 'transaction').mockImplementationOnce(async function (this: Database, work) {
    // Between the reading of a row and its writing an owner saves another secret, still under the old key.
    const secrets = server.app.get(Secrets, { strict: false });
    const manifest = { id: 'translate-deepl', settings: { properties: { key: { secret: true } } } };
    jest.spyOn(secrets.keys, 'newest', 'get').mockReturnValueOnce(oldKey);
    const text = settings.seal(shop.workspaceId, manifest as never, { key: 'another' });
    await original.call(server.app.get(Database), (tx) => tx.run('UPDATE plugin_enablement SET settings = ?', [text]));
    return original.call(this, work);
  });
  const oldKey = server.app.get(Secrets, { strict: false }).keys.newest;
  await rotate();
  transaction.mockRestore();
  expect((await opened())[0]).toBe('another');
  expect(await keysInUse()).toHaveLength(1);
});

it('several nodes get their keys from the environment', async () => {
  const [one, two] = ['a'.repeat(32), 'b'.repeat(32)];
  await expect(rotate({ REDIS_URL: 'redis://127.0.0.1' })).rejects.toThrow(/SEALING_KEYS=/);
  expect(await rotate({ SEALING_KEYS: [two, one] })).toMatch(/SEALING_KEYS may be its first key alone/);
  expect(() => lines()).toThrow();
  const node = new Secrets(new Keys(server.settings), { ...server.settings, SEALING_KEYS: [two] });
  expect(node.open(`${shop.workspaceId} translate-deepl key`, (await sealed())[1])).toBe(word);
});

it('what was sealed on one node opens when there are several', async () => {
  await rotate();
  const later = { ...server.settings, SEALING_KEYS: ['c'.repeat(32)] };
  const node = new Secrets(new Keys(server.settings), later);
  const place = `${shop.workspaceId} translate-deepl key`;
  expect(node.open(place, (await sealed())[1])).toBe(word);
  await rotate({ SEALING_KEYS: later.SEALING_KEYS });
  expect(sealedUnder((await sealed())[1])).toBe(node.keys.newest.id);
});

it('secrets of releases before are read, and sealed with the name of a key', async () => {
  const old = seal(new Keys(server.settings).derive('plugin settings'), `${shop.workspaceId} translate-deepl key`, word);
  await server.app.get(Database).transaction(async (tx) => {
    await tx.run('UPDATE website SET identity_secret = ?', [shop.website.identitySecret]);
    await tx.run('UPDATE plugin_enablement SET settings = ?', [JSON.stringify({ key: { sealed: old } })]);
  });
  expect(await opened()).toEqual([word, shop.website.identitySecret]);
  await server.app.get(WebsiteSecrets, { strict: false }).onModuleInit();
  expect((await sealed())[0]).toMatch(/^v2\./);
  await rotate();
  expect(await keysInUse()).toHaveLength(1);
  expect(await opened()).toEqual([word, shop.website.identitySecret]);
});

it('without its key a website goes on, and nobody can vouch for anybody', async () => {
  const lost = seal(Buffer.alloc(32), 'website x', 'lost').replace(/^v1/, 'v2.AAAAAAAA');
  await server.app.get(Database).transaction((tx) => tx.run('UPDATE website SET identity_secret = ?', [lost]));
  await shop.change({ name: 'Shop' });
  const ana = await shop.visitor();
  expect((await ana.say('Hello')).seq).toBe(1);
  for (const secret of ['', shop.website.identitySecret])
    await expect(shop.visitor({ identity: vouched({ sub: 'user-7' }, secret) })).rejects.toThrow(/identity\.invalid/);
});

it('a file of keys that is damaged is said, and not written over', async () => {
  writeFileSync(keyFile(), 'hello\n');
  await expect(rotate()).rejects.toThrow(/keys\/sealing is damaged/);
  expect(lines()).toEqual(['hello']);
});

it('asks for what it can do, and for a database', async () => {
  await expect(secretsCommand(server.settings, ['list'])).rejects.toThrow('Write: secrets rotate');
  const elsewhere = { ...server.settings, DATABASE_URL: undefined, DATA_DIR: join(server.settings.DATA_DIR, 'none') };
  await expect(secretsCommand(elsewhere, ['rotate'])).rejects.toThrow(/no database/);
});
