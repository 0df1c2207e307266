import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { SessionsService } from '../../../src/auth/sessions.service';
import { agentSocket } from '../../kit/agent-socket';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish, password, signIn, type Team } from '../../kit/people';
import { rowsOf } from '../../kit/rows';

let server: RunningApp;
let alder: Team;
let birch: Team;
let round = 0;
beforeAll(async () => void (server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } })));
beforeEach(async () => {
  alder = await furnish(server, `Alder${++round}`, { Olga: 'owner', Adam: 'admin', Ben: 'agent', Vera: 'viewer' });
  birch = await furnish(server, `Birch${round}`, { Zoe: 'owner' });
});
afterAll(() => server.stop());

const page = '/settings/you/sessions';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const idOf = (browser: Browser) => createHash('sha256').update(browser.cookies.get('parlour_session')!).digest('base64url');
const signInFrom = async (email: string, headers: Record<string, string>) => {
  const browser = new Browser(server.url);
  expect((await browser.post('/sign-in', { email, password }, headers)).status).toBe(303);
  return browser;
};
/** Milliseconds until each of the sockets is closed. */
async function untilClosed(sockets: { closed: Promise<{ code: number }> }[], act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await Promise.all([act(), ...sockets.map(({ closed }) => closed)]);
  return performance.now() - start;
}

describe('the list of sessions', () => {
  it('says where somebody is signed in: browser, system and country, coarse, this one marked', async () => {
    const { Ben } = alder.people;
    const here = await signInFrom(Ben.email, { 'User-Agent': firefox, 'X-Forwarded-For': '8.8.8.8' });
    await signInFrom(Ben.email, { 'User-Agent': phone, 'X-Forwarded-For': '81.2.69.142' });
    const { text } = await here.get(page);
    expect(text).toMatch(/Firefox on Linux\s*<span class="badge badge--positive">This browser/);
    expect(text).toContain('Safari on iOS');
    expect(text).toContain('United States');
    expect(text).toContain('United Kingdom');
    expect(text.match(/This browser/g)).toHaveLength(1);
    const rows = JSON.stringify(await rowsOf(server, 'SELECT * FROM session WHERE account_id = ?', [Ben.id]));
    for (const fine of ['8.8.8.8', '81.2.69', '140.0', '18_0', 'rv:']) expect(rows).not.toContain(fine);
  });

  it('takes whatever a browser says of itself', async () => {
    const { Ben } = alder.people;
    const odd = await signInFrom(Ben.email, { 'User-Agent': `<script>alert(1)</script>${'x'.repeat(3000)}` });
    const without = await signInFrom(Ben.email, { 'User-Agent': '' });
    for (const browser of [odd, without]) {
      const { status, text } = await browser.get(page);
      expect(status).toBe(200);
      expect(text).not.toContain('<script>alert');
    }
  });

  it('shows nobody else’s', async () => {
    await signIn(server, alder.people.Olga);
    const { text } = await (await signIn(server, alder.people.Ben)).get(page);
    expect(text.match(/<span class="plainlist__main">/g)).toHaveLength(1);
  });
});

describe('ending a session', () => {
  it('ends that one, with its socket, within a second', async () => {
    const { Ben } = alder.people;
    const [here, there, third] = [await signIn(server, Ben), await signIn(server, Ben), await signIn(server, Ben)];
    const [socket, other] = [await agentSocket(there), await agentSocket(third)];
    const took = await untilClosed([socket], () => here.post(`${page}/${idOf(there)}/end`));
    expect(took).toBeLessThan(1000);
    expect((await there.get('/inbox')).location).toContain('/sign-in');
    expect((await third.get(page)).status).toBe(200);
    expect((await other.ask('ping')).event).toBe('pong');
    await other.close();
  });

  it('ends all others, or all', async () => {
    const { Ben } = alder.people;
    const [here, there, third] = [await signIn(server, Ben), await signIn(server, Ben), await signIn(server, Ben)];
    const took = await untilClosed([await agentSocket(there), await agentSocket(third)], () => here.post(`${page}/others/end`));
    expect(took).toBeLessThan(1000);
    expect((await here.get(page)).status).toBe(200);
    const again = await signIn(server, Ben);
    const sockets = [await agentSocket(here), await agentSocket(again)];
    expect(await untilClosed(sockets, () => here.post(`${page}/sign-out`))).toBeLessThan(1000);
    for (const browser of [here, again]) expect((await browser.get('/inbox')).location).toContain('/sign-in');
    expect(await rowsOf(server, 'SELECT id FROM session WHERE account_id = ?', [Ben.id])).toEqual([]);
  });

  it('is nobody else’s to do, whatever they guess', async () => {
    const ben = await signIn(server, alder.people.Ben);
    for (const person of [alder.people.Olga, birch.people.Zoe]) {
      const other = await signIn(server, person);
      expect((await other.post(`${page}/${idOf(ben)}/end`)).status).toBe(404);
      for (const id of ['x', '%00', 'a'.repeat(64), `${idOf(ben)}'`])
        expect((await other.post(`${page}/${id}/end`)).status).toBe(404);
    }
    expect((await ben.get(page)).status).toBe(200);
  });
});

describe('a socket', () => {
  it('does not outlive a session that ended while it was being opened', async () => {
    const { Ben } = alder.people;
    const here = await signIn(server, Ben);
    for (let tried = 0; tried < 5; tried++) {
      const there = await signIn(server, Ben);
      const [socket] = await Promise.allSettled([agentSocket(there), here.post(`${page}/${idOf(there)}/end`)]);
      if (socket.status === 'fulfilled') expect(await socket.value.closed).toMatchObject({ code: 1008 });
    }
  });
});

