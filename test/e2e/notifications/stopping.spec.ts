import { StopLink } from '../../../src/notifications/stopping/stop-link';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { Browser } from '../../kit/browser';
import type { Arrived } from '../../../plugins/email-smtp/mail-server.fake';
import { MailingShop } from '../../kit/mail';
import { count, rowsOf } from '../../kit/rows';
import { until } from '../../kit/until';
import type { VisitorOptions } from '../../kit/visitor-client';

const at = MailingShop.open();
const address = 'https://chat.alder.example';
beforeEach(() => void (at.server.app.get(StopLink, { strict: false }).base = address));

/** Ana left, and got a mail. @returns where it says that she can stop them */
async function mailed(options?: VisitorOptions) {
  const ana = await at.shop.visitor(options);
  const { conversation } = await ana.say('Where is my order?');
  await ana.act('visitor.update', { email: 'ana@example.com' });
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  const sent = await at.mail();
  return { ana, conversation, sent, path: pathOf(sent) };
}
/** Long headers are broken over several lines. */
const unfolded = (raw: string) => raw.replace(/\r\n[ \t]+/g, ' ');
const pathOf = ({ raw }: Arrived) =>
  /^List-Unsubscribe: <https:\/\/chat\.alder\.example(\/mail\/[\w-]+)>/m.exec(unfolded(raw))![1];
