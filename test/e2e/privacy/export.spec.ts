import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { DataMap } from '../../../src/privacy/data-map/data-map.service';
import { fileNameOf } from '../../../src/privacy/export/record-shape';
import type { Person } from '../../../src/privacy/privacy.types';
import { startApp, type RunningApp } from '../../kit/app';
import { erase, exported, exportsOf, recordsIn } from '../../kit/rights';
import { count } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';
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

const personOf = ({ id }: VisitorClient): Person => ({ workspaceId: shop.workspaceId, kind: 'visitor', id });

async function life(text = 'Where is my order?') {
  const ana = await shop.visitor();
  await ana.act('visitor.update', { name: 'Ana', email: `ana-${randomUUID()}@example.org` });
  const file = await ana.upload('the bytes of a receipt', 'receipt.txt');
  const { conversation } = await ana.say(text, { attachments: [file.body.id] });
  await ana.act('page.view', { url: 'https://shop.example/parcels', title: 'Parcels' });
  await shop.answer(conversation, 'On its way');
  await shop.answer(conversation, 'Sounds cross', { kind: 'note' });
  return { ana, conversation, file: file.body.id };
}

it('has everything that is held, as files that fit their schemas, and names each file with its checksum', async () => {
  const { ana } = await life();
  const files = await exported(server, personOf(ana));
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addFormat('date-time', (text) => new Date(text).toISOString() === text);
  for (const { name } of server.app.get(DataMap, { strict: false }).heldOf('visitor')) {
    const schema = JSON.parse(files.get(`schema/${fileNameOf(name)}.schema.json`)!.toString()) as object;
    const check = ajv.compile(schema);
    check(recordsIn(files, fileNameOf(name)));
    expect([name, check.errors ?? []]).toEqual([name, []]);
  }
  const manifest = JSON.parse(files.get('manifest.json')!.toString()) as {
    files: { path: string; bytes: number; sha256: string }[];
  };
  const named = new Map(manifest.files.map((file) => [file.path, file]));
  expect([...named.keys(), 'manifest.json'].sort()).toEqual([...files.keys()].sort());
  for (const [path, bytes] of files) {
    if (path === 'manifest.json') continue;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(named.get(path)).toEqual({ path, bytes: bytes.length, sha256 });
  }
  expect(recordsIn(files, 'message').map(({ values }) => values.body)).toEqual([
    'Where is my order?',
    'On its way',
    'Sounds cross',
  ]);
  expect(recordsIn(files, 'page-view')[0]!.values.url).toBe('https://shop.example/parcels');
});

it('has the files themselves, and a page to read without a script or a network', async () => {
  const { ana, file } = await life('<script>alert(1)</script>');
  const files = await exported(server, personOf(ana), 'ar');
  expect(files.get(`files/${file}/receipt.txt`)!.toString()).toBe('the bytes of a receipt');
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  expect(pages.map(([path]) => path)).toEqual(expect.arrayContaining(['index.html', 'pages/message-0001.html']));
  for (const [path, bytes] of pages) {
    const html = bytes.toString();
    expect([path, /<script|https?:\/\/(?!shop\.example)|\son\w+=/.exec(html)?.[0]]).toEqual([path, undefined]);
    expect(html).toContain('<html lang="ar" dir="rtl">');
    for (const [, link] of html.matchAll(/href="([^"]+)"/g))
      expect([...files.keys()]).toContain(join(path, '..', decodeURIComponent(link!)));
  }
  expect(files.get('pages/message-0001.html')!.toString()).toContain('&lt;script&gt;');
});

it('is fetched once per address, by the person alone', async () => {
  const { ana } = await life();
  const bo = await life();
  const id = await exportsOf(server).begin(personOf(ana), 'en');
  await until('it is ready', async () => (await exportsOf(server).find(id)).state === 'ready');
  await expect(exportsOf(server).ticket(personOf(bo.ana), id)).rejects.toMatchObject({ code: 'export.not_found' });
  const { path } = await exportsOf(server).ticket(personOf(ana), id);
  expect(path).not.toContain(ana.id);
  const first = await fetch(`${server.url}${path}`);
  expect(first.status).toBe(200);
  expect(first.headers.get('cache-control')).toBe('no-store');
  expect(Number(first.headers.get('content-length'))).toBe((await first.arrayBuffer()).byteLength);
  expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  const late = await exportsOf(server).ticket(personOf(ana), id);
  const earlier = await exportsOf(server).ticket(personOf(ana), id);
  expect((await fetch(`${server.url}${late.path}`)).status).toBe(404);
  expect((await fetch(`${server.url}${earlier.path}`)).status).toBe(200);
});

it('lies on the disk for nobody else, and goes with an erasure', async () => {
  const { ana } = await life();
  await exported(server, personOf(ana));
  const folder = join(server.settings.DATA_DIR, 'exports');
  const [own] = await exportsOf(server).of(personOf(ana));
  expect(statSync(join(folder, `${own!.id}.zip`)).mode & 0o777).toBe(0o600);
  await erase(server, personOf(ana));
  expect(existsSync(join(folder, `${own!.id}.zip`))).toBe(false);
  expect(await count(server, 'data_export', 'id = ?', [own!.id])).toBe(0);
});

it('is made once, however often it is asked for while it is under way', async () => {
  const { ana } = await life();
  const ids = await Promise.all([1, 2, 3].map(() => exportsOf(server).begin(personOf(ana), 'en')));
  expect(new Set(ids).size).toBe(1);
  await until('it is ready', async () => (await exportsOf(server).find(ids[0]!)).state === 'ready');
});

it('says in a spreadsheet what was written, and nothing that a spreadsheet would carry out', async () => {
  const { ana } = await life('=HYPERLINK("https://evil.example","click")');
  await ana.say('+1 351 555, "quoted"\nand a new line');
  const csv = (await exported(server, personOf(ana))).get('csv/message.csv')!.toString();
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"",""click"")"`);
  expect(csv).toContain(`"'+1 351 555, ""quoted""\nand a new line"`);
  expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
});

it('is gone after seven days', async () => {
  const { ana } = await life();
  await exported(server, personOf(ana));
  const [own] = await exportsOf(server).of(personOf(ana));
  moveClock(server, 7 * 86_400_000 + 1000);
  // Any job wakes the queue, and it finds what became due.
  await exported(server, personOf((await life()).ana));
  await until('the file is gone', () => !readdirSync(join(server.settings.DATA_DIR, 'exports')).includes(`${own!.id}.zip`));
  await expect(exportsOf(server).ticket(personOf(ana), own!.id)).rejects.toMatchObject({ code: 'export.not_found' });
});
