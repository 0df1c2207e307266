import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish, password } from '../../kit/people';

let server: RunningApp;

beforeAll(async () => {
  server = await startApp({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } });
  await furnish(server, 'Alder', { Olga: 'owner', Ben: 'agent' });
});
afterAll(() => server.stop());

const attempt = (email: string, typed: string, address: string) =>
  new Browser(server.url).post('/sign-in', { email, password: typed }, { 'X-Forwarded-For': address });

describe('guessing passwords', () => {
  it('of one person is stopped from one address, while the person signs in from another', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 10; count++)
      statuses.push((await attempt('ben@alder.example', 'wrong password', '192.0.2.1')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
    const refused = await attempt('ben@alder.example', password, '192.0.2.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toContain('action="/sign-in"');
    expect((await attempt('ben@alder.example', password, '192.0.2.2')).status).toBe(303);
    expect((await attempt('olga@alder.example', password, '192.0.2.1')).status).toBe(303);
  });

  it('of many people is stopped from one address', async () => {
    let refused = 0;
    for (let count = 0; count < 65; count++)
      if ((await attempt(`person${count}@alder.example`, 'wrong password', '192.0.2.3')).status === 429) refused++;
    expect(refused).toBe(5);
  });

  it('is stopped from a whole IPv6 network, whichever of its addresses is used', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 9; count++)
      statuses.push((await attempt('ben@alder.example', 'wrong password', `2001:db8:0:1::${count + 1}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await attempt('ben@alder.example', password, '2001:db8:0:2::1')).status).toBe(303);
  });

  it('is forgotten once the password was right', async () => {
    for (let round = 0; round < 3; round++) {
      for (let count = 0; count < 6; count++) await attempt('ben@alder.example', 'wrong password', '192.0.2.4');
      expect((await attempt('ben@alder.example', password, '192.0.2.4')).status).toBe(303);
    }
  });
});
