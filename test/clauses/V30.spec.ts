import { startApp, type RunningApp } from '../kit/app';
import { identityOf } from '../kit/people';
import { moveClock, Shop } from '../kit/shop';
import { routesOf } from '../hostile/routes';

/** What a business has to see to is computed from how things are. */
describe('V30 a business’s own part', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  const olu = () => shop.browser('Olu');
  const list = async () => (await (await olu()).get('/privacy/papers/checklist')).text;
  const expectTurn = async (missing: string, done: string, act: () => Promise<unknown>) => {
    const before = await list();
    expect([before.includes(missing), before.includes(done)]).toEqual([true, false]);
    await act();
    const after = await list();
    expect([after.includes(missing), after.includes(done)]).toEqual([false, true]);
  };

  it('cannot be ticked: no door takes a tick, and the page has no field', async () => {
    const doors = routesOf(server).filter(({ name }) => /checklist|papers\/:paper/.test(name));
    expect(doors.map(({ name }) => name.split(' ')[0])).toEqual(['GET', 'GET', 'GET']);
    const text = await list();
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    expect(main).not.toMatch(/<input|<button|<form/);
    expect((await (await olu()).post('/privacy/papers/checklist', { authority: 'on' })).status).toBe(405);
  });

  it('turns when somebody names the authority', () =>
    expectTurn('Name the supervisory authority', 'Your notice names the supervisory authority.', async () =>
      (await olu()).post('/settings/identity', { ...identityOf('Alder'), minimumAge: '16', authority: 'CNPD' }),
    ));

  it('turns when a live chat names its domains', () =>
    expectTurn('A live chat can be used on any domain.', 'Every live chat runs on its own domains only.', () =>
      shop.change({ domains: ['shop.example'] }),
    ));

  it('turns when the agreement is accepted', () =>
    expectTurn('Accept the data-processing agreement', 'The data-processing agreement is in force', async () => {
      const [, hash] = /name="hash" value="(\w+)"/.exec((await (await olu()).get('/privacy/papers/agreement')).text)!;
      await (await olu()).post('/privacy/papers/agreement/acceptance', { hash });
    }));

  it('turns back by itself when a breach waits too long', () =>
    expectTurn('No breach is past its time.', 'A breach is past its time.', async () => {
      const discoveredAt = new Date().toISOString().slice(0, 16);
      await (await olu()).post('/privacy/breaches', { what: 'A laptop was stolen', discoveredAt });
      moveClock(server, 73 * 3_600_000);
    }));

  it('is for the people who can do something about it', async () => {
    for (const who of ['Ben', 'Vera'] as const)
      expect((await (await shop.browser(who)).get('/privacy/papers/checklist')).status).toBe(403);
  });
});
