import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { dump } from '../kit/dump';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import type { VisitorClient } from '../kit/visitor-client';
import { bombPng, gif, jpegWithPlace, pngAndHtml, svg } from './files';
import { expectRefusal } from './tools';

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;

beforeAll(async () => {
  server = await startApp({ env: { UPLOAD_MAX_BYTES: '200000' } });
  shop = await Shop.open(server);
  ana = await shop.visitor();
  await ana.say('Hello');
});
afterAll(() => server.stop());

const filesOnDisk = () => {
  const folder = join(server.settings.DATA_DIR, 'files');
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => join(entry.parentPath, entry.name)).sort();
};

/** A file of Ana's, on a message. */
async function send(bytes: Buffer | string, name: string) {
  const { status, body } = await ana.upload(bytes, name);
  expect(status).toBe(201);
  const { conversation, seq, id } = await ana.say('', { attachments: [body.id] });
  return { file: body, conversation, seq, message: id };
}

function expectHarmless({ headers }: Response): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('private, no-cache');
}

describe('what a browser could run or be fooled by', () => {
  it.each<[string, string | Buffer, string]>([
    ['an SVG with a script', svg, 'drawing.svg'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'page.html'],
    ['a page that says it is an image', '<!doctype html><script>alert(1)</script>', 'photo.png'],
    ['a script', 'alert(document.cookie)', 'code.js'],
    ['a PDF', '%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>', 'offer.pdf'],
    ['a program', Buffer.from('7f454c46020101000000000000000000', 'hex'), 'photo.jpg'],
  ])('%s is only ever a download', async (_name, bytes, name) => {
    const { file } = await send(bytes, name);
    expect(file).toMatchObject({ kind: 'file', name, width: null, height: null });
    const ben = await shop.browser('Ben');
    const answers = [
      await ana.download(file.id),
      await fetch(`${server.url}/inbox/attachments/${file.id}`, { headers: { Cookie: ben.cookieHeader } }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expectHarmless(answer);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toContain('attachment');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(bytes as string));
    }
  });

  it('an image that is a page as well is drawn anew, and is a page no more', async () => {
    const { file } = await send(await pngAndHtml(), 'both.png');
    expect(file).toMatchObject({ kind: 'image', type: 'image/png', width: 8, height: 8 });
    const bytes = Buffer.from(await (await ana.download(file.id)).arrayBuffer());
    expect(bytes.includes('<script>')).toBe(false);
    expect(bytes.length).toBe(file.size);
  });
});

