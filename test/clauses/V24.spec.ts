import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownVersion, versionCommand } from '../../src/version.command';
import { startApp } from '../kit/app';
import { Shop } from '../kit/shop';

const root = join(__dirname, '../..');
const packageOf = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, Record<string, string>>;

interface Bill {
  bomFormat: string;
  metadata: { component: { name: string; version: string } };
  components: { name: string; version: string; purl: string; licenses?: object[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** Who keeps it up to date knows what is in it, and hears of newer releases when they ask, and only then. */
describe('V24 what the server is made of', () => {
  let bill: Bill;
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['scripts/sbom.mjs'], { cwd: root });
    bill = JSON.parse(readFileSync(join(root, 'dist/sbom.cdx.json'), 'utf8')) as Bill;
  }, 120_000);
  const versionsOf = (wanted: string) => bill.components.filter(({ name }) => name === wanted).map(({ version }) => version);

  it('is one list, in the form that scanners read', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'parlour', version: ownVersion() } } });
    for (const { name, version, purl } of bill.components) expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
  });

  it('names every package that is installed beside the server, in the version that is locked', () => {
    const { dependencies } = packageOf('package.json');
    const locked = packageOf('package-lock.json').packages as unknown as Record<string, { version: string }>;
    for (const name of Object.keys(dependencies))
      expect([name, versionsOf(name)]).toEqual([name, expect.arrayContaining([locked[`node_modules/${name}`].version])]);
  });

  it('names what was bundled into plugins and into browsers’ files as well, and nothing that only builds or tests', () => {
    for (const name of ['nodemailer', 'imapflow', 'mailparser', 'uplot', '@hotwired/turbo', 'ws'])
      expect([name, versionsOf(name)]).toEqual([name, expect.arrayContaining([expect.any(String)])]);
    for (const name of ['jest', 'eslint', 'typescript', 'prettier', 'playwright-core', 'fast-check'])
      expect([name, versionsOf(name)]).toEqual([name, []]);
    const known = new Set(['parlour', ...bill.components.map(({ name, version }) => `${name}@${version}`)]);
    expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
  });
});

describe('V24 what is newer', () => {
  let place: Server;
  let asked: string[] = [];
  let answer: unknown;
  beforeAll(async () => {
    place = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => place.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void place.close());
  beforeEach(() => ([asked, answer] = [[], []]));

  const settings = () => ({
    RELEASES_URL: `http://127.0.0.1:${(place.address() as AddressInfo).port}/releases`,
    OUTBOUND_PRIVATE_NETWORK: ['127.0.0.1'],
  });
  const say = async (options: string[], changes = {}) => {
    let said = '';
    await versionCommand({ ...settings(), ...changes }, options, (text) => (said += text));
    return said;
  };

  it('is not asked unless somebody wants to know', async () => {
    expect(await say([])).toMatch(new RegExp(`^Parlour ${ownVersion().replaceAll('.', '\\.')}, Node \\d+`));
    expect(asked).toEqual([]);
  });

  it('is told to whoever asks, with nothing said of this server', async () => {
    answer = [
      { tag_name: 'v99.1.0', html_url: 'https://example.org/99.1.0' },
      { tag_name: 'v99.0.0', html_url: 'javascript:alert(1)' },
      { tag_name: 'v100.0.0-beta.1', prerelease: true },
      { tag_name: 'v101.0.0', draft: true },
      { tag_name: 'v0.0.1' },
      { tag_name: '\u001b[31mred' },
      null,
      7,
    ];
    const said = await say(['--check']);
    expect(asked).toEqual(['GET /releases']);
    expect(said).toContain('Newer: 99.1.0  https://example.org/99.1.0\nNewer: 99.0.0\n');
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    expect(said).not.toMatch(/100\.0\.0|101\.0\.0|0\.0\.1\n|javascript|\u001b/);
    answer = [{ tag_name: `v${ownVersion()}` }];
    expect(await say(['--check'])).toContain('There is none newer.');
  });

  it.each(['no JSON', '{}', '"text"'])('an answer of %j is no list', async (text) => {
    answer = text;
    await expect(say(['--check'])).rejects.toThrow('RELEASES_URL');
  });

  it('is asked of nobody in the private network, and of nobody who was not named', async () => {
    await expect(say(['--check'], { OUTBOUND_PRIVATE_NETWORK: [] })).rejects.toThrow(/RELEASES_URL: .* not public/);
    await expect(say(['--check'], { RELEASES_URL: undefined })).rejects.toThrow(/set RELEASES_URL/);
    expect(asked).toEqual([]);
  });

  it('is never asked by the server itself, though it knows whom', async () => {
    const { RELEASES_URL } = settings();
    const server = await startApp({ env: { RELEASES_URL, OUTBOUND_PRIVATE_NETWORK: '127.0.0.1' } });
    const shop = await Shop.open(server);
    await (await shop.visitor()).say('Hello');
    expect((await (await shop.browser('Olu')).get('/settings')).status).toBeLessThan(400);
    await server.stop();
    expect(asked).toEqual([]);
  });
});
