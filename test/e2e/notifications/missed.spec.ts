import { MailSettings } from '../../../src/notifications/settings/mail-settings.service';
import { MailingShop } from '../../kit/mail';
import { count, rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

const at = MailingShop.open();
const page = async (path: string) => (await (await at.shop.browser('Olu')).get(path)).text;

it('whoever saw the answer meanwhile gets no mail', async () => {
  const { ana, conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'It left on Friday.');
  const { state } = await ana.resume(0);
  await ana.act('conversation.seen', { seq: state.lastSeq });
  await at.later(10);
  expect(at.smtp.arrived).toEqual([]);
  expect(await count(at.server, 'mail', 'workspace_id = ?', [at.shop.workspaceId])).toBe(0);
});

it('whoever is there gets none, until they have gone', async () => {
  const { ana, conversation } = await at.anaLeaves();
  const socket = await ana.socket();
  await at.shop.answer(conversation, 'It left on Friday.');
  await at.later(3);
  expect(at.smtp.arrived).toEqual([]);
  await socket.close();
  await at.later(20);
  await at.mail();
});

it('whoever left no address is not written to, and neither is anybody by a note', async () => {
  const { conversation } = await (await at.shop.visitor()).say('Hello');
  await at.shop.answer(conversation, 'Hello');
  const { conversation: other } = await at.anaLeaves();
  await at.shop.answer(other, 'Only for us', { kind: 'note' });
  await at.later(10);
  expect(at.smtp.arrived).toEqual([]);
});

it('an answer that was taken back is not told', async () => {
  const { conversation } = await at.anaLeaves();
  const { id } = await at.shop.answer(conversation, 'Your PIN is 1234');
  await at.shop.does(conversation, `messages/${id}/deletion`);
  await at.later(10);
  expect(at.smtp.arrived).toEqual([]);
});

it('the job names a conversation and nothing else', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  await at.shop.answer(conversation, 'Two');
  const jobs = await rowsOf<{ payload: string }>(
    at.server,
    "SELECT payload FROM outbox_job WHERE kind = 'mail.follow-up' AND workspace_id = ?",
    [at.shop.workspaceId],
  );
  expect(jobs.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([{ conversationId: conversation }]);
});

it('an address that nobody proved gets three mails a day, without files; one that answered gets all', async () => {
  const { conversation } = await at.anaLeaves();
  for (let number = 1; number <= 5; number++) {
    await at.shop.answer(conversation, `Answer ${number}`);
    await at.later(3);
  }
  expect(at.smtp.arrived).toHaveLength(3);
  await at.arrives(at.answer(at.smtp.arrived[0]));
  await at.shop.answer(conversation, 'Answer 6');
  await at.later(3);
  expect((await at.mail(4)).mail.text).toContain('Answer 6');
});

it('speaks the language of the visitor, and says the words of the team as they are', async () => {
  const ana = await at.shop.visitor({ headers: { 'Accept-Language': 'de-AT,de;q=0.9' } });
  const { conversation } = await ana.say('Wo ist meine Bestellung?');
  await ana.act('visitor.update', { email: 'ana@example.com' });
  await at.shop.answer(conversation, 'Unterwegs & bald <da>');
  await at.later(2.1);
  const { mail } = await at.mail();
  expect(mail.subject).toMatch(/^Die Antwort von/);
  expect(mail.text).toContain('Unterwegs & bald <da>');
  expect(mail.html).toContain('Unterwegs &amp; bald &lt;da&gt;');
  expect(mail.html).toContain('lang="de"');
  expect(mail.html).not.toMatch(/style=|<script|https?:\/\/(?!.*alder)/);
});

it('a website can wait longer, or never write', async () => {
  const settings = at.server.app.get(MailSettings, { strict: false });
  await settings.changePause(at.shop.workspaceId, at.shop.website.id, 30);
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  await at.later(20);
  expect(at.smtp.arrived).toEqual([]);
  await at.later(11);
  await at.mail();
  await settings.changePause(at.shop.workspaceId, at.shop.website.id, 0);
  await at.shop.answer(conversation, 'Two');
  await at.later(120);
  expect(at.smtp.arrived).toHaveLength(1);
});

it('a mail that is refused for good shows as not delivered, and the team sees it in the conversation', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  at.smtp.mood = 'refuses';
  await at.later(2.1);
  expect(await at.occurrences(conversation)).toEqual(['mail_failed']);
  const [{ id, state }] = await rowsOf<{ id: string; state: string }>(
    at.server,
    'SELECT id, state FROM mail WHERE workspace_id = ?',
    [at.shop.workspaceId],
  );
  expect(state).toBe('failed');
  expect(await page('/settings/outbox')).toContain('Not delivered');
  expect(await page(`/settings/outbox/mails/${id}`)).toContain('did not take it');
});

