import { startApp, type RunningApp } from '../kit/app';
import { furnish, signIn, type Team } from '../kit/people';
import { moveClock } from '../kit/shop';
import { rowsOf } from '../kit/rows';

/** A workspace with all its data gets another owner only when both sides say so, and whoever works in it is told. */
describe('P22 a workspace that changes hands', () => {
  let server: RunningApp;
  let alder: Team;
  let round = 0;
  beforeAll(async () => void (server = await startApp()));
  beforeEach(async () => {
    alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Adam: 'admin', Ben: 'agent', Vera: 'viewer' });
  });
  afterAll(() => server.stop());

  const as = (name: string) => signIn(server, alder.people[name]);
  const offer = async (to = 'Ben', more: Record<string, string> = { stepsDown: 'true' }, who = 'Olga') =>
    (await (await as(who)).post('/settings/ownership', { toId: alder.people[to].id, ...more })).status;
  const roles = async () => {
    const sql =
      'SELECT a.name, m.role FROM member m JOIN account a ON a.id = m.account_id WHERE m.workspace_id = ? ORDER BY a.name';
    const rows = await rowsOf<{ name: string; role: string }>(server, sql, [alder.workspaceId]);
    return Object.fromEntries(rows.map(({ name, role }) => [name, role]));
  };
  const before = { Adam: 'admin', Ben: 'agent', Olga: 'owner', Vera: 'viewer' };
  const mails = (subject: string) =>
    rowsOf<{ recipient: string; subject: string; body: string }>(
      server,
      'SELECT recipient, subject, body FROM mail WHERE workspace_id = ? AND subject LIKE ? ORDER BY recipient',
      [alder.workspaceId, `%${subject}%`],
    );
  const acts = async () => {
    const sql =
      "SELECT action, account_id, target FROM audit_entry WHERE workspace_id = ? AND action LIKE 'ownership%' ORDER BY id";
    return rowsOf<{ action: string; account_id: string; target: string }>(server, sql, [alder.workspaceId]);
  };

  it('goes to whoever it was offered to once they confirm, and everybody is told', async () => {
    expect(await offer()).toBe(303);
    expect(await roles()).toEqual(before);
    expect(await mails('has a new owner')).toEqual([]);
    const [{ recipient, body }] = await mails('become its owner');
    expect(recipient).toBe(alder.people.Ben.email);
    expect(body).toContain(`${server.url}/you/ownership`);

    const ben = await as('Ben');
    expect((await ben.get('/you/ownership')).text).toContain('Olga offers you');
    expect((await ben.post('/you/ownership/acceptance')).status).toBe(303);
    expect(await roles()).toEqual({ ...before, Ben: 'owner', Olga: 'admin' });
    const told = await mails('has a new owner');
    expect(told.map((mail) => mail.recipient)).toEqual(
      Object.values(alder.people)
        .map(({ email }) => email)
        .sort(),
    );
    expect(told[0].body).toContain('Ben is an owner');
    expect(told[0].body).toContain('Olga was an owner before');
    const { Olga, Ben } = alder.people;
    expect(await acts()).toEqual([
      { action: 'ownership.offered', account_id: Olga.id, target: Ben.id },
      { action: 'ownership.accepted', account_id: Ben.id, target: Ben.id },
    ]);
    // What the new owner may, the former one may not any more.
    expect((await ben.post('/settings/data/regions', { regions: 'area' })).status).toBe(303);
    expect((await (await as('Olga')).post('/settings/data/regions', { regions: 'anywhere' })).status).toBe(403);
  });

  it('may also have two owners', async () => {
    await offer('Ben', {});
    await (await as('Ben')).post('/you/ownership/acceptance');
    expect(await roles()).toEqual({ ...before, Ben: 'owner' });
  });

  it('stays where it is if it is refused, withdrawn, or nobody answers for a week', async () => {
    const day = 86_400_000;
    const ben = await as('Ben');
    await offer();
    expect((await ben.post('/you/ownership/refusal')).status).toBe(303);
    expect((await ben.post('/you/ownership/acceptance')).status).toBe(404);
    await offer();
    expect((await (await as('Olga')).post('/settings/ownership/withdrawal')).status).toBe(303);
    expect((await ben.post('/you/ownership/acceptance')).status).toBe(404);
    await offer();
    const own = await startedLater(7 * day);
    expect(own).toBe(404);
    expect(await roles()).toEqual(before);
    expect(await mails('has a new owner')).toEqual([]);

    async function startedLater(millis: number): Promise<number> {
      moveClock(server, millis);
      const status = (await (await as('Ben')).post('/you/ownership/acceptance')).status;
      moveClock(server, -millis);
      return status;
    }
  });

  it('cannot be taken: not by whom it was not offered to, nor given by whom it does not belong to', async () => {
    expect(await offer('Ben', {}, 'Adam')).toBe(403);
    expect(await offer('Vera', {}, 'Ben')).toBe(403);
    await offer('Ben');
    for (const name of ['Adam', 'Vera', 'Olga']) {
      expect((await (await as(name)).post('/you/ownership/acceptance')).status).toBe(404);
      expect((await (await as(name)).get('/you/ownership')).text).toContain('Nobody offers you');
    }
    expect((await (await as('Adam')).post('/settings/ownership/withdrawal')).status).toBe(403);
    expect(await roles()).toEqual(before);
  });

  it('is not given to somebody who was never asked', async () => {
    const answer = await (await as('Olga')).post(`/settings/members/${alder.people.Ben.id}/role`, { role: 'owner' });
    expect(answer.status).toBe(409);
    expect(await roles()).toEqual(before);
  });

  it('is not given by somebody who lost it meanwhile, nor twice', async () => {
    await offer('Ben', {});
    const browsers = [await as('Ben'), await as('Ben')];
    const answers = await Promise.all(browsers.map((browser) => browser.post('/you/ownership/acceptance')));
    // The other one hears that there is no such offer, or is signed out already: more rights begin with a new session.
    const [first, ...more] = browsers.filter((_, index) => answers[index].location === '/settings/agents');
    expect([first !== undefined, more]).toEqual([true, []]);
    // Now both own it. Olga offers it to Vera, and is made an agent before Vera answers.
    await offer('Vera');
    expect((await first.post(`/settings/members/${alder.people.Olga.id}/role`, { role: 'agent' })).status).toBe(303);
    expect((await (await as('Vera')).post('/you/ownership/acceptance')).status).toBe(404);
    expect(await roles()).toEqual({ ...before, Ben: 'owner', Olga: 'agent' });
  });

  it('is shown to the owner as it stands', async () => {
    await offer();
    const page = (await (await as('Olga')).get('/settings/agents')).text;
    expect(page).toContain('Waiting for Ben to confirm');
    expect((await (await as('Adam')).get('/settings/agents')).text).not.toContain('Waiting for Ben');
    const log = (await (await as('Olga')).get('/settings/audit')).text;
    expect(log).toContain('Offered the workspace to a member');
  });
});
