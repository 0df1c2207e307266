import { AccountStopLink } from '../../../src/notifications/stopping/account-stop-link';
import { StopLink } from '../../../src/notifications/stopping/stop-link';
import { Browser } from '../../kit/browser';
import { MailingShop } from '../../kit/mail';
import { rowsOf } from '../../kit/rows';

const at = MailingShop.open();
const secure = 'https://chat.alder.example';
beforeEach(() => void (at.server.app.get(StopLink, { strict: false }).base = secure));

const choices = '/settings/you/mails';
const write = async (kind: string, subject = 'Hello') =>
  (await (await at.shop.browser('Olu')).post('/settings/announcements', { kind, subject, body: 'What is new.' })).status;
const subjectsTo = async (person: 'Ben' | 'Vera') =>
  (
    await rowsOf<{ subject: string }>(
      at.server,
      'SELECT subject FROM mail WHERE subject_id = ? AND workspace_id = ? ORDER BY id',
      [at.shop.as(person).account.id, at.shop.workspaceId],
    )
  ).map(({ subject }) => subject);
const pathOf = (url: string) => new URL(url).pathname;

it.each(['news', 'support'] as const)('%s can be switched off and on again, each by itself', async (kind) => {
  const other = kind === 'news' ? 'support' : 'news';
  const ben = await at.shop.browser('Ben');
  expect((await ben.post(choices, { workspace: 'true', [other]: 'true' })).status).toBe(303);
  expect(await write(kind, 'Not for Ben')).toBe(303);
  expect(await write(other, 'For Ben')).toBe(303);
  expect(await subjectsTo('Ben')).toEqual(['For Ben']);
  expect(await subjectsTo('Vera')).toEqual(['Not for Ben', 'For Ben']);
  await ben.post(choices, { workspace: 'true', news: 'true', support: 'true' });
  await write(kind, 'For Ben again');
  expect(await subjectsTo('Ben')).toContain('For Ben again');
});

it('warnings about security come whatever was chosen', async () => {
  const ben = await at.shop.browser('Ben');
  await ben.post(choices, {});
  for (const kind of ['news', 'support', 'security']) await write(kind, kind);
  expect(await subjectsTo('Ben')).toEqual(['security']);
  expect((await ben.post(choices, { security: 'false' })).status).toBe(422);
  const mails = at.smtp;
  await at.settled();
  const warning = mails.arrived.find(({ mail }) => mail.subject === 'security' && JSON.stringify(mail.to).includes('ben'))!;
  expect(warning.mail.headers.has('list')).toBe(false);
});

it('a mail program stops a kind with one POST, and looking does nothing', async () => {
  await write('news', 'First');
  await at.settled();
  const ben = at.shop.as('Ben').account;
  const arrived = at.smtp.arrived.find(({ mail }) => JSON.stringify(mail.to).includes(ben.email))!;
  const headers = new Map(arrived.mail.headerLines.map(({ key, line }) => [key, line]));
  const [, url] = /<(https:[^>]+)>/.exec(headers.get('list-unsubscribe')!.replace(/\r?\n\s+/g, ''))!;
  expect(headers.get('list-unsubscribe-post')).toContain('List-Unsubscribe=One-Click');
  const program = new Browser(at.server.url);
  expect((await program.get(pathOf(url))).status).toBe(200);
  await write('news', 'Second');
  const answer = await program.post(pathOf(url), { 'List-Unsubscribe': 'One-Click' }, { Origin: '' });
  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain(ben.email);
  await program.post(pathOf(url));
  await write('news', 'Third');
  await write('support', 'Fourth');
  expect(await subjectsTo('Ben')).toEqual(['First', 'Second', 'Fourth']);
  expect(await subjectsTo('Vera')).toEqual(['First', 'Second', 'Third', 'Fourth']);
});

it('an address of somebody else, of another kind, or of security is nobody’s', async () => {
  const links = at.server.app.get(AccountStopLink, { strict: false });
  const [ben, vera] = [at.shop.as('Ben').account.id, at.shop.as('Vera').account.id];
  const token = pathOf(links.of(ben, 'news')!).split('/').at(-1)!;
  expect(links.read(token)).toEqual({ accountId: ben, kind: 'news' });
  const signature = token.slice(-27);
  for (const forged of [
    `${vera}-news-${signature}`,
    `${ben}-support-${signature}`,
    `${ben}-security-${signature}`,
    `${token}x`,
    '',
  ])
    expect(links.read(forged)).toBeUndefined();
});

it('a name cannot add a line to the head of a mail', async () => {
  const olu = await at.shop.browser('Olu');
  expect(await write('news', 'Hello\r\nBcc: eve@example.org')).toBe(422);
  for (const name of ['Eve\r\nBcc: eve@example.org', 'Eve\nX: y', 'Eve\u2028Bcc: eve@example.org', 'Eve\u0085Bcc: x'])
    await new Browser(at.server.url).post(await invitation(), {
      name,
      email: `e${Math.random()}@example.org`,
      password: 'a good long sentence',
    });
  await at.settled();
  for (const { mail } of at.smtp.arrived) {
    expect(mail.bcc).toBeUndefined();
    expect(JSON.stringify([...mail.headers.keys()])).not.toMatch(/bcc|"x"/);
    expect(mail.subject).not.toMatch(/[\r\n\u2028\u0085]/);
  }
  async function invitation(): Promise<string> {
    await olu.post('/settings/invitations', { role: 'agent' });
    return /(\/invitations\/[\w-]{43})/.exec((await olu.get('/settings/agents')).text)![1];
  }
});

it.each([
  ['Ben', 403],
  ['Vera', 403],
] as const)('%s writes to nobody', async (person, status) => {
  const browser = await at.shop.browser(person);
  expect((await browser.post('/settings/announcements', { kind: 'news', subject: 'x', body: 'y' })).status).toBe(status);
  expect((await browser.get('/settings/announcements')).status).toBe(status);
});
