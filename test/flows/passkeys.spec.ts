import type { Page } from 'playwright-core';
import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { codesIn } from '../kit/factors';
import { password } from '../kit/people';
import { rowsOf } from '../kit/rows';
import { violations, unguarded } from './stage/axe';
import { Device } from './stage/device';
import { Stage } from './stage/stage';

/** People sign in with what their device knows, instead of a password or after it. Browsers want a name for that: `localhost`. */
let server: RunningApp;
let stage: Stage;
let home: string;
let workspaces = 0;

beforeAll(async () => {
  server = await startApp();
  stage = await Stage.bare(server);
  home = server.url.replace('127.0.0.1', 'localhost');
}, 30_000);
beforeEach(() => stage.furnish(server, { Olu: 'owner', Ben: 'agent' }, `Alder${++workspaces}`));
afterEach(() => stage.clear());
afterAll(() => stage.strike());

async function typePassword(page: Page): Promise<void> {
  await page.goto(`${home}/sign-in`);
  await page.getByLabel('Email').fill(stage.team.people.Ben!.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function withPasskey(options = {}): Promise<{ page: Page; device: Device; codes: string[] }> {
  const page = await stage.page(options);
  const device = await Device.at(page);
  await typePassword(page);
  await page.waitForURL('**/inbox/**');
  await page.goto(`${home}/settings/you/sign-in`);
  await page.getByLabel('Name').fill('Blue laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('I have kept them').waitFor();
  const codes = codesIn(await page.content());
  await page.getByText('I have kept them').click();
  await page.getByText('Blue laptop').waitFor();
  return { page, device, codes };
}

const signOut = async (page: Page) => {
  await page.context().clearCookies();
  await page.goto(`${home}/sign-in`);
};
const usePasskey = (page: Page) => page.getByRole('button', { name: 'Sign in with a passkey' }).click();
const sessions = () => rowsOf(server, 'SELECT id FROM session WHERE account_id = ?', [stage.team.people.Ben!.id]);

it('signs in with a passkey alone, and writes down that it was used', async () => {
  const { page, device, codes } = await withPasskey();
  expect(codes).toHaveLength(10);
  const [credential] = await device.credentials();
  expect(credential!.isResidentCredential).toBe(true);
  // What stands in the device names nobody.
  expect(Buffer.from(credential!.userHandle!, 'base64').toString()).toBe(stage.team.people.Ben!.id);
  await signOut(page);
  await usePasskey(page);
  await page.waitForURL('**/inbox/**');
  await page.goto(`${home}/settings/you/sign-in`);
  await page.getByText('last used').waitFor();
});

it('is the second step after the password', async () => {
  const { page } = await withPasskey();
  await signOut(page);
  await typePassword(page);
  await page.getByText('One more step').waitFor();
  await page.goto(`${home}/inbox`);
  await page.getByText('One more step').waitFor();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/inbox/**');
});

it('a recovery code does where the device is not at hand', async () => {
  const { page, codes } = await withPasskey();
  await signOut(page);
  await typePassword(page);
  await page.getByLabel('Recovery code').fill(codes[0]!);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/inbox/**');
});

it('takes nobody whose finger the device does not know', async () => {
  const { page, device } = await withPasskey();
  await signOut(page);
  const before = await sessions();
  await device.recognises(false);
  await usePasskey(page);
  await page
    .getByRole('alert')
    .filter({ hasText: /passkey/i })
    .waitFor();
  expect(await sessions()).toEqual(before);
});

it('takes no copy of a passkey, whose count is behind', async () => {
  const { page, device } = await withPasskey();
  for (let round = 0; round < 2; round++) {
    await signOut(page);
    await usePasskey(page);
    await page.waitForURL('**/inbox/**');
  }
  await device.setBack(0);
  await signOut(page);
  const before = await sessions();
  await usePasskey(page);
  await page.getByText('The passkey was not accepted').waitFor();
  expect(await sessions()).toEqual(before);
});

it('takes an answer once, only for what it was asked for, and unchanged', async () => {
  const { page } = await withPasskey();
  await signOut(page);
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.url().endsWith('/sign-in/passkey') && sent.method() === 'POST'),
    usePasskey(page),
  ]);
  await page.waitForURL('**/inbox/**');
  const answer = new URLSearchParams(request.postData()!).get('answer')!;
  const before = await sessions();
  const post = async (path: string, body: object) => {
    const headers = { Origin: home, 'Content-Type': 'application/json', Accept: 'application/json' };
    return (await fetch(home + path, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' })).status;
  };
  expect(await post('/sign-in/passkey', { answer })).toBe(401);
  const parsed = JSON.parse(answer) as { id: string; response: Record<string, string> };
  for (const broken of [
    { ...parsed, id: 'AAAA' },
    { ...parsed, id: { $ne: 1 } },
    { ...parsed, response: { ...parsed.response, signature: 'AAAA' } },
    { ...parsed, response: { ...parsed.response, clientDataJSON: 'e30' } },
    { ...parsed, response: { ...parsed.response, userHandle: 'b3RoZXI' } },
    { ...parsed, response: null },
    [],
    null,
  ])
    expect(await post('/sign-in/passkey', { answer: JSON.stringify(broken) })).toBe(401);
  expect(await post('/sign-in/passkey', { answer: 'x'.repeat(20_000) })).toBe(422);
  expect(await post('/sign-in/second-step/passkey', { answer })).toBe(403);
  expect(await sessions()).toEqual(before);
});

it('is renamed and removed by its person; then it opens nothing', async () => {
  const { page } = await withPasskey();
  await page.getByText('Rename').click();
  await page.getByLabel('New name of Blue laptop').fill('Old laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Old laptop').waitFor();
  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await page.locator('#confirm [value="yes"]').click();
  await page.getByText('None yet.').waitFor();
  await signOut(page);
  await usePasskey(page);
  await page.getByText('The passkey was not accepted').waitFor();
});

it('confirms before something changes', async () => {
  const { page } = await withPasskey();
  const sql = 'UPDATE session SET confirmed_at = 0 WHERE account_id = ? RETURNING id';
  await server.app.get(Database).transaction((tx) => tx.run(sql, [stage.team.people.Ben!.id]));
  await page.reload();
  await page.getByRole('link', { name: 'Show that it is you' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'Make new codes' }).waitFor();
});

it('can be used by everybody: every page passes the checker', async () => {
  const { page } = await withPasskey(unguarded);
  expect(await violations(page)).toEqual([]);
  await signOut(page);
  expect(await violations(page)).toEqual([]);
  await typePassword(page);
  await page.getByText('One more step').waitFor();
  expect(await violations(page)).toEqual([]);
});