describe('more rights', () => {
  it('begin with a new session: one that somebody copied does not rise', async () => {
    const [olga, ben] = [await signIn(server, alder.people.Olga), await signIn(server, alder.people.Ben)];
    const socket = await agentSocket(ben);
    const raise = () => olga.post(`/settings/members/${alder.people.Ben.id}/role`, { role: 'admin' });
    expect(await untilClosed([socket], raise)).toBeLessThan(1000);
    expect((await ben.get('/settings/workspace')).location).toContain('/sign-in');
    expect((await (await signIn(server, alder.people.Ben)).get('/settings/workspace')).status).toBe(200);
  });

  it('fewer take effect at once, in the session that there is', async () => {
    const [olga, adam] = [await signIn(server, alder.people.Olga), await signIn(server, alder.people.Adam)];
    await olga.post(`/settings/members/${alder.people.Adam.id}/role`, { role: 'viewer' });
    expect((await adam.get('/settings/workspace')).status).toBe(403);
    expect((await adam.get(page)).status).toBe(200);
  });

  it('by becoming an owner change the token, and end the others', async () => {
    const [olga, ben, copy] = [alder.people.Olga, alder.people.Ben, alder.people.Ben];
    const [owner, here, there] = [await signIn(server, olga), await signIn(server, ben), await signIn(server, copy)];
    await owner.post('/settings/ownership', { toId: ben.id });
    const former = here.cookies.get('parlour_session')!;
    expect((await here.post('/you/ownership/acceptance')).status).toBe(303);
    expect(here.cookies.get('parlour_session')).not.toBe(former);
    expect((await here.get('/settings/agents')).status).toBe(200);
    expect((await new Browser(server.url).get('/inbox', { Cookie: `parlour_session=${former}` })).location).toContain('/sign-in');
    expect((await there.get('/inbox')).location).toContain('/sign-in');
  });
});

describe('a member who is disabled', () => {
  const lock = (person: string, way = 'lock') => `/settings/members/${alder.people[person].id}/${way}`;

  it('is out within a second, cannot come in, keeps their place, and can be let in again', async () => {
    const { Olga, Ben } = alder.people;
    const [olga, ben] = [await signIn(server, Olga), await signIn(server, Ben)];
    const socket = await agentSocket(ben);
    expect(await untilClosed([socket], () => olga.post(lock('Ben')))).toBeLessThan(1000);
    expect((await ben.get('/inbox')).location).toContain('/sign-in');
    await expect(agentSocket(ben)).rejects.toMatchObject({ status: 401 });
    const again = await new Browser(server.url).post('/sign-in', { email: Ben.email, password });
    expect(again.status).toBe(422);
    expect(again.headers.getSetCookie()).toEqual([]);
    expect((await olga.get('/settings/agents')).text).toContain('Disabled');
    expect((await olga.post(lock('Ben', 'unlock'))).status).toBe(303);
    expect((await (await signIn(server, Ben)).get('/inbox/open')).status).toBe(200);
  });

  it.each([
    { who: 'Adam', whom: 'Olga', status: 403 },
    { who: 'Ben', whom: 'Vera', status: 403 },
    { who: 'Olga', whom: 'Olga', status: 403 },
    { who: 'Zoe', whom: 'Ben', status: 404 },
  ])('$who cannot disable $whom', async ({ who, whom, status }) => {
    const browser = await signIn(server, { ...alder.people, ...birch.people }[who]);
    expect((await browser.post(lock(whom))).status).toBe(status);
    expect((await browser.post(lock(whom, 'unlock'))).status).toBe(who === 'Olga' ? 303 : status);
    expect((await signIn(server, alder.people[whom])).cookies.size).toBe(1);
  });

  it('invites nobody: their links are dead while they are out', async () => {
    const { Olga, Adam } = alder.people;
    const [olga, adam] = [await signIn(server, Olga), await signIn(server, Adam)];
    await adam.post('/settings/invitations', { role: 'admin' });
    const [, link] = /(\/invitations\/[\w-]{43})/.exec((await adam.get('/settings/agents')).text)!;
    await olga.post(lock('Adam'));
    expect((await new Browser(server.url).get(link)).status).toBe(404);
  });

  it('still works where else they belong', async () => {
    const { Ben } = alder.people;
    const zoe = await signIn(server, birch.people.Zoe);
    await zoe.post('/settings/invitations', { role: 'agent' });
    const [, link] = /(\/invitations\/[\w-]{43})/.exec((await zoe.get('/settings/agents')).text)!;
    const ben = await signIn(server, Ben);
    await ben.post(`${link}/acceptance`);
    await (await signIn(server, alder.people.Olga)).post(lock('Ben'));
    expect((await ben.get('/inbox/open')).status).toBe(200);
    expect((await ben.post('/workspace', { id: alder.workspaceId })).status).toBe(404);
    expect((await (await signIn(server, Ben)).get('/inbox/open')).status).toBe(200);
  });
});

describe('a session that ended', () => {
  it('does not go on under a new token in another workspace', async () => {
    const ben = await signIn(server, alder.people.Ben);
    const response = { cookie: jest.fn() } as unknown as Response;
    const request = { headers: { cookie: ben.cookieHeader }, socket: {} } as Request;
    await server.app.get(SessionsService, { strict: false }).endAllOf(alder.people.Ben.id);
    const moved = server.app
      .get(SessionsService, { strict: false })
      .move(alder.people.Ben.id, alder.workspaceId, response, request);
    await expect(moved).rejects.toMatchObject({ code: 'sign_in.needed' });
    expect(response.cookie).not.toHaveBeenCalled();
    expect(await rowsOf(server, 'SELECT id FROM session WHERE account_id = ?', [alder.people.Ben.id])).toEqual([]);
  });
});
