import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { VisitorClient } from '../kit/visitor-client';
import { type Alder, furnishAlder } from './alder';
import { attacks } from './doors';
import { routesOf } from './routes';
import { expectRefusal } from './tools';

/** What a browser would run, and what a template would, if either were let. */
const mark = (place: string) =>
  `"'></textarea></title><script>alert('${place}')</script><img src=x onerror=alert(1)>{{constructor.constructor('return 1234*4321')()}}{{1234*4321}}`;
const alive = /<script>alert|<img src=x|5332114|onerror=alert\(1\)>/;

let server: RunningApp;
let alder: Alder;
let olu: Browser;
beforeAll(async () => {
  server = await startApp();
  alder = await furnishAlder(server);
  olu = await alder.shop.browser('Olu');
});
afterAll(() => server.stop());

/** Somebody from outside writes wherever somebody from outside can. */
async function plant(): Promise<string> {
  const headers = {
    'User-Agent': mark('browser'),
    'Accept-Language': mark('language'),
    Referer: `https://alder.example/${mark('referrer')}`,
  };
  const latin = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, '')]));
  await alder.shop.change({ collectsPages: true, collectsBrowser: true });
  const eve = await VisitorClient.welcome(server.url, alder.shop.website.key, { headers: latin });
  const { body: file } = await eve.upload('x', mark('file').slice(0, 200));
  const { conversation } = await eve.say(mark('message'), { attachments: [file.id] });
  await eve.act('visitor.update', { name: mark('name').slice(0, 120), email: 'eve@example.org' });
  await eve.act('page.view', { url: `https://alder.example/?${mark('page')}`, title: mark('title') });
  await eve.call('POST', 'privacy/requests', { kind: 'rectification', body: mark('request'), language: 'en' });
  const stranger = new Browser(server.url);
  await stranger.post(`/privacy/${alder.shop.workspaceId}/request?language=en`, {
    kind: 'question',
    email: 'eve@example.org',
    body: mark('form'),
  });
  return conversation;
}

/** And somebody inside, who would like to be more than they are. */
async function plantInside(conversation: string): Promise<void> {
  await alder.shop.answer(conversation, mark('note'), { kind: 'note' });
  await alder.shop.does(conversation, 'tags', { name: mark('tag').slice(0, 40) });
  const identity = {
    legalName: mark('legal'),
    address: mark('address'),
    contact: 'privacy@alder.example',
    officer: mark('officer'),
  };
  await olu.post('/settings/identity', identity);
  await olu.post(`/settings/websites/${alder.shop.website.id}/proactive`, { en: mark('proactive') });
}

describe('a text that would like to run', () => {
  let conversation: string;
  beforeAll(async () => {
    conversation = await plant();
    await plantInside(conversation);
  });
  /** Pages, and what says of itself that it is none: drawn papers and archives take their time, and no browser runs them. */
  const paths = () => [
    ...routesOf(server)
      .filter(({ name }) => name.startsWith('GET ') && !/:fileId|pdf|export|letters/.test(name))
      .map(({ name }) => attacks[name](alder).path),
    ...[`/inbox/open/${conversation}`, `/privacy/${alder.shop.workspaceId}/request`, '/inbox/search?q=alert', '/privacy/cases'],
  ];

  it.each([
    ['those inside', {}, 5],
    ['everybody', { Cookie: '' }, 0],
  ] as [string, Record<string, string>, number][])('is a text on every page, for %s', async (_who, headers, fewest) => {
    let told = 0;
    for (const path of paths()) {
      const { text, status, headers: answered } = await olu.get(path, headers);
      expect([path, status < 500]).toEqual([path, true]);
      if (!answered.get('content-type')?.includes('text/html'))
        expect([path, answered.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      else expect([path, text.match(alive)?.[0]]).toEqual([path, undefined]);
      if (text.includes('&lt;script&gt;alert')) told++;
    }
    expect(told).toBeGreaterThanOrEqual(fewest);
  });
});

it.each([
  ['none', {}],
  ['an empty one', { Authorization: '' }],
  ['a scheme alone', { Authorization: 'Bearer' }],
  ['an empty bearer', { Authorization: 'Bearer ' }],
  ['a word', { Authorization: 'Bearer undefined' }],
  ['null', { Authorization: 'Bearer null' }],
  ['an object', { Authorization: 'Bearer [object Object]' }],
  ['another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }],
  ['a cookie', { Cookie: 'token=x; parlour_session=x' }],
] as [string, Record<string, string>][])('a visitor’s token that is %s opens no door of visitors', async (_what, headers) => {
  const doors = routesOf(server).filter(({ name }) => / \/widget\/v1\//.test(name) && attacks[name](alder).anybody?.[0] === 401);
  expect(doors.length).toBeGreaterThan(5);
  for (const { name } of doors) {
    const { path, body } = attacks[name](alder);
    const sent = body && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) };
    const type = { 'Content-Type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json' };
    const answer = await fetch(server.url + path, { method: name.split(' ')[0], headers: { ...type, ...headers }, ...sent });
    expect([name, answer.status]).toEqual([name, 401]);
    expectRefusal(((await answer.json()) as { error: object }).error, 'token.missing', 'token.invalid');
  }
});

it('identifiers that follow each other do not tell the next one', async () => {
  const ana = await alder.shop.visitor();
  const ids: string[] = [];
  for (let turn = 0; turn < 20; turn++) ids.push((await ana.upload('x', 'x.txt')).body.id);
  expect(new Set(ids).size).toBe(20);
  // Of 32 characters the first ones may be the time; of the rest no two files share a long part.
  for (const [index, id] of ids.entries())
    for (const other of ids.slice(index + 1)) expect(id.slice(-16)).not.toBe(other.slice(-16));
  const next = ids.at(-1)!;
  const neighbour = next.slice(0, -1) + (next.endsWith('0') ? '1' : '0');
  expect((await ana.call('GET', `attachments/${neighbour}`)).status).toBe(404);
});
