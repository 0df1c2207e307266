import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnablementChanges } from '../../../src/plugin-host/enablement/enablement-changes.service';
import { StandingService } from '../../../src/privacy/standing.service';
import { startApp, type RunningApp } from '../../kit/app';
import { enablePlugin } from '../../kit/plugins';
import { rowsOf } from '../../kit/rows';
import { s3Account, s3Server } from '../../kit/s3-server';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

const root = join(__dirname, '../../..');
const plugins = realpathSync(mkdtempSync(join(tmpdir(), 'parlour-s3-')));
const bucket = s3Server();
let server: RunningApp;
let shop: Shop;
let shops = 0;

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build-plugins.mjs'), plugins, 'files-s3'], { cwd: root });
  // Without a build of the project the plugin is found here; with one, the bundled one comes first. They are the same.
  server = await startApp({ env: { PLUGINS_DIR: plugins, PLUGIN_PRIVATE_NETWORK: '127.0.0.1' } });
});
afterAll(async () => {
  await server.stop();
  rmSync(plugins, { recursive: true, force: true });
});
beforeEach(async () => {
  bucket.works();
  shop = await Shop.open(server, `Alder${++shops}`);
});

const settings = () => ({ provider: 'Alder Hosting', address: bucket.url, bucket: 'alder-files', ...s3Account });
const switchOn = () => enablePlugin(server, shop.workspaceId, 'files-s3', settings());
const switchOff = () => server.app.get(EnablementChanges, { strict: false }).disable(shop.as('Olu'), 'files-s3');
const storeOf = async (id: string) =>
  (await rowsOf<{ store: string }>(server, 'SELECT store FROM attachment WHERE id = ?', [id]))[0]?.store;
const inFolder = () => {
  const folder = join(server.settings.DATA_DIR, 'files');
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : [];
};
const fetched = async (id: string) => {
  const answer = await (await shop.browser('Ben')).get(`/inbox/attachments/${id}`);
  return { status: answer.status, text: answer.text };
};

/** Ana sends a file in a message. */
async function sent(text: string) {
  const ana = await shop.visitor();
  const { status, body: file } = await ana.upload(text, 'receipt.txt');
  if (status !== 201) throw new Error(`The upload was answered with ${status} ${JSON.stringify(file)}`);
  const { conversation } = await ana.say('Here it is', { attachments: [file.id] });
  return { ana, file, conversation };
}

it('keeps new files with the plugin, and gives them out to the same people as ever', async () => {
  await switchOn();
  const before = inFolder().length;
  const { ana, file } = await sent('One cup of tea');
  expect([...bucket.files.keys()]).toEqual([`parlour/${shop.workspaceId}/${file.id}`]);
  expect(inFolder()).toHaveLength(before);
  expect(await storeOf(file.id)).toBe('files-s3');
  expect(await fetched(file.id)).toEqual({ status: 200, text: 'One cup of tea' });
  expect((await ana.download(file.id)).status).toBe(200);
  expect((await (await shop.visitor()).download(file.id)).status).toBe(404);
});

it('writes down whose file went where', async () => {
  await switchOn();
  const { ana, file } = await sent('One cup of tea');
  expect(await storeOf(file.id)).toBe('files-s3');
  const sql = 'SELECT recipient, capability, subject_id, fields FROM disclosure WHERE workspace_id = ?';
  const rows = await rowsOf<{ recipient: string; capability: string; subject_id: string }>(server, sql, [shop.workspaceId]);
  expect(rows).toEqual([{ recipient: 'Alder Hosting', capability: 'fileStore', subject_id: ana.id, fields: expect.anything() }]);
  expect(JSON.stringify(rows)).toContain('attachment.content');
  expect(JSON.stringify(bucket.requests.map(({ headers, path }) => ({ headers, path })))).not.toContain('receipt.txt');
});

it('reads each file from where it was written, before and after', async () => {
  const old = await sent('From the folder');
  await switchOn();
  const young = await sent('From the bucket');
  expect([await storeOf(old.file.id), await storeOf(young.file.id)]).toEqual(['', 'files-s3']);
  expect((await fetched(old.file.id)).text).toBe('From the folder');
  expect((await fetched(young.file.id)).text).toBe('From the bucket');
});

it('gives out a file that is larger than what is read at once, whole', async () => {
  await switchOn();
  const text = Array.from({ length: 900_000 }, (_, line) => `${line}`.padStart(7, '0')).join('');
  const { file } = await sent(text);
  const answer = await fetched(file.id);
  expect(answer.text.length).toBe(text.length);
  expect(answer.text === text).toBe(true);
});

it('refuses an upload that the plugin does not take, and says so', async () => {
  await switchOn();
  const ana = await shop.visitor();
  bucket.fails();
  const { status, body } = await ana.upload('One cup of tea', 'receipt.txt');
  expect({ status, body }).toMatchObject({ status: 503, body: { error: { code: 'attachment.not_kept' } } });
  bucket.works();
  expect((await ana.upload('One cup of tea', 'receipt.txt')).status).toBe(201);
  expect(bucket.count()).toBe(1);
});

it('says of a file that cannot be fetched that it is not lost', async () => {
  await switchOn();
  const { file } = await sent('One cup of tea');
  bucket.fails();
  const answer = await fetched(file.id);
  expect(answer.status).toBe(503);
  expect(answer.text).toContain('not lost');
  await switchOff();
  expect((await fetched(file.id)).status).toBe(503);
  expect(await storeOf(file.id)).toBe('files-s3');
});

it('deletes what a message took back, there too', async () => {
  await switchOn();
  const ben = await shop.browser('Ben');
  const { conversation } = await sent('From Ana');
  const headers = { Cookie: ben.cookieHeader, Origin: server.url, 'Content-Type': 'application/octet-stream' };
  const body = { method: 'POST', headers: { ...headers, 'X-File-Name': 'note.txt' }, body: 'From Ben' };
  const upload = (await (await fetch(`${server.url}/inbox/uploads`, body)).json()) as { id: string };
  const { id } = await shop.answer(conversation, 'Here', { attachments: [upload.id] });
  expect(bucket.count()).toBe(2);
  await ben.post(`/inbox/conversations/${conversation}/messages/${id}/deletion`, {});
  await until('the file of Ben is gone', () => bucket.count() === 1);
  expect([...bucket.files.values()].map(({ content }) => content.toString())).toEqual(['From Ana']);
});

it('keeps the file of somebody who restricted their data in the folder: nothing is handed on', async () => {
  await switchOn();
  const { ana } = await sent('Before');
  const standings = server.app.get(StandingService, { strict: false });
  await standings.restrict({ workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id }, null);
  bucket.works();
  const { status, body } = await ana.upload('After', 'after.txt');
  expect(status).toBe(201);
  expect(bucket.requests).toEqual([]);
  expect(await storeOf(body.id)).toBe('');
});

it('leaves other workspaces alone', async () => {
  await switchOn();
  shop = await Shop.open(server, 'Birch');
  const { file } = await sent('One cup of coffee');
  expect(await storeOf(file.id)).toBe('');
  expect(bucket.requests).toEqual([]);
});
