import { Clock } from '../../../src/common/clock';
import { Database } from '../../../src/database/database';
import { WebsitesService } from '../../../src/workspaces/websites.service';
import { startApp, type RunningApp } from '../../kit/app';
import { furnish, type Team } from '../../kit/people';

let server: RunningApp;
let alder: Team;
let websites: WebsitesService;
let database: Database;

beforeAll(async () => {
  server = await startApp();
  alder = await furnish(server, 'Alder', { Olga: 'owner' });
  websites = server.app.get(WebsitesService, { strict: false });
  database = server.app.get(Database);
});
afterAll(() => server.stop());
afterEach(() => jest.restoreAllMocks());

const own = 'https://chat.example';

describe('where the widget may run', () => {
  it.each([
    { origin: 'https://shop.example', allowed: true },
    { origin: 'http://shop.example:8080', allowed: true },
    { origin: 'https://www.shop.example', allowed: true },
    { origin: own, allowed: true },
    { origin: 'http://localhost:5173', allowed: false },
    { origin: 'https://evilshop.example', allowed: false },
    { origin: 'https://shop.example.evil.example', allowed: false },
    { origin: 'https://evil.example/?shop.example', allowed: false },
    { origin: 'https://chat.example:8443', allowed: false },
    { origin: 'null', allowed: false },
    { origin: '', allowed: false },
  ])('$origin: $allowed', ({ origin, allowed }) => {
    expect(websites.allowsOrigin({ domains: ['shop.example'] }, origin, own)).toBe(allowed);
  });

  it('anywhere, for a website without domains', () => {
    for (const origin of ['https://any.example', 'null', own])
      expect(websites.allowsOrigin({ domains: [] }, origin, own)).toBe(true);
  });
});

describe('finding a website', () => {
  it('by its key remembers it, until it changes', async () => {
    const { key } = (await websites.byId(alder.websiteId))!;
    const read = jest.spyOn(database.read, 'findOneBy');
    await Promise.all([websites.byKey(key), websites.byKey(key), websites.byKey(key)]);
    await websites.byKey(key);
    expect(read).toHaveBeenCalledTimes(1);
    await websites.update(alder.workspaceId, alder.websiteId, { name: 'Renamed' });
    expect((await websites.byKey(key))!.name).toBe('Renamed');
  });

  it('believes nothing for more than ten seconds: another node may have changed it', async () => {
    const { key } = (await websites.byId(alder.websiteId))!;
    await websites.byKey(key);
    await database.transaction((tx) => tx.run("UPDATE website SET name = 'Changed elsewhere' WHERE id = ?", [alder.websiteId]));
    expect((await websites.byKey(key))!.name).not.toBe('Changed elsewhere');
    jest.spyOn(Clock.prototype, 'millis').mockReturnValue(Date.now() + 10_001);
    expect((await websites.byKey(key))!.name).toBe('Changed elsewhere');
  });

  it('does not find what is not there, and finds it once it is', async () => {
    expect(await websites.byKey('w_unknown')).toBeUndefined();
    const made = await websites.add(alder.workspaceId, { name: 'New', domains: [] });
    expect((await websites.byKey(made.key))!.id).toBe(made.id);
    await expect(websites.ofWorkspace('another', made.id)).rejects.toMatchObject({ code: 'request.not_found' });
  });

  it('hears the first hello once', async () => {
    const website = (await websites.byId(alder.websiteId))!;
    for (const conversationId of ['first', 'second'])
      await database.transaction((tx) => websites.greet(tx, website, conversationId));
    const greeted = server.events.filter(({ name }) => name === 'website.greeted');
    expect(greeted).toEqual([
      { name: 'website.greeted', event: { workspaceId: alder.workspaceId, websiteId: alder.websiteId, conversationId: 'first' } },
    ]);
    expect((await websites.byId(alder.websiteId))!.helloAt).toBeInstanceOf(Date);
  });
});
