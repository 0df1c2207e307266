import { Logger } from '@nestjs/common';
import { startApp, type RunningApp } from '../kit/app';
import { expectRefusal } from './tools';

let server: RunningApp;
const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
beforeEach(async () => {
  warn.mockClear();
  server = await startApp({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } });
});
afterEach(() => server.stop());
afterAll(() => warn.mockRestore());

const report = {
  'csp-report': { 'effective-directive': 'script-src-elem', 'blocked-uri': 'https://evil.example/ana@example.org' },
};
const send = (body: string, type = 'application/csp-report', address = '9.9.9.9') =>
  fetch(`${server.url}/csp-reports`, {
    method: 'POST',
    headers: { 'Content-Type': type, 'X-Forwarded-For': address, Accept: 'application/json', Origin: 'null' },
    body,
  });
const counted = async () =>
  Number(/^parlour_csp_reports_total\{directive="script-src-elem"\} (\d+)$/m.exec(await (await metrics()).text())?.[1] ?? 0);
const metrics = () => fetch(`${server.url}/metrics`);

it('is counted, and told to the log without the page or the person', async () => {
  expect((await send(JSON.stringify(report))).status).toBe(204);
  expect(
    (
      await send(
        JSON.stringify([{ type: 'csp-violation', body: { effectiveDirective: 'script-src-elem' } }]),
        'application/reports+json',
      )
    ).status,
  ).toBe(204);
  expect(await counted()).toBe(2);
  expect(warn).toHaveBeenCalledWith({ directive: 'script-src-elem', blocked: 'evil.example', enforced: true });
  expect(JSON.stringify(warn.mock.calls)).not.toContain('ana');
});

it('comes in floods that are slowed down, each address for itself, and does not fill the log', async () => {
  const statuses: number[] = [];
  for (let sent = 0; sent < 40; sent++) statuses.push((await send(JSON.stringify(report))).status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(30);
  const refused = await send(JSON.stringify(report));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expectRefusal(((await refused.json()) as { error: object }).error, 'rate.limited');
  expect((await send(JSON.stringify(report), undefined, '9.9.9.10')).status).toBe(204);
  expect(await counted()).toBe(31);
  expect(warn).toHaveBeenCalledTimes(20);
});

it.each([
  ['larger than a report', JSON.stringify({ 'csp-report': { x: 'y'.repeat(17_000) } }), 413],
  ['no JSON', '{"csp-report"', 400],
  ['deep', `{"csp-report":${'['.repeat(8000)}${']'.repeat(8000)}}`, 204],
  ['of another kind', '{}', 204],
])('that is %s changes nothing', async (_what, body, status) => {
  const answer = await send(body);
  expect(answer.status).toBe(status);
  if (status >= 400) expectRefusal(((await answer.json()) as { error: object }).error);
  expect(await counted()).toBe(0);
  expect(warn).not.toHaveBeenCalled();
});

it('packed into a few bytes is not unpacked beyond the limit', async () => {
  const { gzipSync } = await import('node:zlib');
  const answer = await fetch(`${server.url}/csp-reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/csp-report', 'Content-Encoding': 'gzip', Accept: 'application/json' },
    body: new Uint8Array(gzipSync(Buffer.alloc(50_000_000, 0x20))),
  });
  expect(answer.status).toBe(413);
});

it('is asked for by every page', async () => {
  const plain = await fetch(`${server.url}/setup`);
  expect(plain.headers.get('content-security-policy')).toMatch(/;report-uri \/csp-reports$/);
  expect(plain.headers.get('reporting-endpoints')).toBeNull();
  const secure = await fetch(`${server.url}/setup`, { headers: { 'X-Forwarded-Proto': 'https' } });
  expect(secure.headers.get('content-security-policy')).toMatch(/;report-uri \/csp-reports;report-to csp$/);
  expect(secure.headers.get('reporting-endpoints')).toBe('csp="/csp-reports"');
});
