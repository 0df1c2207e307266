import type { EnabledPlugin } from '../../../src/plugin-host/plugin-host.types';
import { PluginsService } from '../../../src/plugin-host/plugins.service';
import { MailboxPoller } from '../../../src/notifications/incoming/mailbox-poller';
import { MailingShop } from '../../kit/mail';
import { count, rowsOf } from '../../kit/rows';

const at = MailingShop.open();

/** Ana left, and got a mail that asks her for a colour. */
async function asked() {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  return { conversation, sent: await at.mail() };
}
const untouched = ['Where is my order?', 'Which colour?'];
const outcomes = async () =>
  (
    await rowsOf<{ outcome: string }>(at.server, 'SELECT outcome FROM received_mail WHERE workspace_id = ? ORDER BY id', [
      at.shop.workspaceId,
    ])
  ).map(({ outcome }) => outcome);

it('a forged address for answers leads nowhere', async () => {
  const { conversation, sent } = await asked();
  const address = sent.mail.replyTo!.value[0].address!;
  const forged = address.replace(/.(?=@)/, (last) => (last === 'a' ? 'b' : 'a'));
  await at.arrives({ to: forged, text: 'Send it to Eve' });
  expect(await at.said(conversation)).toEqual(untouched);
  expect(await at.conversations()).toHaveLength(1);
  expect(await outcomes()).toEqual(['no-website']);
});

it('the right address in another hand opens a conversation of its own, with a warning', async () => {
  const { conversation, sent } = await asked();
  await at.arrives(at.answer(sent, { from: 'Ana <eve@example.net>', text: 'Send it to Eve' }));
  expect(await at.said(conversation)).toEqual(untouched);
  const [, other] = await at.conversations();
  expect(await at.occurrences(other.id)).toEqual(['mail_opened', 'mail_stranger']);
  const sql = 'SELECT v.email, v.verified FROM visitor v JOIN conversation c ON c.visitor_id = v.id WHERE c.id = ?';
  const [visitor] = await rowsOf<{ email: string; verified: boolean | number }>(at.server, sql, [other.id]);
  expect({ ...visitor, verified: Boolean(visitor.verified) }).toEqual({ email: 'eve@example.net', verified: false });
  await at.shop.answer(other.id, 'Who are you?');
  await at.later(2.1);
  expect((await at.mail(2)).recipients).toEqual(['eve@example.net']);
});

it('what the mail server found forged is not the visitor’s, even from their address', async () => {
  const { conversation, sent } = await asked();
  const headers = { 'Authentication-Results': 'mx.alder.example; dmarc=fail (p=reject) header.from=example.com' };
  await at.arrives(at.answer(sent, { headers, text: 'Send it to Eve' }));
  expect(await at.said(conversation)).toEqual(untouched);
  const [, other] = await at.conversations();
  expect(await at.occurrences(other.id)).toEqual(['mail_opened', 'mail_doubtful']);
});

it('an address of another workspace leads nowhere, and neither do the names of its mails', async () => {
  const { conversation, sent } = await asked();
  const birch = await at.furnish('Birch');
  // Both shops read the same mailbox: Alder's is emptied first, so the mail reaches Birch alone.
  const poller = at.server.app.get(MailboxPoller, { strict: false });
  const ask = poller as unknown as { once(plugin: EnabledPlugin): Promise<void> };
  at.mailbox.put(at.answer(sent, { text: 'Into Alder' }));
  const [mailbox] = await at.server.app.get(PluginsService, { strict: false }).providing(birch.workspaceId, 'emailReceiver');
  await ask.once(mailbox);
  expect(at.mailbox.waiting).toEqual([]);
  expect(await at.said(conversation)).toEqual(untouched);
  expect(await at.conversations(birch)).toEqual([]);
});

it('a storm of automatic replies says one thing, once', async () => {
  const { conversation, sent } = await asked();
  const away = (number: number) =>
    at.answer(sent, { messageId: `<${number}@away>`, text: 'I am away', headers: { 'Auto-Submitted': 'auto-replied' } });
  await at.arrives(...Array.from({ length: 60 }, (_, number) => away(number)));
  expect(at.mailbox.waiting).toEqual([]);
  expect(await at.said(conversation)).toEqual(untouched);
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_automatic']);
  expect((await outcomes()).filter((outcome) => outcome === 'too-many')).toHaveLength(40);
  await at.later(60);
  expect(at.smtp.arrived).toHaveLength(1);
});

it('a machine that does not say that it is one is heard twenty times in an hour', async () => {
  await at.takesNew();
  await at.arrives(...Array.from({ length: 30 }, (_, number) => ({ from: 'robot@example.net', text: `Ticket ${number}` })));
  expect(await at.conversations()).toHaveLength(20);
  await at.later(61);
  await at.arrives({ from: 'robot@example.net', text: 'One more' });
  expect(await at.conversations()).toHaveLength(21);
});

it('our own mails that come back are not taken for answers', async () => {
  await at.takesNew();
  const { sent } = await asked();
  await at.arrives(
    { from: 'support@alder.example', text: 'Which colour?' },
    { messageId: sent.mail.messageId, text: 'Which colour?' },
  );
  expect(await at.conversations()).toHaveLength(1);
  expect(await outcomes()).toEqual(['own', 'own']);
});

it('a file of 20 MB is left out, and the words arrive', async () => {
  const { conversation, sent } = await asked();
  await at.arrives(at.answer(sent, { files: { 'film.mp4': 20 * 1024 * 1024, 'note.txt': 'short', 'nothing.txt': '' } }), {
    ...at.answer(sent, { text: 'And this' }),
  });
  expect(await at.said(conversation)).toEqual([...untouched, 'The blue one.', 'And this']);
  expect((await at.messages(conversation)).find(({ body }) => body === 'The blue one.')).toMatchObject({ files: 1 });
  expect(await at.occurrences(conversation)).toContain('mail_left_out');
});

it('a mail of a million signs and twelve files becomes messages within the limits', async () => {
  const { conversation, sent } = await asked();
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, number) => [`${number}.txt`, `text ${number}`]));
  await at.arrives(at.answer(sent, { text: 'All of it. '.repeat(90_000), files }));
  const posted = (await at.messages(conversation))
    .filter(({ kind, sender }) => kind === 'reply' && sender === 'visitor')
    .slice(1);
  expect(posted.map(({ files: attached }) => attached)).toEqual([5, 5, 3]);
  expect(posted[0].body).toHaveLength(8000);
});

it('a mail that means to write markup or to pretend a team is text of a visitor', async () => {
  const { conversation, sent } = await asked();
  const text = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  await at.arrives(at.answer(sent, { text }));
  const page = await (await at.shop.browser('Ben')).get(`/inbox/open/${conversation}`);
  expect(page.text).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
  expect(page.text).not.toContain('<img src=x');
});

it('nothing of a mail stands in jobs or in the table of mails that were taken, but its name', async () => {
  const { sent } = await asked();
  await at.arrives(at.answer(sent));
  const rows = await rowsOf(at.server, 'SELECT * FROM received_mail WHERE workspace_id = ?', [at.shop.workspaceId]);
  expect(JSON.stringify(rows)).not.toMatch(/ana@example|blue/i);
  expect(await count(at.server, 'outbox_job', "payload LIKE '%example.com%'")).toBe(0);
});