/** As a mail program does it: no cookie, no origin, and a body that nobody needs. */
const oneClick = (path: string) =>
  fetch(at.server.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
const stranger = () => new Browser(at.server.url);

it('one POST of a mail program stops them, the team sees it, and no answer is mailed any more', async () => {
  const { conversation, sent, path } = await mailed();
  expect(sent.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  const olu = await agentSocket(await at.shop.browser('Olu'));
  olu.send({ event: 'thread.open', data: { conversation } });
  await olu.next('presence');
  const answer = await oneClick(path);
  expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
  await nextStream(olu, 'wants no more mail');
  await olu.close();
  await at.shop.answer(conversation, 'Hello?');
  await at.later(60);
  expect(at.smtp.arrived).toHaveLength(1);
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_stopped']);
});

it('takes the POST in the other form that mail programs use', async () => {
  const { conversation, path } = await mailed();
  const body = new FormData();
  body.append('List-Unsubscribe', 'One-Click');
  expect((await fetch(at.server.url + path, { method: 'POST', body })).status).toBe(200);
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_stopped']);
});

it('looking changes nothing; the button does, once, and can be taken back', async () => {
  const { conversation, sent, path } = await mailed();
  expect(sent.mail.text).toContain(address + path);
  const ana = stranger();
  for (let turn = 0; turn < 3; turn++) expect((await ana.get(path)).text).toContain('Stop these mails');
  expect(await at.occurrences(conversation)).toEqual(['mailed']);
  for (let turn = 0; turn < 3; turn++) expect((await ana.post(path)).text).toContain('You get no more mails');
  const page = await ana.get(path);
  expect(page.text).toContain(`action="${path}/resumption"`);
  expect([...ana.cookies]).toEqual([]);
  expect((await ana.post(`${path}/resumption`)).text).toContain('Stop these mails');
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_stopped', 'mail_resumed']);
  await at.shop.answer(conversation, 'Here again');
  await at.later(2.1);
  expect((await at.mail(2)).mail.text).toContain('Here again');
});

it('a mail that was written but has not left is not sent after that', async () => {
  const { conversation, path } = await mailed();
  at.smtp.mood = 'fails';
  await at.shop.answer(conversation, 'Hello?');
  await at.later(2.1);
  await oneClick(path);
  at.smtp.mood = 'works';
  await at.later(60);
  await until(
    'it is given up',
    async () => (await count(at.server, 'mail', "conversation_id = ? AND state = 'waiting'", [conversation])) === 0,
  );
  expect(at.smtp.arrived).toHaveLength(1);
  const rows = await rowsOf<{ state: string; trouble: string | null }>(
    at.server,
    'SELECT state, trouble FROM mail WHERE conversation_id = ? ORDER BY id',
    [conversation],
  );
  expect(rows).toEqual([
    { state: 'sent', trouble: null },
    { state: 'failed', trouble: 'stopped' },
  ]);
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_stopped']);
});

it('is about one conversation: another one of the same address goes on', async () => {
  const { path } = await mailed();
  await oneClick(path);
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'About the other order');
  await at.later(2.1);
  expect((await at.mail(2)).mail.text).toContain('About the other order');
});

it('a mail to the conversation’s own address stops them too, and is no message', async () => {
  const { conversation, sent } = await mailed();
  const mailto = /<mailto:([^?>]+)\?subject=(\w+)>/.exec(unfolded(sent.raw))!;
  await at.arrives({ from: 'eve@example.net', to: mailto[1], subject: mailto[2], text: '' });
  expect(await at.occurrences(conversation)).toEqual(['mailed']);
  await at.arrives({ from: 'Ana <ana@example.com>', to: mailto[1], subject: mailto[2], text: 'Sent by a mail program' });
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_stopped']);
  expect(await at.said(conversation)).toEqual(['Where is my order?', 'Which colour?']);
});

it.each([
  ['de-AT', 'de', 'ltr', 'Keine E-Mails mehr'],
  ['fr', 'fr', 'ltr', 'Ne plus en recevoir'],
  ['es-MX', 'es', 'ltr', 'No recibir más'],
  ['ar', 'ar', 'rtl', 'إيقاف هذه الرسائل'],
  ['nl', 'en', 'ltr', 'Stop these mails'],
])('speaks the visitor’s language: %s', async (wish, language, direction, words) => {
  const { sent, path } = await mailed({ headers: { 'Accept-Language': wish } });
  const page = await stranger().get(path);
  expect(page.text).toContain(`<html lang="${language}" dir="${direction}">`);
  expect(page.text).toContain(words);
  expect(sent.mail.html).toContain(words);
});

it('shows nothing of the conversation or of the person, and runs no script', async () => {
  const { path } = await mailed();
  const page = await stranger().get(path);
  for (const hidden of ['ana@example', 'order', 'colour', '<script', 'style=']) expect(page.text).not.toContain(hidden);
  expect(page.headers.get('cache-control')).toContain('no-store');
  expect(page.headers.get('referrer-policy')).toMatch(/same-origin|no-referrer/);
});

it('a guessed address says the same, whether there is such a conversation or not', async () => {
  const { conversation, path } = await mailed();
  const wrong = path.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
  const nobody = path.replace(conversation, '01aaaaaaaaaaaaaaaaaaaaaaaa');
  /** What is made anew for every page. */
  const withoutNonce = (text: string) => text.replace(/nonce" content="[^"]+"/, '');
  const pages = await Promise.all([wrong, nobody, '/mail/x', '/mail/%00'].map((one) => stranger().get(one)));
  expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(withoutNonce(pages[0].text)).toBe(withoutNonce(pages[1].text));
  for (const one of [wrong, nobody]) expect((await oneClick(one)).status).toBe(404);
  expect(await at.occurrences(conversation)).toEqual(['mailed']);
});

it('of a conversation that is gone it says so, and the POST is as well as ever', async () => {
  const gone = at.server.app.get(StopLink, { strict: false }).of('01aaaaaaaaaaaaaaaaaaaaaaaa')!.slice(address.length);
  expect((await oneClick(gone)).status).toBe(200);
  const page = await stranger().get(gone);
  expect(page.text).toContain('no longer there');
  expect(page.text).not.toContain('<button');
});

it('without an address that visitors can reach, only the mail to the conversation is offered', async () => {
  at.server.app.get(StopLink, { strict: false }).base = undefined;
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  const { raw, mail } = await at.mail();
  expect(unfolded(raw)).toMatch(/^List-Unsubscribe: <mailto:support/m);
  expect(raw).not.toMatch(/List-Unsubscribe-Post/);
  expect(mail.text).not.toContain('/mail/');
});

it('mails to members carry none of it', async () => {
  await (await at.shop.browser('Olu')).post('/settings/invitations', { role: 'agent', email: 'nina@alder.example' });
  expect((await at.mail()).raw).not.toMatch(/List-Unsubscribe/);
});

it.each([
  ['https://chat.alder.example', 'with one click'],
  ['http://chat.alder.example', 'needs PUBLIC_URL to begin with https'],
  [undefined, 'set PUBLIC_URL'],
])('the settings say how visitors stop them: %s', async (base, words) => {
  at.server.app.get(StopLink, { strict: false }).base = base;
  expect((await (await at.shop.browser('Olu')).get('/settings/mail')).text).toContain(words);
});
