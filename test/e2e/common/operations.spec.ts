import { request } from 'node:http';
import { Closing } from '../../../src/common/closing';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
const token = 'a token that is long enough';
beforeAll(async () => void (server = await startApp({ env: { METRICS_TOKEN: token } })));
afterAll(() => server.stop());

/** Each time on a connection of its own: a server that stops lets go of those that are idle. */
const get = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status?: number; text: string }>((resolve, reject) => {
    request(server.url + path, { headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });

describe('/healthz', () => {
  it('is well', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}' });
  });

  it('says since when and why nothing can be written, and gets well again', async () => {
    const { health } = server.app.get(Database);
    health.failed({ code: 'SQLITE_FULL' });
    const { status, text } = await get('/healthz');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({ status: 'failing', storage: { since: expect.any(String), reason: 'SQLITE_FULL' } });
    health.succeeded();
    expect((await get('/healthz')).status).toBe(200);
  });
});

describe('/metrics', () => {
  it('counts requests by the pattern of their route', async () => {
    await get('/healthz?visitor=ana');
    const { status, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(/parlour_http_request_seconds_count\{method="GET",route="\/healthz",status="200"\} \d+/);
    expect(text).toContain('parlour_storage_failing 0');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('ana');
  });

  it.each([
    ['through a proxy', { 'x-forwarded-for': '203.0.113.9' }, 401],
    ['through a proxy with the token', { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${token}` }, 200],
    ['with a wrong token', { authorization: 'Bearer no' }, 401],
  ])('%s', async (_name, headers, expected) => {
    const { status, text } = await get('/metrics', headers);
    expect(status).toBe(expected);
    if (expected === 401) expect(JSON.parse(text).error.code).toBe('metrics.closed');
  });
});

describe('/readyz', () => {
  it('sends nobody to a server that is stopping', async () => {
    expect(await get('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' });
    const told = jest.fn();
    server.app.get(Closing).onBegin(told);
    server.app.get(Closing).begin();
    expect(told).toHaveBeenCalledTimes(1);
    expect(await get('/readyz')).toEqual({ status: 503, text: '{"status":"closing"}' });
    expect((await get('/healthz')).status).toBe(200);
  });
});
