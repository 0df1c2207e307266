import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Account } from '../../../src/accounts/account.entity';
import { Database } from '../../../src/database/database';
import { Member } from '../../../src/workspaces/member.entity';
import { SetupService } from '../../../src/workspaces/setup/setup.service';
import { WebsitesService } from '../../../src/workspaces/websites.service';
import { Website } from '../../../src/workspaces/website.entity';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser, type Fields } from '../../kit/browser';

let server: RunningApp;
let file: string;
const key = () => /key=([\w-]+)/.exec(readFileSync(file, 'utf8'))![1]!;
const form = () => ({
  key: key(),
  name: 'Olga',
  email: 'Olga@Alder.example',
  password: 'a good long sentence',
  workspace: 'Alder & Ash',
  website: 'Shop',
  domain: 'https://Shop.alder.example/start',
});
const read = () => server.app.get(Database).read;

beforeEach(async () => {
  server = await startApp();
  file = join(server.settings.DATA_DIR, 'setup-link');
});
afterEach(() => server.stop());

describe('a server that nobody set up', () => {
  it('leaves its link in a file for its owner only, and sends people to a page that says so', async () => {
    expect(readFileSync(file, 'utf8')).toBe(`${server.url}/setup?key=${key()}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const browser = new Browser(server.url);
    for (const path of ['/', '/sign-in']) expect((await browser.get(path)).location).toBe('/setup');
    const waiting = await browser.get('/setup');
    expect(waiting.status).toBe(200);
    expect(waiting.text).toContain('setup-link');
    expect(waiting.text).not.toContain(key());
  });

  it('keeps its link over a restart', async () => {
    const before = key();
    await server.app.get(SetupService).onServerListening('http://elsewhere.example');
    expect(key()).toBe(before);
    expect((await new Browser(server.url).get(`/setup?key=${before}`)).status).toBe(200);
  });

  it('starts even if its link cannot be written, since it is printed too', async () => {
    const before = key();
    rmSync(file);
    mkdirSync(file);
    await server.app.get(SetupService).onServerListening(server.url);
    rmSync(file, { recursive: true });
    expect((await new Browser(server.url).get(`/setup?key=${before}`)).status).toBe(403);
    expect((await new Browser(server.url).get('/setup')).status).toBe(200);
  });

  it('does not know the key itself', async () => {
    const rows = await server.app.get(Database).query('SELECT value FROM setting');
    expect(JSON.stringify(rows)).not.toContain(key());
  });

  it('is set up once: owner, workspace and website, signed in, and the link is gone', async () => {
    const browser = new Browser(server.url);
    const chosen = form();
    expect((await browser.get(`/setup?key=${chosen.key}`)).text).toContain(`value="${chosen.key}"`);
    const answer = await browser.post('/setup', chosen);
    const [website] = await read().find(Website);
    expect(answer).toMatchObject({ status: 303, location: `/settings/websites/${website!.id}/install` });
    expect(website).toMatchObject({
      name: 'Shop',
      domains: ['shop.alder.example'],
      collectsPages: false,
      collectsLocation: false,
    });
    expect(website!.key).toMatch(/^w_[0-9A-Za-z]{22}$/);
    const { identitySecret } = (await server.app.get(WebsitesService, { strict: false }).byKey(website!.key))!;
    expect(Buffer.from(identitySecret, 'base64url')).toHaveLength(32);
    expect(website!.identitySecret).not.toContain(identitySecret);
    expect(await read().find(Account)).toMatchObject([{ name: 'Olga', email: 'olga@alder.example' }]);
    expect(await read().find(Member)).toMatchObject([{ role: 'owner', workspaceId: website!.workspaceId }]);
    expect(existsSync(file)).toBe(false);
    const install = await browser.get(answer.location!);
    expect(install.text).toContain(
      `&lt;script async src&#x3D;&quot;${server.url}/widget.js&quot; data-website&#x3D;&quot;${website!.key}&quot;&gt;`,
    );
    for (const again of [
      await browser.get(`/setup?key=${chosen.key}`),
      await browser.post('/setup', chosen),
      await browser.get('/setup'),
    ]) {
      expect(again.status).toBe(410);
      expect(again.text).toContain('href="/sign-in"');
    }
    expect(await read().count(Account)).toBe(1);
  });

  it('is set up by one of two who hold the link', async () => {
    const chosen = form();
    const answers = await Promise.all(
      ['Olga', 'Mallory', 'Eve'].map((name) =>
        new Browser(server.url).post('/setup', { ...chosen, name, email: `${name}@x.example` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
    expect(await read().count(Account)).toBe(1);
    expect(await read().count(Website)).toBe(1);
  });

  it.each([
    { what: 'a wrong key', change: { key: 'x'.repeat(43) }, status: 403 },
    { what: 'no key', change: { key: '' }, status: 403 },
    { what: 'a short password', change: { password: 'short 7' }, status: 422, says: 'At least 8 characters' },
    { what: 'no name', change: { name: ' ' }, status: 422, says: 'This is needed' },
    { what: 'a name of two lines', change: { name: 'Olga\nAdmin' }, status: 422, says: 'one line' },
    { what: 'an address that is none', change: { email: 'olga' }, status: 422, says: 'name@example.com' },
    { what: 'a path for a domain', change: { domain: '/shop' }, status: 422, says: 'shop.example.com' },
    { what: 'a field twice', change: { workspace: ['a', 'b'] }, status: 422, says: 'field--wrong' },
    { what: 'a field too many', change: { role: 'owner' }, status: 422 },
  ])('is not set up with $what', async ({ change, status, says = '' }) => {
    const answer = await new Browser(server.url).post('/setup', { ...form(), ...(change as Fields) });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(says);
    expect(answer.text).not.toContain('a good long sentence');
    expect(await read().count(Account)).toBe(0);
    expect(existsSync(file)).toBe(true);
  });

  it('can be set up without a domain', async () => {
    expect((await new Browser(server.url).post('/setup', { ...form(), domain: '' })).status).toBe(303);
    expect(await read().find(Website)).toMatchObject([{ domains: [] }]);
  });
});
