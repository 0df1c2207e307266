import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { password } from '../kit/people';
import { Shop } from '../kit/shop';

/** Whoever floods or guesses is told to wait; everybody else goes on. */
describe('V13 misuse', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } });
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const from = (address: string) => ({ 'X-Forwarded-For': address });

  it('a flood of messages is refused with a time to wait, and another visitor is served', async () => {
    const eve = await shop.visitor({ headers: from('203.0.113.1') });
    const ana = await shop.visitor({ headers: from('203.0.113.2') });
    const flood = await Promise.all(Array.from({ length: 100 }, () => eve.act('ping')));
    const refused = flood.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0].body.error).toMatchObject({ code: 'rate.limited', retryAfter: expect.any(Number) });
    expect(Number(refused[0].headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ana.say('Hello')).seq).toBe(1);
  });

  it('a flood of new visitors from one address is refused, from another not', async () => {
    const knock = (address: string) =>
      fetch(`${server.url}/widget/v1/visitors`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...from(address) },
        body: JSON.stringify({ website: shop.website.key }),
      });
    const flood = await Promise.all(Array.from({ length: 40 }, () => knock('203.0.113.3')));
    expect(flood.map(({ status }) => status)).toContain(429);
    expect((await knock('203.0.113.4')).status).toBe(201);
  });

  it('spam is taken and set aside, and whoever is banned is told so', async () => {
    const eve = await shop.visitor({ headers: from('203.0.113.7') });
    const { conversation } = await eve.say('http://a.example http://b.example http://c.example http://d.example');
    const ben = await shop.browser('Ben');
    expect((await ben.get('/inbox/open')).text).not.toContain(`row-${conversation}`);
    expect((await ben.get('/inbox/spam')).text).toContain(`row-${conversation}`);
    await shop.does(conversation, 'bans', { kind: 'visitor', term: 'week', reason: 'Spam' });
    expect((await eve.act('message.send', { id: 'x'.repeat(20), body: 'Again' })).body.error?.code).toBe('visitor.banned');
  });

  it('who guesses a password is stopped, and the person themselves still signs in', async () => {
    const { email } = shop.team.people.Ben;
    const guess = (address: string, typed: string) =>
      new Browser(server.url).post('/sign-in', { email, password: typed }, from(address));
    const statuses: number[] = [];
    for (let tried = 0; tried < 12; tried++) statuses.push((await guess('203.0.113.5', `wrong guess ${tried}`)).status);
    expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess('203.0.113.6', password)).status).toBe(303);
  });
});
