import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';
import { delivered } from '../kit/until';
import { VisitorClient } from '../kit/visitor-client';

const env = { REDIS_URL: process.env.PARLOUR_TEST_REDIS ?? '', SECRET_KEY: 'k'.repeat(32) };
const messages = 8;

describe('two nodes with one database', () => {
  let spy: Spy;
  let first: RunningApp;
  let second: RunningApp;
  let shop: Shop;

  beforeAll(async () => {
    spy = await Spy.open();
    spy.plugin('event-spy', { privacy: { fields: ['message.body'], basis: 'consent', consent: 'analytics' } });
    first = await startApp({ env: { ...env, ...spy.env } });
    second = await startApp({ env: { ...env, ...spy.env, DATABASE_URL: first.settings.DATABASE_URL! } });
    shop = await Shop.open(first);
    await spy.enable(first, shop, 'event-spy');
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
    await spy.close();
  });

  it('deliver the events of a conversation one after the other, once each, whichever node they came by', async () => {
    const busy = new Set<string>();
    const together: string[] = [];
    spy.reply = async ({ argument: { ids } }) => {
      // What is asked about a person, such as after a consent, is no event of a conversation.
      if (!ids?.conversationId) return {};
      const lane = ids.conversationId;
      if (busy.has(lane)) together.push(lane);
      busy.add(lane);
      await new Promise(setImmediate);
      busy.delete(lane);
      return {};
    };
    await Promise.all(
      ['Ana', 'Bo', 'Cleo', 'Dina', 'Eva', 'Finn'].map(async (name) => {
        const here = await shop.visitor();
        const there = VisitorClient.withToken(second.url, here.token);
        await here.act('consent.choose', { granted: ['analytics'] });
        for (let number = 1; number <= messages; number++) await (number % 2 ? here : there).say(`${name} ${number}`);
      }),
    );
    await delivered(first);
    expect(together).toEqual([]);
    const bodies = spy.told.flatMap(({ argument }) => (argument.fields?.['message.body'] as string | undefined) ?? []);
    for (const name of ['Ana', 'Bo', 'Cleo', 'Dina', 'Eva', 'Finn']) {
      const wanted = Array.from({ length: messages }, (_, index) => `${name} ${index + 1}`);
      expect(bodies.filter((body) => body.startsWith(`${name} `))).toEqual(wanted);
    }
  });

  it('both know of a withdrawal as soon as either answered it', async () => {
    const here = await shop.visitor();
    const there = VisitorClient.withToken(second.url, here.token);
    await here.act('consent.choose', { granted: ['analytics'] });
    await there.say('Said with consent');
    await delivered(first);
    for (let round = 1; round <= 5; round++) {
      await here.act('consent.choose', { granted: [] });
      await there.say(`Withdrawn ${round}`);
      await delivered(first);
      await there.act('consent.choose', { granted: ['analytics'] });
    }
    expect(JSON.stringify(spy.told)).toContain('Said with consent');
    expect(JSON.stringify(spy.told)).not.toContain('Withdrawn');
  });
});
