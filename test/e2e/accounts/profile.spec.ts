import { startApp, type RunningApp } from '../../kit/app';
import { filesUnder, rowsOnPostgres, tracesOf } from '../../kit/bytes';
import { Browser } from '../../kit/browser';
import { furnish, signIn, type Team } from '../../kit/people';
import { photograph, pictureOf, sendPicture } from '../../kit/pictures';
import { rowsOf } from '../../kit/rows';
import { until } from '../../kit/until';

let server: RunningApp;
let alder: Team;
let birch: Team;
let round = 0;
beforeAll(async () => void (server = await startApp()));
beforeEach(async () => {
  alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Ben: 'agent', Vera: 'viewer' });
  birch = await furnish(server, `Birch${round}`, { Zoe: 'owner' });
});
afterAll(() => server.stop());

const page = '/settings/you';
const form = {
  name: 'Ben Brook',
  jobTitle: 'Support',
  company: 'Alder Ltd',
  language: 'de',
  timeZone: 'Europe/Lisbon',
  theme: 'dark',
};
const rowOf = async (id: string) =>
  (await rowsOf<Record<string, unknown>>(server, 'SELECT * FROM account WHERE id = ?', [id]))[0];

describe('a profile', () => {
  it('is kept as it was written, shown at once, and emptied again', async () => {
    const { Ben } = alder.people;
    const ben = await signIn(server, Ben);
    expect(await ben.post(page, form)).toMatchObject({ status: 303, location: page });
    expect(await rowOf(Ben.id)).toMatchObject({
      name: 'Ben Brook',
      job_title: 'Support',
      company: 'Alder Ltd',
      language: 'de',
      time_zone: 'Europe/Lisbon',
      theme: 'dark',
    });
    const { text } = await ben.get('/inbox/open');
    expect(text).toContain('data-theme="dark"');
    expect(text).toContain('<meta name="time-zone" content="Europe/Lisbon">');
    expect(text).toContain('Ben Brook');
    await ben.post(page, { ...form, jobTitle: '', company: ' ', timeZone: '' });
    expect(await rowOf(Ben.id)).toMatchObject({ job_title: '', company: '', time_zone: '' });
  });

  it.each([
    { what: 'a role', more: { role: 'owner' } },
    { what: 'somebody else', more: { accountId: 'x'.repeat(26) } },
    { what: 'an id', more: { id: 'x'.repeat(26) } },
    { what: 'another address', more: { email: 'eve@example.org' } },
    { what: 'a password hash', more: { passwordHash: 'x' } },
    { what: 'muted mails', more: { mutedMails: '["security"]' } },
    { what: 'no name', more: { name: ' ' } },
    { what: 'a name that is two lines of a mail', more: { name: 'Ben\r\nBcc: eve@example.org' } },
    { what: 'a name that turns what follows', more: { name: 'Ben\u202egnp.exe' } },
    { what: 'an unknown language', more: { language: 'xx' } },
    { what: 'an unknown theme', more: { theme: 'dark" onload="x' } },
    { what: 'a time zone that is none', more: { timeZone: 'Mars/Olympus' } },
    { what: 'a title of 101 characters', more: { jobTitle: 'x'.repeat(101) } },
  ])('is refused with $what, and nothing changes', async ({ more }) => {
    const { Ben } = alder.people;
    const before = await rowOf(Ben.id);
    expect((await (await signIn(server, Ben)).post(page, { ...form, ...more })).status).toBe(422);
    expect(await rowOf(Ben.id)).toEqual(before);
  });

  it('shows what was written as text', async () => {
    const ben = await signIn(server, alder.people.Ben);
    await ben.post(page, { ...form, name: '<img src=x onerror=alert(1)>', jobTitle: '"><script>alert(1)</script>' });
    const { text } = await ben.get(page);
    expect(text).not.toMatch(/<img src=x|<script>alert/);
  });
});

