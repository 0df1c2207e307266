import { may } from '../../src/common/access';
import { startApp, type RunningApp } from '../kit/app';
import { dump } from '../kit/dump';
import { Shop } from '../kit/shop';
import { type Alder, furnishAlder, secrets } from './alder';
import { type Attack, attacks } from './doors';
import { type Door, routesOf } from './routes';
import { expectRefusal } from './tools';

let server: RunningApp;
let alder: Alder;
/** Who tries: the headers that they come with. */
let people: Record<'stranger' | 'agent' | 'viewer' | 'visitor' | 'nobody', Record<string, string>>;

beforeAll(async () => {
  server = await startApp();
  alder = await furnishAlder(server);
  const birch = await Shop.open(server, 'Birch');
  const eva = await birch.visitor();
  await eva.say('I am Eva of Birch');
  const cookie = async (shop: Shop, person: 'Olu' | 'Ben' | 'Vera') => ({ Cookie: (await shop.browser(person)).cookieHeader });
  people = {
    stranger: await cookie(birch, 'Olu'),
    agent: await cookie(alder.shop, 'Ben'),
    viewer: await cookie(alder.shop, 'Vera'),
    visitor: { Authorization: `Bearer ${eva.token}` },
    nobody: {},
  };
});
afterAll(() => server.stop());

/** The rows in which Alder stands: what a stranger does in a workspace of their own is no concern of it. */
async function ofAlder(): Promise<Record<string, string[]>> {
  const { workspaceId } = alder.shop;
  const names = [workspaceId, alder.conversation, alder.account];
  const tables = Object.entries(await dump(server, ['session']));
  return Object.fromEntries(
    tables.map(([table, rows]) => [table, rows.filter((row) => names.some((name) => row.includes(name)))]),
  );
}

/** Where it is written down that somebody was refused; after some times, those who answer for it are told. */
const logs = ['audit_entry', 'audit_origin', 'audit_chain', 'security_alert', 'account_link', 'mail', 'outbox_job'];
const withoutLogs = (rows: Record<string, string[]>) => Object.entries(rows).filter(([table]) => !logs.includes(table));

async function knock(who: keyof typeof people, { name }: Door, { path, body }: Attack) {
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
  const headers = { Accept: 'application/json', Origin: server.url, 'X-File-Name': 'x.txt', ...people[who] };
  const response = await fetch(server.url + path, {
    method: name.split(' ')[0],
    headers: body ? { ...headers, 'Content-Type': type } : headers,
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : body && JSON.stringify(body),
    redirect: 'manual',
  });
  return { status: response.status, text: await response.text() };
}

/** The statuses that this person may get at this door; undefined: they may come in, and nobody tries. */
function expected(who: keyof typeof people, { rule }: Door, attack: Attack): number[] | undefined {
  if (who === 'stranger') return attack.stranger;
  if (rule?.public) return (who === 'visitor' && attack.visitor) || attack.anybody;
  if (who === 'visitor' || who === 'nobody') return [401];
  return may({ role: who }, rule!.allow!) ? undefined : [403];
}

it('every route has a rule, and a case here', () => {
  const routes = routesOf(server);
  expect(routes.length).toBeGreaterThan(50);
  expect(routes.filter(({ rule }) => !rule?.allow && !rule?.public).map(({ name }) => name)).toEqual([]);
  expect(routes.map(({ name }) => name).filter((name) => !attacks[name])).toEqual([]);
  expect(Object.keys(attacks).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
});

it.each(['nobody', 'visitor', 'viewer', 'agent', 'stranger'] as const)('every route withstands: %s', async (who) => {
  const wrong: string[] = [];
  // Signing out ends the session that the other doors are tried with.
  const routes = routesOf(server).sort(
    (one, other) => Number(one.name.includes('sign-out')) - Number(other.name.includes('sign-out')),
  );
  let before = await ofAlder();
  for (const door of routes) {
    const attack = attacks[door.name](alder);
    const statuses = expected(who, door, attack);
    if (!statuses) continue;
    const { status, text } = await knock(who, door, attack);
    if (!statuses.includes(status)) wrong.push(`${door.name}: ${status}, not ${statuses.join(' or ')}`);
    if (who === 'stranger' || who === 'visitor')
      for (const secret of secrets) if (text.includes(secret)) wrong.push(`${door.name}: tells "${secret}"`);
    if (status >= 400) expectRefusal((JSON.parse(text) as { error?: object }).error);
    const after = await ofAlder();
    const [was, is] = attack.isNoted ? [withoutLogs(before), withoutLogs(after)] : [before, after];
    if (JSON.stringify(is) !== JSON.stringify(was)) wrong.push(`${door.name}: changed something`);
    before = after;
  }
  expect(wrong).toEqual([]);
});
