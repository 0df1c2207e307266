import { startApp, type RunningApp } from '../kit/app';
import { count } from '../kit/rows';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered } from '../kit/until';
import { OptionalPurposes } from '../../src/privacy/optional-purposes.service';
import { StandingService } from '../../src/privacy/standing.service';

/** To improve something is a purpose of its own. */
describe('P11 "improve"', () => {
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-improver', { privacy: { purpose: 'improve', basis: 'legitimate-interest' } });
    server = await startApp({ env: spy.env });
    shop = await Shop.open(server);
    await spy.enable(server, shop, 'event-improver');
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });
  const choose = (on: boolean) =>
    server.app.get(OptionalPurposes, { strict: false }).choose(shop.workspaceId, 'improve', on, shop.team.people.Olu.id);

  it('is off: nothing leaves, though the plugin is enabled', async () => {
    await (await shop.visitor()).say('Hello');
    await delivered(server);
    expect(spy.told).toEqual([]);
    expect(await count(server, 'disclosure')).toBe(0);
  });

  it('begins when the business chooses it, not with what came before, and ends when it does so no more', async () => {
    const ana = await shop.visitor();
    await choose(true);
    await ana.say('While it is on');
    await delivered(server);
    await choose(false);
    await ana.say('Off again');
    await delivered(server);
    expect(spy.events()).toEqual(['conversation.opened', 'message.posted']);
    expect(JSON.stringify(spy.told)).toContain('While it is on');
    expect(await count(server, 'audit_entry', "action IN ('purpose.chosen', 'purpose.withdrawn')")).toBe(2);
  });

  it('ends for a person who objects to it', async () => {
    const ana = await shop.visitor();
    await choose(true);
    await server.app
      .get(StandingService, { strict: false })
      .object({ workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id }, 'improve', null);
    spy.told.length = 0;
    await ana.say('I objected');
    await (await shop.visitor()).say('I did not');
    await delivered(server);
    expect(JSON.stringify(spy.told)).toContain('I did not');
    expect(JSON.stringify(spy.told)).not.toContain('I objected');
  });
});
