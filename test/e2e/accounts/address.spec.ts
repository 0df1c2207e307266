import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';
import { rowsOf } from '../../kit/rows';
import { moveClock } from '../../kit/shop';

let server: RunningApp;
let alder: Team;
let round = 0;
beforeAll(async () => void (server = await startApp()));
beforeEach(async () => {
  alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Ben: 'agent', Vera: 'viewer' });
});
afterAll(() => server.stop());

const page = '/settings/you';

describe('another address', () => {
  const linksTo = async (email: string) =>
    (
      await rowsOf<{ link: string | null }>(
        server,
        'SELECT link FROM mail WHERE recipient = ? AND link IS NOT NULL ORDER BY id DESC',
        [email],
      )
    )
      .map(({ link }) => new URL(link!).pathname)
      .filter((path) => path.startsWith('/address/'));
  const ask = async (browser: Browser, email: string, present = password) =>
    (await browser.post(`${page}/address`, { email, present })).status;
  const confirm = async (path: string) => (await new Browser(server.url).post(path)).status;
  const signsInAs = async (email: string) => (await new Browser(server.url).post('/sign-in', { email, password })).status === 303;
  let next: string;
  beforeEach(() => void (next = `brook${round}@example.org`));

  it.each([['the old one first'], ['the new one first']])('counts once both mailboxes confirmed it: %s', async (order) => {
    const { Ben } = alder.people;
    const ben = await signIn(server, Ben);
    expect(await ask(ben, next)).toBe(303);
    const [[old], [fresh]] = [await linksTo(Ben.email), await linksTo(next)];
    expect(old).not.toBe(fresh);
    const [first, second] = order.startsWith('the old') ? [old, fresh] : [fresh, old];
    expect((await new Browser(server.url).get(first)).status).toBe(200);
    expect(await confirm(first)).toBe(200);
    expect(await confirm(first)).toBe(200);
    expect([await signsInAs(Ben.email), await signsInAs(next)]).toEqual([true, false]);
    expect(await confirm(second)).toBe(200);
    expect([await signsInAs(Ben.email), await signsInAs(next)]).toEqual([false, true]);
    for (const path of [first, second]) expect(await confirm(path)).toBe(404);
    const told = await rowsOf<{ subject: string }>(
      server,
      "SELECT subject FROM mail WHERE recipient = ? AND account_kind = 'security'",
      [Ben.email],
    );
    expect(told).toEqual([{ subject: 'Your address was changed' }]);
    expect((await ben.get(page)).text).toContain(next);
  });

  it('asks for the password, and is void after a day, when withdrawn, or when the password changes', async () => {
    const { Ben } = alder.people;
    const ben = await signIn(server, Ben);
    expect(await ask(ben, next, 'not this one')).toBe(422);
    expect(await linksTo(next)).toEqual([]);
    await ask(ben, next);
    await ben.post(`${page}/address/withdrawal`);
    await ask(ben, next);
    const [now, withdrawn] = await linksTo(next);
    expect(await confirm(withdrawn)).toBe(404);
    moveClock(server, 24 * 3_600_000 + 1000);
    expect(await confirm(now)).toBe(404);
    moveClock(server, -24 * 3_600_000 - 1000);
    await ben.post(`${page}/password`, { present: password, password: 'another good sentence' });
    expect(await confirm(now)).toBe(404);
  });

  it('of somebody else is answered the same, and told in their mailbox only', async () => {
    const { Ben, Olga } = alder.people;
    const ben = await signIn(server, Ben);
    const free = await ben.post(`${page}/address`, { email: next, present: password });
    const taken = await ben.post(`${page}/address`, { email: Olga.email, present: password });
    expect([taken.status, taken.location, taken.text]).toEqual([free.status, free.location, free.text]);
    expect(await linksTo(Olga.email)).toEqual([]);
    await confirm((await linksTo(Ben.email))[0]);
    expect([await signsInAs(Ben.email), await signsInAs(Olga.email)]).toEqual([true, true]);
  });

  it('goes to one of two who want it', async () => {
    const [ben, vera] = [await signIn(server, alder.people.Ben), await signIn(server, alder.people.Vera)];
    await ask(ben, next);
    await ask(vera, next);
    const [veras, bens] = await linksTo(next);
    for (const path of [bens, (await linksTo(alder.people.Ben.email))[0]]) expect(await confirm(path)).toBe(200);
    expect(await confirm(veras)).toBe(200);
    expect(await confirm((await linksTo(alder.people.Vera.email))[0])).toBe(404);
    const owners = await rowsOf(server, 'SELECT id FROM account WHERE email = ?', [next]);
    expect(owners).toEqual([{ id: alder.people.Ben.id }]);
  });
});
