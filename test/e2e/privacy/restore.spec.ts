import { ErasureRun } from '../../../src/privacy/erasure/erasure-run';
import { startApp } from '../../kit/app';
import { Backups } from '../../kit/backups';
import { tracesOf } from '../../kit/bytes';
import { erase } from '../../kit/rights';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { vouched } from '../../kit/vouched';
import { VisitorClient } from '../../kit/visitor-client';

describe('a backup from before an erasure', () => {
  let backups: Backups;
  beforeEach(async () => (backups = await Backups.open()));
  afterEach(() => backups.remove());
  const start = () => startApp({ env: backups.env });

  it('does not bring anybody back who was erased: they are gone again before the server answers', async () => {
    let server = await start();
    const shop = await Shop.open(server);
    const [ana, bo] = [await shop.visitor(), await shop.visitor()];
    const words = ['zqanaswords', 'zqanasfile'];
    const file = await ana.upload(words[1]!, 'receipt.txt');
    await ana.say(words[0]!, { attachments: [file.body.id] });
    await bo.say('zqboswords');
    await server.stop();
    await backups.save('before');
    server = await start();
    await erase(server, { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
    await server.stop();

    await backups.putBack('before');
    expect(tracesOf(await backups.kept(), words).length).toBeGreaterThan(0);
    server = await start();
    // The port is open: by now it is done.
    expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(0);
    expect(tracesOf(await backups.kept(), [...words, ana.id])).toEqual([]);
    expect(await count(server, 'visitor', 'id = ?', [bo.id])).toBe(1);
    const again = VisitorClient.withToken(server.url, ana.token);
    expect((await again.act('message.send', { id: 'a', body: 'Hello' })).body.error?.code).toBe('visitor.unknown');
    expect((await VisitorClient.withToken(server.url, bo.token).resume(0)).messages).toHaveLength(1);
    await server.stop();
  });

  it('is erased again even if the process dies in the middle of that', async () => {
    let server = await start();
    const shop = await Shop.open(server, 'Cedar');
    const ana = await shop.visitor();
    await ana.say('zqcutoff');
    await server.stop();
    await backups.save('before');
    server = await start();
    await erase(server, { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
    await server.stop();
    await backups.putBack('before');
    const run = jest.spyOn(ErasureRun.prototype, 'run').mockRejectedValueOnce(new Error('killed'));
    await expect(start()).rejects.toThrow('killed');
    run.mockRestore();
    server = await start();
    expect(await count(server, 'visitor', 'id = ?', [ana.id])).toBe(0);
    expect(tracesOf(await backups.kept(), ['zqcutoff', ana.id])).toEqual([]);
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
    await server.stop();
    await backups.save('after');
    for (const restored of [false, true]) {
      if (restored) await backups.putBack('after');
      server = await start();
      expect(await count(server, 'visitor', 'id = ?', [id])).toBe(1);
      expect((await VisitorClient.withToken(server.url, back.token).resume(0)).messages).toHaveLength(1);
      // The token from before the erasure is good no more.
      expect((await VisitorClient.withToken(server.url, cleo.token).act('conversation.resume')).status).toBe(401);
      await server.stop();
    }
  });
});
