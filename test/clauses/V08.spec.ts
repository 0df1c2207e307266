import { agentSocket } from '../kit/agent-socket';
import { startApp, type RunningApp } from '../kit/app';
import { signIn } from '../kit/people';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';

/** Whoever is taken out of a workspace is out: the page, the form and the open socket. */
describe('V8 an account that loses its place', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => void (server = await startApp()));
  beforeEach(async () => void (shop = await Shop.open(server, `Alder${Date.now()}`)));
  afterAll(() => server.stop());

  it('is out at once: its session is over and its socket closes, others stay', async () => {
    const [olu, ben, vera] = [await shop.browser('Olu'), await shop.browser('Ben'), await shop.browser('Vera')];
    const [bens, veras] = [await agentSocket(ben), await agentSocket(vera)];
    const { conversation } = await (await shop.visitor()).say('Before');
    expect((await olu.post(`/settings/members/${shop.as('Ben').account.id}/removal`)).status).toBe(303);
    await until('the socket closes', () => bens.socket.readyState === 3);
    expect((await ben.get('/inbox/open')).location).toContain('/sign-in');
    expect(
      (await ben.postJson(`/inbox/conversations/${conversation}/messages`, { id: 'x', kind: 'reply', body: 'Still here' }))
        .status,
    ).toBe(401);
    expect((await veras.ask('ping')).event).toBe('pong');
    await expect(agentSocket(ben)).rejects.toMatchObject({ status: 401 });
    await veras.close();
  });

  it('is disabled and out within a second, keeps its place, and comes in again when it is let', async () => {
    const [olu, ben] = [await shop.browser('Olu'), await shop.browser('Ben')];
    const bens = await agentSocket(ben);
    const start = performance.now();
    const [answer, { code }] = await Promise.all([olu.post(`/settings/members/${shop.as('Ben').account.id}/lock`), bens.closed]);
    expect([answer.status, code]).toEqual([303, 1008]);
    expect(performance.now() - start).toBeLessThan(1000);
    expect((await ben.get('/inbox/open')).location).toContain('/sign-in');
    await expect(signIn(server, shop.as('Ben').account)).rejects.toThrow('422');
    await olu.post(`/settings/members/${shop.as('Ben').account.id}/unlock`);
    expect((await (await signIn(server, shop.as('Ben').account)).get('/inbox/open')).status).toBe(200);
  });

  it('hears nothing that is said afterwards', async () => {
    const ben = await agentSocket(await shop.browser('Ben'));
    await (await shop.browser('Olu')).post(`/settings/members/${shop.as('Ben').account.id}/removal`);
    await until('the socket closes', () => ben.socket.readyState === 3);
    await (await shop.visitor()).say('Not for Ben any more');
    expect(JSON.stringify(ben.received)).not.toContain('Not for Ben');
  });
});
