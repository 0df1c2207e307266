import { DataMap } from '../../src/privacy/data-map/data-map.service';
import { fileNameOf } from '../../src/privacy/export/record-shape';
import { isSound } from '../../src/privacy/erasure/certificate-signature';
import type { SignedCertificate } from '../../src/privacy/erasure/certificate.types';
import { startApp, type RunningApp } from '../kit/app';
import { unzip } from '../kit/archive';
import { filesUnder, rowsOnPostgres, tracesOf } from '../kit/bytes';
import { fillEverything } from '../kit/everything';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';
import type { VisitorClient } from '../kit/visitor-client';

/** Everybody sees, takes along and erases what is held on them, inside the widget and without anybody's help; to the last byte. */
describe('P26 access and erasure', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
    await shop.change({ collectsPages: true, collectsBrowser: true, collectsContact: true });
  });
  afterAll(() => server.stop());

  const own = {
    name: 'zqananame',
    email: 'zqanamail@example.org',
    text: 'zqanatext',
    file: 'zqanafilename',
    bytes: 'zqanafilebytes',
    page: 'zqanapage',
  };
  async function life(): Promise<{ ana: VisitorClient; conversation: string }> {
    const ana = await shop.visitor();
    await ana.act('visitor.update', { name: own.name, email: own.email });
    const file = await ana.upload(own.bytes, `${own.file}.txt`);
    const { conversation } = await ana.say(own.text, { attachments: [file.body.id] });
    await ana.act('page.view', { url: `https://shop.example/${own.page}`, title: own.page });
    return { ana, conversation };
  }
  const ask = async (ana: VisitorClient, kind: string) =>
    (await ana.call<{ id: string }>('POST', 'privacy/requests', { kind, language: 'en' })).body.id;
  const everythingStored = async () =>
    new Map([...filesUnder(server.settings.DATA_DIR), ...(await rowsOnPostgres(server.settings.DATABASE_URL))]);

  it('is self-service: the copy covers every table of the data map, and after the erasure no byte of it is left', async () => {
    const { ana, conversation } = await life();
    const person = { workspaceId: shop.workspaceId, kind: 'visitor' as const, id: ana.id };
    const canaries = await fillEverything(server, person, conversation);
    const words = [...Object.values(own), ...canaries.map(({ word }) => word)];
    expect(canaries.length).toBeGreaterThan(15);

    const access = await ask(ana, 'access');
    const looks = () => ana.call<{ ready?: boolean }>('GET', `privacy/requests/${access}`);
    await until('the copy is ready', async () => (await looks()).body.ready === true);
    const { address } = (await ana.call<{ address: string }>('POST', `privacy/requests/${access}/download`, {})).body;
    const files = unzip(Buffer.from(await (await fetch(server.url + address)).arrayBuffer()));
    for (const { name } of server.app.get(DataMap, { strict: false }).heldOf('visitor'))
      expect([...files.keys()]).toEqual(expect.arrayContaining([`data/${fileNameOf(name)}.json`, `csv/${fileNameOf(name)}.csv`]));
    const copy = [...files].map(([path, bytes]) => `${path} ${bytes.toString()}`).join('\n');
    expect(words.filter((word) => !copy.includes(word))).toEqual([]);

    const before = await everythingStored();
    const gone = [...Object.values(own), ...canaries.filter(({ goes }) => goes).map(({ word }) => word), ana.id, conversation];
    expect(new Set(tracesOf(before, gone).map((trace) => trace.split(': ')[1])).size).toBe(gone.length);
    const erasure = await ask(ana, 'erasure');
    await until('the token is worth nothing', async () => (await ana.call('GET', 'privacy')).status === 401);
    let certificate: SignedCertificate | undefined;
    await until('the certificate is there', async () => {
      const answer = await fetch(`${server.url}/widget/v1/privacy/certificates/${erasure}`, { headers: ana.headers });
      if (answer.status !== 200) return false;
      const { address: at } = (await answer.json()) as { address: string };
      certificate = (await (await fetch(`${server.url}${at}/certificate.json`)).json()) as SignedCertificate;
      return true;
    });
    // Its last act is the audit entry, which empties the log of the database behind it.
    const idsGone = async () => !tracesOf(await everythingStored(), gone).length;
    await until('the last byte is gone', idsGone);
    const after = await everythingStored();
    const bytes = [...after.values()].reduce((sum, { length }) => sum + length, 0);
    process.stdout.write(
      `P26: ${gone.length} canaries looked for in ${after.size} files, ${bytes.toLocaleString('en')} bytes: none left.\n`,
    );
    expect(tracesOf(after, gone)).toEqual([]);
    expect(isSound(certificate)).toBe(true);
    expect(JSON.stringify(certificate)).not.toMatch(new RegExp([...gone].join('|')));
  });

  it('opens and erases nobody else’s', async () => {
    const [{ ana }, { ana: eve }] = [await life(), await life()];
    const access = await ask(ana, 'access');
    expect((await eve.call('GET', `privacy/requests/${access}`)).status).toBe(404);
    expect((await eve.call('POST', `privacy/requests/${access}/download`, {})).status).toBe(404);
    await ask(eve, 'erasure');
    await until('Eve is gone', async () => (await eve.call('GET', 'privacy')).status === 401);
    expect((await ana.resume(0)).messages).toHaveLength(1);
  });
});
