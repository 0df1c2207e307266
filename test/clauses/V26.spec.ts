import { recipientKinds } from '../../src/plugin-api';
import { PluginCatalogue } from '../../src/plugin-host/discovery/plugin-catalogue';
import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';
import { Spy } from '../kit/spy';

/** Whoever receives data is named by what they do for the business: one of a few kinds that a notice can explain. */
describe('V26 kinds of recipients', () => {
  const kinds = ['payment', 'hosting', 'analytics', 'email', 'support'] as const;
  let spy: Spy;
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    spy = await Spy.open();
    for (const kind of kinds) spy.plugin(`event-${kind}`, { privacy: { kind, recipient: `${kind} vendor` } });
    spy.plugin('event-odd', { privacy: { kind: 'friends' as never } });
    server = await startApp({ env: spy.env });
    shop = await Shop.open(server);
  });
  afterAll(async () => {
    await server.stop();
    await spy.close();
  });

  it('are those of the policy, and a few more that the product has', () => {
    expect(recipientKinds).toEqual(expect.arrayContaining([...kinds]));
  });

  it('stand in the register beside each recipient, in words', async () => {
    for (const kind of kinds) await spy.enable(server, shop, `event-${kind}`);
    const olu = await shop.browser('Olu');
    const { recipients } = JSON.parse((await olu.get('/settings/recipients.json')).text) as {
      recipients: { name: string; kind: string }[];
    };
    expect(recipients.map(({ name, kind }) => [name, kind])).toEqual(kinds.map((kind) => [`${kind} vendor`, kind]));
    const page = (await olu.get('/settings/recipients')).text;
    for (const words of ['Payment', 'Hosting', 'Analytics', 'Email', 'Support']) expect(page).toMatch(new RegExp(words, 'i'));
  });

  it('cannot be made up: a plugin of another kind is refused with the reason', async () => {
    const odd = server.app
      .get(PluginCatalogue, { strict: false })
      .list()
      .find(({ id }) => id === 'event-odd')!;
    expect(odd.problems.join(' ')).toMatch(/kind/);
    await expect(spy.enable(server, shop, 'event-odd')).rejects.toThrow();
  });
});