describe('a picture', () => {
  it('is drawn anew as a small square, and says nothing of where it was taken', async () => {
    const { Ben } = alder.people;
    const ben = await signIn(server, Ben);
    const original = await photograph();
    expect(tracesOf(new Map([['it', original]]), ['SpyPhone'])).not.toEqual([]);
    expect((await sendPicture(ben, original)).status).toBe(303);
    const { status, headers, bytes } = await pictureOf(await signIn(server, alder.people.Olga), Ben.id);
    expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([200, 'image/webp', 'nosniff']);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const { default: sharp } = await import('sharp');
    const { width, height, format, exif, xmp, iptc } = await sharp(bytes).metadata();
    expect({ width, height, format, exif, xmp, iptc }).toEqual({ width: 256, height: 256, format: 'webp' });
    const files = filesUnder(server.settings.DATA_DIR);
    for (const [name, content] of await rowsOnPostgres(server.settings.DATABASE_URL)) files.set(name, content);
    expect(tracesOf(files, ['SpyPhone', 'Hawthorn 9'])).toEqual([]);
  });

  it('stands where the initials stood, and the initials again once it is removed', async () => {
    const { Ben } = alder.people;
    const [ben, olga] = [await signIn(server, Ben), await signIn(server, alder.people.Olga)];
    const shown = async () => (await olga.get('/settings/agents')).text.includes(`/faces/${Ben.id}?v=`);
    expect(await shown()).toBe(false);
    await sendPicture(ben, await photograph());
    await until('the picture is known', shown);
    await ben.post(`${page}/picture/removal`);
    await until('it is known to be gone', async () => !(await shown()));
    expect((await pictureOf(olga, Ben.id)).status).toBe(404);
    expect(await rowsOf(server, 'SELECT account_id FROM account_picture WHERE account_id = ?', [Ben.id])).toEqual([]);
  });

  it.each([
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'image/svg+xml',
    ],
    ['a drawing that says it is a photograph', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/jpeg'],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'image/png'],
    ['a document', Buffer.from('%PDF-1.7\n'), 'image/webp'],
    ['half a photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), 'image/jpeg'],
    ['nothing', Buffer.alloc(0), 'image/jpeg'],
  ])('is not %s', async (_, bytes, type) => {
    const ben = await signIn(server, alder.people.Ben);
    expect((await sendPicture(ben, bytes, type)).status).toBe(422);
    expect((await pictureOf(ben, alder.people.Ben.id)).status).toBe(404);
  });

  it('is no bomb: what is too large in bytes or in pixels is refused', async () => {
    const ben = await signIn(server, alder.people.Ben);
    expect((await sendPicture(ben, Buffer.alloc(12 * 1024 * 1024 + 1, 1))).status).toBe(413);
    const { default: sharp } = await import('sharp');
    const wide = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(wide.length).toBeLessThan(1024 * 1024);
    expect((await sendPicture(ben, wide, 'image/png')).status).toBe(422);
  });

  it('is seen by those who work with them, and by nobody else', async () => {
    const { Ben } = alder.people;
    await sendPicture(await signIn(server, Ben), await photograph());
    expect((await pictureOf(await signIn(server, alder.people.Vera), Ben.id)).status).toBe(200);
    expect((await pictureOf(await signIn(server, birch.people.Zoe), Ben.id)).status).toBe(404);
    expect((await pictureOf(new Browser(server.url), Ben.id)).headers.get('location')).toContain('/sign-in');
  });

  it('cannot be sent from another website', async () => {
    const ben = await signIn(server, alder.people.Ben);
    const body = new FormData();
    body.append('picture', new Blob([new Uint8Array(await photograph())], { type: 'image/jpeg' }), 'me.jpg');
    const headers = { Origin: 'https://evil.example', Cookie: ben.cookieHeader };
    expect((await fetch(`${server.url}${page}/picture`, { method: 'POST', headers, body })).status).toBe(403);
  });
});

describe('leaving', () => {
  it('ends the place and the session, keeps the account, and is told to those who manage', async () => {
    const { Ben, Olga } = alder.people;
    const ben = await signIn(server, Ben);
    expect(await ben.post(`${page}/leaving`)).toMatchObject({ status: 303, location: '/sign-in' });
    expect((await ben.get('/inbox')).location).toContain('/sign-in');
    expect(await rowsOf(server, 'SELECT role FROM member WHERE account_id = ?', [Ben.id])).toEqual([]);
    expect(await rowOf(Ben.id)).toBeDefined();
    const mails = await rowsOf<{ subject: string }>(
      server,
      "SELECT subject FROM mail WHERE recipient = ? AND account_kind = 'workspace'",
      [Olga.email],
    );
    expect(mails).toEqual([{ subject: `Ben left Alder${round}` }]);
  });

  it('is not for the last owner', async () => {
    const olga = await signIn(server, alder.people.Olga);
    expect((await olga.post(`${page}/leaving`)).status).toBe(409);
    expect((await olga.get(page)).status).toBe(200);
  });
});