describe('an image', () => {
  it('loses where and with what it was taken', async () => {
    const given = await jpegWithPlace();
    expect(given.includes('Exif')).toBe(true);
    expect(given.includes('SecretCamera')).toBe(true);
    const { file } = await send(given, 'holiday.jpg');
    const kept = Buffer.from(await (await ana.download(file.id)).arrayBuffer());
    for (const trace of ['Exif', 'SecretCamera', 'GPS']) expect(kept.includes(trace)).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  it('is shown to the team in its own type, and asked for anew each time', async () => {
    const { file } = await send(await gif(), 'smile.gif');
    expect(file).toMatchObject({ kind: 'image', type: 'image/gif' });
    const headers = { Cookie: (await shop.browser('Ben')).cookieHeader };
    const shown = await fetch(`${server.url}/inbox/attachments/${file.id}`, { headers });
    expectHarmless(shown);
    expect(shown.headers.get('content-type')).toBe('image/gif');
    expect(shown.headers.get('content-disposition')).toBe('inline');
    const again = { ...headers, 'If-None-Match': shown.headers.get('etag')! };
    expect((await fetch(`${server.url}/inbox/attachments/${file.id}`, { headers: again })).status).toBe(304);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['of enormous size', async () => bombPng()],
    ['that ends in its middle', async () => (await jpegWithPlace()).subarray(0, 400)],
  ])('%s is refused, and leaves nothing behind', async (_name, make) => {
    const before = { rows: await dump(server), files: filesOnDisk() };
    const { status, body } = await ana.upload(await make(), 'image.png');
    expect(status).toBe(422);
    expectRefusal(body.error, 'attachment.unreadable');
    expect({ rows: await dump(server), files: filesOnDisk() }).toEqual(before);
  });
});

describe('a name', () => {
  it.each([
    ['../../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['a\r\nSet-Cookie: evil=1.txt', 'aSet-Cookie_ evil=1.txt'],
    ['"; filename="evil.html', '_; filename=_evil.html'],
    ['zero\0byte.txt', 'zerobyte.txt'],
    ['<img src=x onerror=alert(1)>.txt', '_img src=x onerror=alert(1)_.txt'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['فاتورة 😀.txt', 'فاتورة 😀.txt'],
  ])('%j is made safe', async (given, name) => {
    const { file } = await send('x', given);
    expect(file.name).toBe(name);
    const { headers, status } = await ana.download(file.id);
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    for (const path of filesOnDisk()) expect(path).toMatch(/\/files\/[\w-]{2}\/[\w-]{32}$/);
  });
});

describe('an upload is refused', () => {
  const raw = (headers: Record<string, string>, body: string) =>
    fetch(`${server.url}/widget/v1/uploads`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ana.token}`, ...headers },
      body,
    });
  const octets = { 'Content-Type': 'application/octet-stream' };

  it.each<[string, () => Promise<Response>, number, string]>([
    ['without a name', () => raw(octets, 'x'), 400, 'request.malformed'],
    ['with a broken name', () => raw({ ...octets, 'X-File-Name': '%E0%A4%A' }, 'x'), 400, 'request.malformed'],
    ['as something else', () => raw({ 'Content-Type': 'text/plain', 'X-File-Name': 'x' }, 'x'), 400, 'request.malformed'],
    ['if it is empty', () => raw({ ...octets, 'X-File-Name': 'x' }, ''), 422, 'attachment.empty'],
    ['if it is too large', () => raw({ ...octets, 'X-File-Name': 'x' }, 'x'.repeat(200_001)), 413, 'attachment.too_large'],
  ])('%s', async (_name, knock, status, code) => {
    const before = { rows: await dump(server), files: filesOnDisk() };
    const answer = await knock();
    expect(answer.status).toBe(status);
    expectRefusal(((await answer.json()) as { error: object }).error, code);
    expect({ rows: await dump(server), files: filesOnDisk() }).toEqual(before);
  });

  it('if it breaks off', async () => {
    const before = filesOnDisk();
    const total = await count(server, 'attachment');
    const failed = jest.spyOn(server.app.get(Database).health, 'failed');
    await new Promise<void>((resolve) => {
      const headers = { ...octets, 'X-File-Name': 'x', 'Content-Length': '100000', Authorization: `Bearer ${ana.token}` };
      const upload = request(`${server.url}/widget/v1/uploads`, { method: 'POST', headers });
      upload.on('error', () => resolve());
      upload.write('x'.repeat(1000), () => setTimeout(() => upload.destroy(new Error('gone')), 50));
    });
    await ana.say('The server has noticed by now');
    expect(await count(server, 'attachment')).toBe(total);
    // A client that goes away says nothing about the disk.
    expect(failed).not.toHaveBeenCalled();
    expect(filesOnDisk().filter((path) => !path.includes('incoming'))).toEqual(before);
  });
});

describe('a file', () => {
  it('hangs on one message only, and only its uploader’s', async () => {
    const eva = await shop.visitor();
    const { body: file } = await ana.upload('mine', 'mine.txt');
    const stolen = await eva.act('message.send', { id: 'eva-takes-what-is-not-hers', body: 'x', attachments: [file.id] });
    expectRefusal(stolen.body.error, 'attachment.not_found');
    expect((await eva.download(file.id)).status).toBe(404);
    await ana.say('once', { attachments: [file.id] });
    for (const attachments of [[file.id], [file.id, file.id]]) {
      const twice = await ana.act('message.send', { id: 'ana-sends-her-file-twice', body: 'x', attachments });
      expectRefusal(twice.body.error, 'attachment.not_found');
    }
    expect((await eva.download(file.id)).status).toBe(404);
    expect(await count(server, 'attachment', 'id = ? AND message_id IS NOT NULL', [file.id])).toBe(1);
  });

  it('of two that are sent at once, one message takes it; a refused one leaves the others free', async () => {
    const [one, two] = await Promise.all([ana.upload('1', '1.txt'), ana.upload('2', '2.txt')]);
    const draft = (name: string, attachments: string[]) =>
      ana.act('message.send', { id: `message-with-a-file-${name}`, body: '', attachments });
    const answers = await Promise.all([
      draft('a', [one.body.id, 'x'.repeat(32)]),
      draft('b', [one.body.id]),
      draft('c', [one.body.id]),
      draft('d', [two.body.id]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 200, 404, 200]);
  });

  it('on a note is not the visitor’s to see, nor an address that somebody guesses', async () => {
    const { conversation } = await ana.say('Hello');
    const ben = await shop.browser('Ben');
    const uploaded = await fetch(`${server.url}/inbox/uploads`, {
      method: 'POST',
      headers: {
        Cookie: ben.cookieHeader,
        Origin: server.url,
        'Content-Type': 'application/octet-stream',
        'X-File-Name': 'note.txt',
      },
      body: 'for the team',
    });
    const { id } = (await uploaded.json()) as { id: string };
    expect((await ana.download(id)).status).toBe(404);
    await shop.answer(conversation, 'A note', { kind: 'note', attachments: [id] });
    expect((await ana.download(id)).status).toBe(404);
    for (const guess of ['x'.repeat(32), '..%2f..%2fkeys%2fsecret', id.slice(0, -1)])
      expect([404, 422]).toContain((await ana.download(guess)).status);
  });
});
