import { Logger } from '@nestjs/common';
import fastCheck, { type Arbitrary } from 'fast-check';
import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { agentSocket } from '../kit/agent-socket';
import type { Browser } from '../kit/browser';
import type { FrameSocket } from '../kit/frame-socket';
import { signIn } from '../kit/people';
import type { VisitorClient } from '../kit/visitor-client';
import { type Alder, furnishAlder } from './alder';
import { attacks } from './doors';
import { fragment, objectLike, pathPart, query } from './fuzz-texts';
import { type Door, routesOf, socketEventsOf } from './routes';
import { expectRefusal } from './tools';

/** Another run with `FUZZ_SEED=…`; the one that found something is printed. */
const seed = Number(process.env.FUZZ_SEED ?? 2026);
/** For each door: together with the beginning less than a minute. */
const timeLimit = 100;
const most = 25;
const slowest = 10_000;

let server: RunningApp;
let alder: Alder;
let olu: Browser;
let ana: VisitorClient;
let eva: VisitorClient;
const faults: unknown[] = [];
/** What was acknowledged, in its order. */
const sent: string[] = [];

jest.setTimeout(120_000);
beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation((fault: unknown) => void faults.push(fault));
  server = await startApp({ env: { LOG_LEVEL: 'error' } });
  alder = await furnishAlder(server);
  olu = await signIn(server, alder.shop.team.people.Olu);
  [ana, eva] = [await alder.shop.visitor(), await alder.shop.visitor()];
  await eva.say('Hello');
});
afterAll(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

/** As many as there is time for, at least one: the same ones for the same seed. */
async function tryAll<Input>(inputs: Arbitrary<Input>, index: number, attempt: (input: Input) => Promise<void>): Promise<void> {
  const end = performance.now() + timeLimit;
  for (const input of fastCheck.sample(inputs, { seed: seed + index, numRuns: most })) {
    await attempt(input);
    if (performance.now() > end) return;
  }
}

/** Ana goes on as if nothing happened. */
async function write(): Promise<void> {
  await stayLive();
  const text = `message ${sent.length}`;
  await ana.say(text);
  sent.push(text);
}

/** Forms may take the website off, or name domains for it: an owner may. */
async function stayLive(): Promise<void> {
  const { id } = alder.shop.website;
  await server.app.get(Database).transaction((tx) => tx.run('UPDATE website SET live_at = 1 WHERE id = ?', [id]));
  await alder.shop.change({ domains: [] });
}

/** Forms may end the owner's session, which is theirs to end. */
async function staySignedIn(): Promise<void> {
  if ((await olu.get('/settings', { Accept: 'application/json' })).status === 401)
    olu = await signIn(server, alder.shop.team.people.Olu);
}

async function knock(method: string, path: string, body: string | undefined, type: string): Promise<void> {
  const began = performance.now();
  const headers = {
    Accept: 'application/json',
    Origin: server.url,
    'X-File-Name': 'x.txt',
    ...(path.startsWith('/widget') ? { Authorization: `Bearer ${eva.token}` } : { Cookie: olu.cookieHeader }),
    ...(body !== undefined && { 'Content-Type': type }),
  };
  const response = await fetch(server.url + path, {
    method,
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(slowest),
  });
  const text = await response.text();
  const context = `${method} ${path.slice(0, 200)} ${body?.slice(0, 300)} → ${response.status}`;
  if (response.status >= 500 || faults.length)
    throw new Error(`${context}: ${text.slice(0, 200)} ${JSON.stringify(faults.splice(0)).slice(0, 1500)}`);
  if (response.status >= 400 && response.headers.get('content-type')?.includes('json'))
    expectRefusal((JSON.parse(text) as { error?: object }).error);
  if (performance.now() - began > slowest) throw new Error(`${context}: slow`);
}

const asForm = (json: string): string => {
  const fields = JSON.parse(json) as unknown;
  const pairs: [string, unknown][] = typeof fields === 'object' && fields !== null ? Object.entries(fields) : [['x', fields]];
  return pairs
    .map(([name, value]) => `${escape(String(name))}=${escape(typeof value === 'string' ? value : JSON.stringify(value))}`)
    .join('&');
};

async function batter({ name }: Door, index: number): Promise<void> {
  const [method, pattern] = name.split(' ');
  const { path, body } = attacks[name](alder);
  const [fine] = path.split('?');
  const parameters = pattern
    .split('/')
    .map((part, index) => (/^[:*]/.test(part) ? index : 0))
    .filter(Boolean);
  const place = fastCheck.option(fastCheck.tuple(fastCheck.constantFrom(...parameters, 0), pathPart), {
    freq: 3,
    nil: undefined,
  });
  const content = body === undefined || Buffer.isBuffer(body) ? fastCheck.constant(body?.toString()) : objectLike(body);
  const isForm = fastCheck.boolean();
  await tryAll(fastCheck.tuple(place, query, content, isForm), index, async ([where, asked, text, form]) => {
    const parts = fine.split('/');
    if (where?.[0]) parts[where[0]] = where[1];
    const address = `${parts.join('/')}${asked ? `?${asked}` : ''}`;
    if (text === undefined || Buffer.isBuffer(body)) await knock(method, address, text, 'application/octet-stream');
    else if (form) await knock(method, address, asForm(text), 'application/x-www-form-urlencoded');
    else await knock(method, address, text, 'application/json');
  });
}

it(`no door breaks, whatever comes (seed ${seed})`, async () => {
  const began = performance.now();
  const broken: string[] = [];
  const doors = routesOf(server);
  for (const [index, door] of doors.entries()) {
    await staySignedIn();
    if (index % 10 === 0) await write();
    await batter(door, index).catch((error: Error) => broken.push(`${door.name}: ${error.message.slice(0, 2500)}`));
    faults.length = 0;
  }
  expect(broken).toEqual([]);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(doors.length * 2_000);
});

it(`no event breaks a socket (seed ${seed})`, async () => {
  await staySignedIn();
  const sockets: Record<string, FrameSocket> = {
    '/inbox/socket': await agentSocket(olu),
    '/widget/v1/socket': await eva.socket(),
  };
  const shapes: Record<string, object> = {
    'message.send': { id: 'an-id-that-is-long-enough', body: 'x', attachments: [] },
    'thread.open': { conversation: alder.conversation },
    'thread.seen': { conversation: alder.conversation, seq: 1 },
    typing: { conversation: alder.conversation, on: true, kind: 'reply' },
  };
  for (const [index, { name }] of socketEventsOf(server).entries()) {
    const [path, event] = name.split(' ');
    const data = objectLike(shapes[event] ?? { conversation: alder.conversation, seq: 1, after: 0, name: 'x' });
    await tryAll(fastCheck.tuple(data, fastCheck.option(fragment)), index, async ([text, extra]) => {
      sockets[path].send(`{"event":"${event}","data":${text}${extra === null ? '' : `,"x":${extra}`},"ref":"fuzz"}`);
      // The socket goes on, whatever that was.
      await sockets[path].settled();
      if (faults.length) throw new Error(`${name} ${text.slice(0, 500)}: ${JSON.stringify(faults.splice(0)).slice(0, 1500)}`);
    });
    await write();
  }
  for (const socket of Object.values(sockets)) {
    const refusals = socket.all('error');
    expect(refusals.length).toBeGreaterThan(0);
    for (const { data } of refusals) expectRefusal(data);
    await socket.close();
  }
});

it('whatever happened meanwhile, no message was lost, doubled or moved', async () => {
  await write();
  const { messages } = await ana.resume(0);
  const own = messages.filter(({ body }) => body.startsWith('message '));
  expect(own.map(({ body }) => body)).toEqual(sent);
  expect(sent.length).toBeGreaterThan(10);
  expect(own.map(({ seq }) => seq)).toEqual([...new Set(own.map(({ seq }) => seq))].sort((one, other) => one - other));
});