it('a mail that may go better later is tried again, and sent once', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  at.smtp.mood = 'fails';
  await at.later(2.1);
  expect(await rowsOf(at.server, 'SELECT state FROM mail WHERE workspace_id = ?', [at.shop.workspaceId])).toEqual([
    { state: 'waiting' },
  ]);
  at.smtp.mood = 'works';
  await at.later(1);
  await at.mail();
  // A job that failed before keeps its error while it runs again: only the mail itself says that it is done.
  await until(
    'the mail is sent',
    async () => (await count(at.server, 'mail', "workspace_id = ? AND state = 'sent'", [at.shop.workspaceId])) > 0,
  );
  await at.later(60);
  expect(at.smtp.arrived).toHaveLength(1);
  expect(await at.occurrences(conversation)).toEqual(['mailed']);
});

it('without a provider nothing is planned, and other mails are kept to read', async () => {
  const birch = await Shop.open(at.server, 'Birch');
  const { conversation } = await at.anaLeaves(birch);
  await birch.answer(conversation, 'One');
  expect(await count(at.server, 'follow_up', 'workspace_id = ?', [birch.workspaceId])).toBe(0);
  const olu = await birch.browser('Olu');
  await olu.post('/settings/invitations', { role: 'agent', email: 'nina@birch.example' });
  await until('it is kept', async () => (await olu.get('/settings/outbox')).text.includes('Kept here'));
  expect(at.smtp.arrived).toEqual([]);
});

it('an invitation goes out by mail, and says that a machine wrote it', async () => {
  await (await at.shop.browser('Olu')).post('/settings/invitations', { role: 'agent', email: 'nina@alder.example' });
  const { raw, recipients } = await at.mail();
  expect(recipients).toEqual(['nina@alder.example']);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(raw).toMatch(/^Reply-To: .*<support@alder\.example>/m);
});

describe('the page', () => {
  it('says who sends and receives, and keeps what is chosen', async () => {
    const olu = await at.shop.browser('Olu');
    expect(await page('/settings/mail')).toContain('sends your mail');
    await olu.post('/settings/mail', { replyAddress: 'Help@Alder.example', websiteId: at.shop.website.id });
    await olu.post(`/settings/mail/websites/${at.shop.website.id}`, { minutes: '10' });
    const text = await page('/settings/mail');
    expect(text).toContain('value="help@alder.example"');
    expect(text).toMatch(new RegExp(`value="${at.shop.website.id}" selected`));
    expect(text).toMatch(/value="10" selected/);
  });

  it('takes no website of another workspace, nor one that keeps no addresses', async () => {
    const birch = await Shop.open(at.server, 'Cedar');
    const olu = await at.shop.browser('Olu');
    expect((await olu.post('/settings/mail', { replyAddress: '', websiteId: birch.website.id })).status).toBe(422);
    expect((await olu.post(`/settings/mail/websites/${birch.website.id}`, { minutes: '10' })).status).toBe(404);
    await at.shop.change({ collectsContact: false });
    expect((await olu.post('/settings/mail', { replyAddress: '', websiteId: at.shop.website.id })).status).toBe(422);
    expect((await olu.post('/settings/mail', { replyAddress: 'nobody', websiteId: '' })).status).toBe(422);
    expect((await olu.post(`/settings/mail/websites/${at.shop.website.id}`, { minutes: '3' })).status).toBe(422);
    expect((await (await at.shop.browser('Ben')).get('/settings/mail')).status).toBe(403);
  });
});
