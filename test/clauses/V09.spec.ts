import { may, permissionsOf, roles, type Role } from '../../src/common/access';
import { type Alder, furnishAlder } from '../hostile/alder';
import { attacks } from '../hostile/doors';
import { routesOf, socketEventsOf, type Door } from '../hostile/routes';
import { startApp, type RunningApp } from '../kit/app';
import { agentSocket } from '../kit/agent-socket';
import { furnish, signIn } from '../kit/people';
import { MembersService } from '../../src/workspaces/members.service';
import { Database } from '../../src/database/database';
import { Shop } from '../kit/shop';

/** Every door of the product asks who comes: of which workspace, and in which role. */
describe('V9 chat, inbox, profiles and messages', () => {
  let server: RunningApp;
  let alder: Alder;
  let birch: Shop;
  /** A cookie of each role of Alder, and of Birch's owner. */
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    server = await startApp();
    alder = await furnishAlder(server);
    birch = await Shop.open(server, 'Birch');
    const { people } = await furnish(server, 'Cedar', { Adam: 'owner' });
    const members = server.app.get(MembersService, { strict: false });
    await server.app.get(Database).transaction((tx) => members.add(tx, alder.shop.workspaceId, people.Adam.id, 'admin'));
    const adam = await signIn(server, people.Adam);
    await adam.post('/workspace', { id: alder.shop.workspaceId });
    cookies.admin = adam.cookieHeader;
    for (const [role, person] of [
      ['owner', 'Olu'],
      ['agent', 'Ben'],
      ['viewer', 'Vera'],
    ] as const)
      cookies[role] = (await alder.shop.browser(person)).cookieHeader;
    cookies.stranger = (await birch.browser('Olu')).cookieHeader;
  });
  afterAll(() => server.stop());

  const knock = async ({ name }: Door, who: string) => {
    const { path, body } = attacks[name](alder);
    const headers: Record<string, string> = { Accept: 'application/json', Origin: server.url, 'X-File-Name': 'x.txt' };
    if (cookies[who]) headers.Cookie = cookies[who];
    if (body) headers['Content-Type'] = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    const sent = Buffer.isBuffer(body) ? new Uint8Array(body) : body && JSON.stringify(body);
    const answer = await fetch(server.url + path, { method: name.split(' ')[0], headers, body: sent, redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status;
  };
  /** Those with a case among the attacks: that every door has one is looked at there. */
  const guarded = () => routesOf(server).filter(({ rule, name }) => rule?.allow && attacks[name]);
  /** Doors that change nothing, so that those who may come in can try. */
  const looking = () => guarded().filter(({ name }) => name.startsWith('GET '));

  it('is built of doors that each name a permission, and every permission is somebody’s', () => {
    expect(guarded().length).toBeGreaterThan(50);
    const used = new Set(guarded().map(({ rule }) => rule!.allow!));
    for (const permission of used) expect(permissionsOf.owner).toContain(permission);
    for (const role of roles) expect(permissionsOf[role].length).toBeGreaterThan(0);
  });

  it.each(roles)('lets a %s in where their role allows it, and nowhere else', async (role: Role) => {
    const wrong: string[] = [];
    for (const door of guarded().filter(({ rule }) => !may({ role }, rule!.allow!))) {
      const status = await knock(door, role);
      if (status !== 403) wrong.push(`${door.name}: ${status}, not 403`);
    }
    for (const door of looking().filter(({ rule }) => may({ role }, rule!.allow!))) {
      const status = await knock(door, role);
      if ([401, 403].includes(status)) wrong.push(`${door.name}: ${status}, though a ${role} may`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets nobody in who is not signed in', async () => {
    const statuses = await Promise.all(guarded().map(async (door) => [door.name, await knock(door, 'nobody')]));
    expect(statuses.filter(([, status]) => status !== 401)).toEqual([]);
  });

  it('shows nothing of a workspace to the owner of another', async () => {
    const wrong: string[] = [];
    for (const door of looking()) {
      const allowed = attacks[door.name](alder).stranger;
      const status = await knock(door, 'stranger');
      if (!allowed.includes(status)) wrong.push(`${door.name}: ${status}, not ${allowed.join(' or ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('asks the same on sockets: each event has a rule, and a viewer or a stranger is refused by it', async () => {
    for (const { name, rule } of socketEventsOf(server))
      expect([name, Boolean(rule?.allow ?? rule?.public)]).toEqual([name, true]);
    const { conversation } = alder;
    const vera = await agentSocket(await alder.shop.browser('Vera'));
    const typing = await vera.ask('typing', { conversation, on: true, kind: 'reply' });
    expect(typing.data).toMatchObject({ code: 'access.denied' });
    const eve = await agentSocket(await birch.browser('Olu'));
    for (const event of ['thread.open', 'thread.seen', 'typing']) {
      const answer = await eve.ask(event, { conversation, on: true, kind: 'reply' });
      expect([event, answer.event, (answer.data as { code?: string }).code]).toEqual([event, 'error', 'conversation.not_found']);
    }
    await alder.shop.answer(conversation, 'For Alder only');
    const pong = await eve.ask('ping');
    expect(pong.event).toBe('pong');
    expect(JSON.stringify(eve.received)).not.toMatch(/Alder only|hawthorn/);
    await vera.close();
    await eve.close();
  });
});
