import { request } from 'node:http';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

const page = { accept: 'text/html' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('an unsafe request', () => {
  it.each([
    ['from another page', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['from a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['that does not say where it comes from', {}],
  ])('%s is refused', async (_name, headers) => {
    const answer = await fetch(`${server.url}/anything`, { method: 'POST', headers: { ...form, ...headers }, body: 'a=b' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('This request came from a page that may not make it.');
  });

  it.each([
    ['of our own page', () => ({ origin: server.url })],
    ['that the browser calls our own', () => ({ 'sec-fetch-site': 'same-origin' })],
  ])('%s goes on to its door', async (_name, headers) => {
    const answer = await fetch(`${server.url}/anything`, { method: 'POST', headers: headers() });
    expect(answer.status).toBe(404);
  });
});

describe('a refusal', () => {
  it('is a page for people', async () => {
    const answer = await fetch(`${server.url}/nowhere`, { headers: page });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('There is nothing here');
  });

  it('is JSON for programs', async () => {
    const answer = await fetch(`${server.url}/nowhere`, { headers: { accept: 'application/json' } });
    expect(await answer.json()).toEqual({ error: { code: 'request.not_found', message: 'There is nothing at this address.' } });
  });

  it.each([
    ['broken JSON', '{"a":', 400, 'request.malformed'],
    ['a body over the limit', JSON.stringify({ a: 'x'.repeat(65 * 1024) }), 413, 'request.too_large'],
  ])('of %s has a code and never repeats what was sent', async (_name, body, status, code) => {
    const headers = { 'content-type': 'application/json', origin: server.url, accept: 'application/json' };
    const answer = await fetch(`${server.url}/anything`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { code: string } };
    expect(error.code).toBe(code);
    expect(JSON.stringify(error)).not.toContain('xxx');
  });

  it('of a broken path is no fault', async () => {
    const status = await new Promise((resolve) => {
      request(`${server.url}/%E0%A4%A`, (answer) => resolve(answer.resume().statusCode)).end();
    });
    expect([400, 404]).toContain(status);
  });
});

describe('the headers of a page', () => {
  it('allow nothing from elsewhere, and no frame', async () => {
    const { headers } = await fetch(`${server.url}/nowhere`, { headers: page });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}'/);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain(`connect-src 'self' ${server.url.replace('http', 'ws')}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-z]{26}$/);
  });

  it('have another nonce each time', async () => {
    const nonces = await Promise.all(
      [1, 2].map(
        async () =>
          /nonce-([^']+)/.exec((await fetch(server.url, { headers: page })).headers.get('content-security-policy') ?? '')?.[1],
      ),
    );
    expect(nonces[0]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it("let the widget's doors be used by other sites", async () => {
    const { headers } = await fetch(`${server.url}/widget/v1/nowhere`);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('an address that knows another method', () => {
  it('says which', async () => {
    const answer = await fetch(`${server.url}/healthz`, { method: 'DELETE', headers: { origin: server.url } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toContain('GET');
  });
});
