import { filesUnder, rowsOnPostgres, tracesOf } from '../kit/bytes';
import { startApp } from '../kit/app';
import { rowsOf } from '../kit/rows';
import { ServerProcess } from '../kit/server-process';
import { Shop } from '../kit/shop';
import { VisitorClient } from '../kit/visitor-client';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.7444.59 Safari/537.36';

/** Technical data is kept only as coarse as it is useful. */
describe('P7 usage data', () => {
  it.each(['203.0.113.77', '2001:db8:85a3:11:22:8a2e:370:7334'])(
    'a whole address (%s) is nowhere in the folder of data and nowhere in the log, whatever its owner does',
    async (address) => {
      const headers = { 'X-Forwarded-For': address, 'User-Agent': chrome };
      const server = await ServerProcess.start({ TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'trace' });
      try {
        const { owner, websiteKey } = await server.setUp();
        const ana = await VisitorClient.welcome(server.url, websiteKey, { headers });
        const socket = await ana.socket();
        const { conversation } = await ana.say('Hello');
        await ana.upload('x', 'x.txt');
        await ana.act('page.view', { url: 'https://alder.example/', title: 'Prices' });
        await ana.act('no.such.event');
        await owner.post('/sign-in', { email: 'olu@alder.example', password: 'a wrong long sentence' }, headers);
        await owner.get(`/inbox/open/${conversation}`, headers);
        await owner.get('/nowhere', headers);
        await socket.close();
        await server.kill('SIGTERM');
        const files = filesUnder(server.folder);
        for (const [name, bytes] of await rowsOnPostgres(server.databaseUrl)) files.set(name, bytes);
        files.set('the log', Buffer.from(server.output));
        expect(tracesOf(files, ['Hello'])).not.toEqual([]);
        expect(server.output).toContain('/widget/v1/events');
        expect(tracesOf(files, [address])).toEqual([]);
      } finally {
        await server.remove();
      }
    },
    90_000,
  );

  it('the address of a page loses its query and its fragment, and a browser is kept by name and kind', async () => {
    const server = await startApp();
    try {
      const shop = await Shop.open(server);
      await shop.change({ collectsPages: true, collectsBrowser: true });
      const ana = await shop.visitor({ headers: { 'User-Agent': chrome } });
      await ana.say('Hello');
      await ana.act('page.view', { url: 'https://ana:pass@alder.example/prices?customer=hawthorn#hawthorn', title: 'Prices' });
      const [visitor] = await rowsOf(server, 'SELECT browser, os FROM visitor WHERE id = ?', [ana.id]);
      expect(visitor).toEqual({ browser: 'Chrome 142', os: 'Windows 10' });
      const pages = await rowsOf(server, 'SELECT url FROM page_view WHERE visitor_id = ?', [ana.id]);
      expect(pages).toEqual([{ url: 'https://alder.example/prices' }]);
      const traces = tracesOf(filesUnder(server.settings.DATA_DIR), ['hawthorn', '7444', 'AppleWebKit', 'ana:pass']);
      expect(traces).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
