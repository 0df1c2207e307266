import { PasswordsService } from '../../../src/auth/passwords.service';
import { SessionsService } from '../../../src/auth/sessions.service';
import { Database } from '../../../src/database/database';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { type App, codesIn, secondStep, setUp, signInSettings } from '../../kit/factors';
import { password, type Person } from '../../kit/people';
import { rowsOf } from '../../kit/rows';
import { moveClock, Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
let ben: Person;

let shops = 0;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());
/** Everybody has what they set up in their own test only. */
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${++shops}`);
  ben = shop.team.people.Ben;
});

const halfIn = async () => {
  const browser = new Browser(server.url);
  expect(await browser.post('/sign-in', { email: ben.email, password })).toMatchObject({ status: 303, location: secondStep });
  return browser;
};
const isIn = async (browser: Browser) => (await browser.get('/inbox/open')).status === 200;

describe('an authenticator app', () => {
  it('is asked for after the password, and opens nothing before its code', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const browser = await halfIn();
    expect(browser.cookies.has('parlour_session')).toBe(false);
    expect(await browser.get('/inbox/open')).toMatchObject({ status: 303, location: '/sign-in?next=%2Finbox%2Fopen' });
    expect(await browser.get('/sign-in')).toMatchObject({ status: 303, location: secondStep });
    expect((await browser.postJson('/settings/you/sign-in/recovery-codes', {})).status).toBe(401);
    expect(await browser.post(secondStep, { code: await app.next() })).toMatchObject({ status: 303, location: '/inbox' });
    expect(await isIn(browser)).toBe(true);
    expect(browser.cookies.has('parlour_half')).toBe(false);
  });

  it('takes each code once, and none from before it', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const early = await app.next();
    const [one, two] = await Promise.all([halfIn(), halfIn()]);
    const answers = await Promise.all([one, two].map((browser) => browser.post(secondStep, { code: early })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
    moveClock(server, 30_000);
    expect((await (await halfIn()).post(secondStep, { code: early })).status).toBe(401);
    expect((await (await halfIn()).post(secondStep, { code: await app.next() })).status).toBe(303);
  });

  it.each([
    { steps: -2, status: 401 },
    { steps: -1, status: 303 },
    { steps: 1, status: 303 },
    { steps: 2, status: 401 },
  ])('takes a code of $steps steps beside now: $status', async ({ steps, status }) => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    moveClock(server, 10 * 60_000);
    expect((await (await halfIn()).post(secondStep, { code: await app.at(steps) })).status).toBe(status);
  });

  it('keeps its secret sealed, and tells it nobody afterwards', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const [{ seed }] = await rowsOf<{ seed: string }>(server, 'SELECT seed FROM authenticator WHERE account_id = ?', [ben.id]);
    expect(seed).toMatch(/^v\d+\./);
    expect(seed).not.toContain(app.secret);
    const page = await (await shop.browser('Ben')).get('/settings/you/sign-in/authenticator');
    expect(page.text).not.toContain(app.secret.slice(0, 4));
  });

  it('counts for nothing until its first code was right', async () => {
    const browser = await shop.browser('Ben');
    await browser.post('/settings/you/sign-in/authenticator/beginning');
    expect((await browser.post('/settings/you/sign-in/authenticator', { code: '000000' })).status).toBe(401);
    expect(await new Browser(server.url).post('/sign-in', { email: ben.email, password })).toMatchObject({ location: '/inbox' });
    expect(await rowsOf(server, 'SELECT id FROM recovery_code WHERE account_id = ?', [ben.id])).toEqual([]);
    moveClock(server, 61 * 60_000);
    expect(await browser.get('/settings/you/sign-in/authenticator')).toMatchObject({ status: 303 });
  });

  it('can move to another phone: then the one before is worth nothing', async () => {
    const browser = await shop.browser('Ben');
    const { app } = await setUp(server, browser);
    const { app: newer, answer } = await setUp(server, browser);
    expect(answer).toMatchObject({ status: 303 });
    expect((await (await halfIn()).post(secondStep, { code: await app.next() })).status).toBe(401);
    expect((await (await halfIn()).post(secondStep, { code: await newer.next() })).status).toBe(303);
  });
});

describe('recovery codes', () => {
  it('are shown once, kept as hashes, and each works once', async () => {
    const browser = await shop.browser('Ben');
    const { codes } = await setUp(server, browser);
    expect(new Set(codes).size).toBe(10);
    const stored = JSON.stringify(await rowsOf(server, 'SELECT * FROM recovery_code'));
    for (const code of codes) expect(stored).not.toContain(code.replaceAll('-', ''));
    const page = await browser.get('/settings/you/sign-in');
    expect(page.text).toContain('Left: 10');
    for (const code of codes) expect(page.text).not.toContain(code);
    const typed = codes[0].toUpperCase().replaceAll('-', ' ');
    expect((await (await halfIn()).post(secondStep, { code: typed })).status).toBe(303);
    expect((await (await halfIn()).post(secondStep, { code: codes[0] })).status).toBe(401);
    expect(await rowsOf(server, 'SELECT id FROM recovery_code WHERE account_id = ?', [ben.id])).toHaveLength(9);
  });

  it('of two who use one at the same moment, one is let in', async () => {
    const { codes } = await setUp(server, await shop.browser('Ben'));
    const halves = await Promise.all([halfIn(), halfIn(), halfIn()]);
    const answers = await Promise.all(halves.map((browser) => browser.post(secondStep, { code: codes[3] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
  });

  it('a new set makes the old one worthless', async () => {
    const browser = await shop.browser('Ben');
    const { codes } = await setUp(server, browser);
    const renewed = codesIn((await browser.post('/settings/you/sign-in/recovery-codes')).text);
    expect(renewed).toHaveLength(10);
    expect((await (await halfIn()).post(secondStep, { code: codes[0] })).status).toBe(401);
    expect((await (await halfIn()).post(secondStep, { code: renewed[0] })).status).toBe(303);
  });

  it('open no other account', async () => {
    const { codes } = await setUp(server, await shop.browser('Olu'));
    await setUp(server, await shop.browser('Ben'));
    expect((await (await halfIn()).post(secondStep, { code: codes[0] })).status).toBe(401);
  });
});

describe('guessing', () => {
  it('ends with half a session after five tries', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const browser = await halfIn();
    await Promise.all(Array.from({ length: 9 }, (_, digit) => browser.post(secondStep, { code: `${digit}`.repeat(6) })));
    // All at once or one by one: five were looked at.
    expect(await rowsOf(server, 'SELECT wrong FROM code_tries WHERE account_id = ?', [ben.id])).toEqual([{ wrong: 5 }]);
    expect(await browser.post(secondStep, { code: await app.next() })).toMatchObject({ status: 303, location: '/sign-in' });
    expect(await isIn(browser)).toBe(false);
  });

  it('is stopped for the whole account, tells its person, and locks nobody out', async () => {
    const { app, codes } = await setUp(server, await shop.browser('Ben'));
    for (let round = 0; round < 6; round++) {
      const browser = await halfIn();
      for (let guess = 0; guess < 5; guess++) await browser.post(secondStep, { code: `00000${guess}` });
    }
    const late = await (await halfIn()).post(secondStep, { code: await app.next() });
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(3600);
    const subjects = (await rowsOf<{ subject: string }>(server, 'SELECT subject FROM mail WHERE recipient = ?', [ben.email])).map(
      ({ subject }) => subject,
    );
    expect(subjects.filter((subject) => subject === 'Somebody guesses your codes')).toHaveLength(1);
    expect((await (await halfIn()).post(secondStep, { code: codes[0] })).status).toBe(303);
    moveClock(server, 24 * 60 * 60_000);
    expect((await (await halfIn()).post(secondStep, { code: await app.next() })).status).toBe(303);
  });

  it.each([{ code: { $ne: 1 } }, { code: ['123456'] }, { code: 123456 }, { code: '' }, { code: '9'.repeat(5000) }, {}])(
    'refuses %p without a fault',
    async (body) => {
      await setUp(server, await shop.browser('Ben'));
      const browser = await halfIn();
      expect([401, 422]).toContain((await browser.postJson(secondStep, body)).status);
      expect(await isIn(browser)).toBe(false);
    },
  );

  it('half a session is over after ten minutes, and cannot be made up', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const browser = await halfIn();
    moveClock(server, 10 * 60_000 + 1);
    expect(await browser.post(secondStep, { code: await app.next() })).toMatchObject({ status: 303, location: '/sign-in' });
    const forger = new Browser(server.url);
    forger.cookies.set('parlour_half', 'A'.repeat(43));
    expect(await forger.post(secondStep, { code: await app.next() })).toMatchObject({ status: 303, location: '/sign-in' });
    // Half a session's token is none of a whole one.
    forger.cookies.set('parlour_session', (await halfIn()).cookies.get('parlour_half')!);
    expect(await isIn(forger)).toBe(false);
  });
});

describe('a remembered browser', () => {
  const remembered = async (app: App) => {
    const browser = await halfIn();
    await browser.post(secondStep, { code: await app.next(), remember: 'true' });
    await browser.post('/sign-out');
    return browser;
  };
  const again = (browser: Browser) => browser.post('/sign-in', { email: ben.email, password });

  it('is asked for the password only, for thirty days', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const browser = await remembered(app);
    expect(JSON.stringify(await rowsOf(server, 'SELECT * FROM remembered_device'))).not.toContain(
      browser.cookies.get('parlour_device'),
    );
    expect(await again(browser)).toMatchObject({ location: '/inbox' });
    await browser.post('/sign-out');
    moveClock(server, 30 * 86_400_000);
    expect(await again(browser)).toMatchObject({ location: secondStep });
  });

  it('is remembered for one account only', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    await setUp(server, await shop.browser('Olu'));
    const browser = await remembered(app);
    const { email } = shop.team.people.Olu;
    expect(await browser.post('/sign-in', { email, password })).toMatchObject({ location: secondStep });
  });

  it('is a stranger again once the password is another, however it was changed', async () => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const browser = await remembered(app);
    const other = 'quite another long sentence';
    const hash = await server.app.get(PasswordsService, { strict: false }).hash(other);
    const sql = 'UPDATE account SET password_hash = ? WHERE id = ?';
    await server.app.get(Database).transaction((tx) => tx.run(sql, [hash, ben.id]));
    expect(await browser.post('/sign-in', { email: ben.email, password: other })).toMatchObject({ location: secondStep });
  });

  it.each<[string, (app: App) => Promise<unknown>]>([
    ['signing out everywhere', () => server.app.get(SessionsService, { strict: false }).endAllOf(ben.id)],
    ['asking again everywhere', async () => (await shop.browser('Ben')).post(`${signInSettings}/devices/removal`)],
    ['new recovery codes', async () => (await shop.browser('Ben')).post(`${signInSettings}/recovery-codes`)],
  ])('is a stranger again after %s', async (_, act) => {
    const { app } = await setUp(server, await shop.browser('Ben'));
    const browser = await remembered(app);
    await act(app);
    expect(await again(browser)).toMatchObject({ location: secondStep });
  });
});
