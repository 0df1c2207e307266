import { startApp, type RunningApp } from '../kit/app';
import { dump } from '../kit/dump';
import type { Browser } from '../kit/browser';
import { type Alder, furnishAlder } from './alder';
import { attacks } from './doors';
import { routesOf } from './routes';
import { expectRefusal } from './tools';

let server: RunningApp;
let alder: Alder;
let olu: Browser;

beforeAll(async () => {
  server = await startApp();
  alder = await furnishAlder(server);
  olu = await alder.shop.browser('Olu');
});
afterAll(() => server.stop());

/** Every page there is, as the owner sees it; and as nobody, with its refusals. */
function pages(): string[] {
  const doors = routesOf(server).filter(({ name }) => name.startsWith('GET '));
  return [...doors.map(({ name }) => attacks[name](alder).path), '/nowhere', `/invitations/${alder.invitationToken}`];
}

function directivesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(';').map((directive) => [directive.trim().split(/\s+/)[0], directive.trim().split(/\s+/).slice(1)]),
  );
}

it('every page has a strict policy with a nonce of its own, and cannot be framed', async () => {
  const nonces = new Set<string>();
  let seen = 0;
  for (const path of pages()) {
    for (const who of ['olu', 'nobody'] as const) {
      const headers = { Accept: 'text/html', ...(who === 'olu' && { Cookie: olu.cookieHeader }) };
      const answer = await fetch(server.url + path, { headers, redirect: 'manual' });
      const text = await answer.text();
      const context = `${path} as ${who}`;
      const policy = directivesOf(answer.headers.get('content-security-policy') ?? '');
      expect([context, policy.get('default-src')]).toEqual([context, ["'none'"]]);
      expect([context, answer.headers.get('x-content-type-options')]).toEqual([context, 'nosniff']);
      expect([context, answer.headers.get('x-powered-by')]).toEqual([context, null]);
      for (const sources of policy.values()) {
        expect(sources.join(' ')).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:(?!\/\/127)/);
      }
      const framed = path.endsWith('/preview') ? ["'self'"] : ["'none'"];
      if (!path.startsWith('/widget') && !path.startsWith('/inbox/attachments'))
        expect([context, policy.get('frame-ancestors')]).toEqual([context, framed]);
      if (!answer.headers.get('content-type')?.includes('text/html')) continue;
      seen++;
      const nonce = policy.get('script-src')!.find((source) => source.startsWith("'nonce-"))!;
      expect(nonces.has(nonce)).toBe(false);
      nonces.add(nonce);
      expect([context, policy.get('base-uri'), policy.get('form-action')]).toEqual([context, ["'none'"], ["'self'"]]);
      expect([context, answer.headers.get('cache-control')]).toEqual([context, 'no-store']);
      expectNothingInline(text, context);
    }
  }
  expect(seen).toBeGreaterThan(25);
});

function expectNothingInline(html: string, context: string): void {
  const found = [
    ...(html.match(/<[^>]+\sstyle\s*=/gi) ?? []),
    ...(html.match(/<[^>]+\son[a-z]+\s*=\s*["'][^>]*>/gi) ?? []),
    ...(html.match(/<style[\s>]/gi) ?? []),
    ...(html.match(/javascript:/gi) ?? []),
    ...(html.match(/<script(?![^>]*\ssrc=)[^>]*>/gi) ?? []),
    ...(html.match(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\/(?!127\.0\.0\.1)[^"]*/gi) ?? []),
  ];
  expect([context, found]).toEqual([context, []]);
}

it('cookies are for the server alone, and not for other sites', async () => {
  const answer = await fetch(`${server.url}/sign-in`, {
    method: 'POST',
    headers: { Origin: server.url, Accept: 'text/html' },
    body: new URLSearchParams({ email: 'olu@alder.example', password: 'a good long sentence' }),
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie().filter((line) => !/Max-Age=0|1970/.test(line));
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    expect(cookie).not.toMatch(/Domain=/i);
  }
  for (const path of ['/widget/v1/config?website=x', '/widget.js', '/healthz'])
    expect((await fetch(server.url + path)).headers.getSetCookie()).toEqual([]);
});

it.each([
  ['another site', { Origin: 'https://evil.example' }],
  ['a site whose name begins like ours', (url: string) => ({ Origin: `${url}.evil.example` })],
  ['another port of this machine', () => ({ Origin: 'http://127.0.0.1:1' })],
  ['a sandboxed frame', { Origin: 'null' }],
  ['a neighbouring subdomain', { 'Sec-Fetch-Site': 'same-site' }],
  ['nowhere that it says', {}],
])('no page of %s can make a signed-in browser do anything', async (_name, given) => {
  const headers = (typeof given === 'function' ? given(server.url) : given) as Record<string, string>;
  const before = await dump(server);
  // Visitors, vendors, mail programs and reports come from elsewhere: their doors look at no cookie.
  const unsafe = routesOf(server).filter(
    ({ name }) => !/^(GET|HEAD|OPTIONS) |^\w+ \/((widget|hooks|mail)\/|csp-reports$)/.test(name),
  );
  expect(unsafe.length).toBeGreaterThan(15);
  for (const { name } of unsafe) {
    const { path, body } = attacks[name](alder);
    const fields = Buffer.isBuffer(body) ? {} : (body as Record<string, string>);
    const answer = await fetch(server.url + path, {
      method: name.split(' ')[0],
      headers: { Cookie: olu.cookieHeader, Accept: 'application/json', ...headers },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    expect([name, answer.status]).toEqual([name, 403]);
    expectRefusal(((await answer.json()) as { error: object }).error, 'request.foreign_origin');
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
  expect(await dump(server)).toEqual(before);
});
