import { startApp, type RunningApp } from '../kit/app';
import { furnish, signIn, type Team } from '../kit/people';
import type { Browser } from '../kit/browser';
import { count, rowsOf } from '../kit/rows';
import { VisitorClient } from '../kit/visitor-client';
import { until } from '../kit/until';

/** An authority gets somebody's data only when two people say so, and it is written down. */
describe('P21 authorities', () => {
  let server: RunningApp;
  let team: Team;
  let ana: VisitorClient;
  let olu: Browser;
  let ada: Browser;

  beforeAll(async () => {
    server = await startApp();
    team = await furnish(server, 'Alder', { Olu: 'owner', Ada: 'admin', Ben: 'agent' });
    [olu, ada] = await Promise.all([signIn(server, team.people.Olu!), signIn(server, team.people.Ada!)]);
    const [{ key }] = await rowsOf<{ key: string }>(server, 'SELECT key FROM website WHERE id = ?', [team.websiteId]);
    ana = await VisitorClient.welcome(server.url, key);
    await ana.say('About the accident');
  });
  afterAll(() => server.stop());

  const asked = { authority: 'Court of Porto', reference: '12/26', law: 'Art. 432 CPC' };
  const ask = async (browser: Browser): Promise<string> => {
    await browser.post('/privacy/authority', { person: ana.id, ...asked });
    return (await rowsOf<{ id: string }>(server, 'SELECT id FROM authority_request ORDER BY id DESC LIMIT 1'))[0].id;
  };
  const register = () =>
    rowsOf<{ recipient: string; purpose: string; basis: string }>(
      server,
      "SELECT recipient, purpose, basis FROM disclosure WHERE capability = 'authority'",
    );

  it('get nothing that one person asked for and approved alone, even the owner', async () => {
    const id = await ask(olu);
    expect((await olu.post(`/privacy/authority/${id}/approval`)).status).toBe(403);
    expect((await olu.post(`/privacy/authority/${id}/download`)).status).toBe(409);
    expect(await register()).toEqual([]);
    expect(await count(server, 'data_export')).toBe(0);
  });

  it('get it when a second person approves, and that is in the register that the person sees, too', async () => {
    const id = await ask(ada);
    expect((await olu.post(`/privacy/authority/${id}/approval`)).status).toBe(303);
    expect(await register()).toEqual([{ recipient: 'Court of Porto', purpose: 'Art. 432 CPC', basis: 'legal-obligation' }]);
    let location: string | undefined;
    await until('the export is ready', async () => {
      ({ location } = await ada.post(`/privacy/authority/${id}/download`));
      return location?.startsWith('/exports/') ?? false;
    });
    expect((await ada.get(location!)).status).toBe(200);
    const { recipients } = (await ana.call<{ recipients: { recipient: string }[] }>('GET', 'privacy')).body;
    expect(recipients.map(({ recipient }) => recipient)).toEqual(['Court of Porto']);
    const acts = await rowsOf<{ action: string }>(server, 'SELECT action FROM audit_entry WHERE target = ? ORDER BY id', [id]);
    expect(acts.map(({ action }) => action)).toEqual(['authority.asked', 'authority.approved']);
  });

  it('are decided about once, and get nothing that was refused', async () => {
    const id = await ask(ada);
    await olu.post(`/privacy/authority/${id}/refusal`);
    expect((await olu.post(`/privacy/authority/${id}/approval`)).status).toBe(409);
    expect((await olu.post(`/privacy/authority/${id}/download`)).status).toBe(409);
    expect(await register()).toHaveLength(1);
  });

  it('are no agent’s business, nor another workspace’s', async () => {
    const id = await ask(ada);
    expect((await (await signIn(server, team.people.Ben!)).get('/privacy/authority')).status).toBe(403);
    const other = await furnish(server, 'Birch', { Eve: 'owner' });
    const eve = await signIn(server, other.people.Eve!);
    expect((await eve.post(`/privacy/authority/${id}/approval`)).status).toBe(404);
    expect((await eve.post('/privacy/authority', { person: ana.id, ...asked })).status).toBe(404);
  });
});
