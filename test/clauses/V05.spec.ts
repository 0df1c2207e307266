import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { dump } from '../kit/dump';
import { VisitorClient } from '../kit/visitor-client';

/** A website, its settings and all that happens on it are its workspace's; and its widget runs there and nowhere else. */
describe('V5 a website', () => {
  let server: RunningApp;
  let alder: Shop;
  let birch: Shop;
  const domain = 'alder.example';
  beforeAll(async () => {
    server = await startApp();
    alder = await Shop.open(server, 'Alder');
    birch = await Shop.open(server, 'Birch');
    await alder.change({ domains: [domain] });
  });
  afterAll(() => server.stop());

  it('is not there for another workspace, and cannot be changed by it', async () => {
    const at = `/settings/websites/${alder.website.id}`;
    const [stranger, owner] = [await birch.browser('Olu'), await alder.browser('Olu')];
    const before = await dump(server, ['session']);
    for (const path of [at, `${at}/install`, `${at}/preview`]) {
      expect((await owner.get(path)).status).toBe(200);
      expect((await stranger.get(path)).status).toBe(404);
    }
    expect((await stranger.post(at, { name: 'Mine now', accent: '#112233', domains: '' })).status).toBe(404);
    expect(await dump(server, ['session'])).toEqual(before);
    const list = (await stranger.get('/settings/websites')).text;
    expect(list).toContain('Birch shop');
    expect(list).not.toContain('Alder');
  });

  it.each([
    ['https://alder.example', 'runs'],
    ['https://shop.alder.example', 'runs'],
    ['https://birch.example', 'is refused'],
    ['https://alder.example.birch.example', 'is refused'],
  ])('on %s its widget %s, over HTTP and over a socket', async (origin, outcome) => {
    const headers = { Origin: origin };
    const known = await alder.visitor();
    const config = await fetch(`${server.url}/widget/v1/config?website=${alder.website.key}`, { headers });
    const acted = await VisitorClient.withToken(server.url, known.token, headers).act('ping');
    const socket = VisitorClient.withToken(server.url, known.token, headers).socket();
    if (outcome === 'runs') {
      expect([config.status, acted.status]).toEqual([200, 200]);
      expect((await (await socket).ask('ping')).event).toBe('pong');
      await (await socket).close();
    } else {
      expect([config.status, acted.status]).toEqual([403, 403]);
      await expect(socket).rejects.toMatchObject({ status: 403, code: 'website.foreign_origin' });
    }
  });

  it('gives no token that opens another website', async () => {
    const ana = await alder.visitor({ headers: { Origin: `https://${domain}` } });
    await ana.say('For Alder only');
    const eva = await birch.visitor();
    await eva.say('For Birch only');
    expect(JSON.stringify(await eva.resume(0))).not.toContain('Alder');
    const inbox = (await (await birch.browser('Ben')).get('/inbox/open')).text;
    expect(inbox).toContain('For Birch only');
    expect(inbox).not.toContain('For Alder only');
  });
});
