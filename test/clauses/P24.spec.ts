import type { WebsiteChanges } from '../../src/workspaces/websites.service';
import { startApp, type RunningApp } from '../kit/app';
import { keepFor } from '../kit/retention';
import { Shop } from '../kit/shop';

interface Paper {
  sections: { title: string; text?: string; table?: { rows: [measure: string, state: string][] } }[];
}

const safe = {
  SECRET_KEY: 'a key of the test, long enough for everybody',
  BACKUP_DAYS: '30',
  RATE_LIMITS: 'on',
};
const bare = { RATE_LIMITS: 'off', BACKUP_DAYS: '0', PLUGIN_PRIVATE_NETWORK: '127.0.0.1' };

/** The page of measures says what the configuration is: one server with everything on, one with everything off. */
describe('P24 the measures', () => {
  const servers: RunningApp[] = [];
  afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.stop()))));

  async function open(env: Record<string, string>): Promise<{ server: RunningApp; shop: Shop; paper: () => Promise<Paper> }> {
    const server = await startApp({ env });
    servers.push(server);
    const shop = await Shop.open(server);
    const paper = async () => JSON.parse((await (await shop.browser('Olu')).get('/privacy/papers/measures/json')).text) as Paper;
    return { server, shop, paper };
  }
  const stateOf = (paper: Paper, words: string): string[] =>
    paper.sections
      .flatMap(({ table }) => table?.rows ?? [])
      .flatMap(([measure, state]) => (measure.includes(words) ? [state] : []));

  const switches = ['Floods and guesses', 'end after a stated number', 'kept apart from the data', 'public addresses only'];

  it('are off where the configuration switches them off', async () => {
    const { paper } = await open(bare);
    const page = await paper();
    for (const words of [...switches, 'reach the server by https'])
      expect({ words, state: stateOf(page, words) }).toEqual({ words, state: ['Off'] });
  });

  it('are on where it switches them on', async () => {
    const { paper } = await open(safe);
    const page = await paper();
    for (const words of switches) expect({ words, state: stateOf(page, words) }).toEqual({ words, state: ['On'] });
  });

  it('follow each change of a website and of retention', async () => {
    const { server, shop, paper } = await open(bare);
    const flips: [WebsiteChanges, string, string][] = [
      [{ domains: ['shop.example'] }, 'names its domains', 'On'],
      [{ domains: [] }, 'names its domains', 'Off'],
    ];
    for (const [change, words, state] of flips) {
      await shop.change(change);
      expect(stateOf(await paper(), words)).toEqual([state]);
    }
    expect(stateOf(await paper(), 'grows old has an end')).toEqual(['On']);
    await keepFor(server, shop, 'messages', null);
    expect(stateOf(await paper(), 'grows old has an end')).toEqual(['Off']);
    await (await shop.browser('Olu')).post('/settings/audit/checks');
    expect(stateOf(await paper(), 'The log was checked')).toEqual(['On']);
  });

  it('never claim to be complete', async () => {
    const page = await (await open(bare)).paper();
    expect(page.sections.at(-1)!.text).toMatch(/^No way of sending or keeping data is secure in every case\./);
    const said = JSON.stringify(page);
    expect(said).not.toMatch(/100 ?%|fully secure|guarantee|completely/i);
  });
});
