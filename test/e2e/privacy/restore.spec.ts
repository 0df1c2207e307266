import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { filesUnder, tracesOf } from '../../kit/bytes';
import { erase } from '../../kit/rights';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { vouched } from '../../kit/vouched';
import { VisitorClient } from '../../kit/visitor-client';

// The files of a PostgreSQL are not ours to put back; what is looked for at the start is the same there.
const onSqlite = process.env.PARLOUR_TEST_DATABASE ? describe.skip : describe;

onSqlite('a backup from before an erasure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlour-restore-'));
  const backup = mkdtempSync(join(tmpdir(), 'parlour-backup-'));
  const data = join(folder, 'data');
  afterAll(() => [folder, backup].forEach((one) => rmSync(one, { recursive: true, force: true })));
  const start = () => startApp({ env: { DATA_DIR: data } });

  /** As the README says: the database by `VACUUM INTO`, then files and keys. The ledger is not among them. */
  const save = async (server: RunningApp, name: string) => {
    server.app.get(Database).sqlite!.exec(`VACUUM INTO '${join(backup, `${name}.db`)}'`);
    cpSync(join(data, 'files'), join(backup, `${name}-files`), { recursive: true });
  };
  const putBack = (name: string) => {
    for (const file of ['parlour.db', 'parlour.db-wal', 'parlour.db-shm', 'files'])
      rmSync(join(data, file), { recursive: true, force: true });
    cpSync(join(backup, `${name}.db`), join(data, 'parlour.db'));
    cpSync(join(backup, `${name}-files`), join(data, 'files'), { recursive: true });
  };

  it('does not bring anybody back who was erased: they are gone again before the server answers', async () => {
    let server = await start();
    const shop = await Shop.open(server);
    const [ana, bo] = [await shop.visitor(), await shop.visitor()];
    const words = ['zqanaswords', 'zqanasfile'];
    const file = await ana.upload(words[1]!, 'receipt.txt');
    await ana.say(words[0]!, { attachments: [file.body.id] });
    await bo.say('zqboswords');
    await save(server, 'before');
    await erase(server, { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
    await server.stop();

    putBack('before');
    expect(tracesOf(filesUnder(data), words).length).toBeGreaterThan(0);
    server = await start();
    // The port is open: by now it is done.
    expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(0);
    expect(tracesOf(filesUnder(data), [...words, ana.id])).toEqual([]);
    expect(await count(server, 'visitor', 'id = ?', [bo.id])).toBe(1);
    const again = VisitorClient.withToken(server.url, ana.token);
    expect((await again.act('message.send', { id: 'a', body: 'Hello' })).body.error?.code).toBe('visitor.unknown');
    expect((await VisitorClient.withToken(server.url, bo.token).resume(0)).messages).toHaveLength(1);
    await server.stop();
  });

  it('is left alone where everything is as it was, and nobody who came back by themselves is erased', async () => {
    let server = await start();
    const shop = await Shop.open(server, 'Birch');
    const identity = () => vouched({ sub: 'user-7', name: 'Cleo' }, shop.website.identitySecret);
    const cleo = await shop.visitor({ identity: identity() });
    await cleo.say('Hello');
    const { id } = cleo;
    await erase(server, { workspaceId: shop.workspaceId, kind: 'visitor', id });
    const back = await shop.visitor({ identity: identity() });
    await back.say('I am back');
    expect(back.id).toBe(id);
    await save(server, 'after');
    await server.stop();
    for (const restored of [false, true]) {
      if (restored) putBack('after');
      server = await start();
      expect(await count(server, 'visitor', 'id = ?', [id])).toBe(1);
      expect((await VisitorClient.withToken(server.url, back.token).resume(0)).messages).toHaveLength(1);
      // The token from before the erasure is good no more.
      expect((await VisitorClient.withToken(server.url, cleo.token).act('conversation.resume')).status).toBe(401);
      await server.stop();
    }
  });
});
