import { MailingShop, type TestMail } from '../../kit/mail';
import { count } from '../../kit/rows';

const at = MailingShop.open();

/** Ana left, and got a mail. */
async function mailed() {
  const { ana, conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  const { mail } = await at.mail();
  return { ana, conversation, messageId: mail.messageId! };
}
/** A report in the form of RFC 3464. */
const report = (messageId: string, status: string, action = 'failed'): TestMail => ({
  from: 'MAILER-DAEMON@mx.example.com',
  headers: { 'Content-Type': 'multipart/report; report-type=delivery-status', 'Return-Path': '<>' },
  text: 'It could not be delivered.',
  files: {
    'status.txt': `Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; ana@example.com\nAction: ${action}\nStatus: ${status}`,
    'headers.txt': `Message-ID: ${messageId}`,
  },
});

it('a mail that came back is not delivered, and is told once; one that waits is no news', async () => {
  const { conversation, messageId } = await mailed();
  await at.arrives(report(messageId, '4.4.1', 'delayed'));
  expect(await at.occurrences(conversation)).toEqual(['mailed']);
  await at.arrives(report(messageId, '5.2.2'), report(messageId, '5.2.2'));
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_failed']);
  expect((await (await at.shop.browser('Olu')).get('/settings/outbox')).text).toContain('Not delivered');
});

it('a full mailbox gets the next mail', async () => {
  const { conversation, messageId } = await mailed();
  await at.arrives(report(messageId, '5.2.2'));
  await at.shop.answer(conversation, 'Hello?');
  await at.later(2.1);
  expect((await at.mail(2)).mail.text).toContain('Hello?');
});

it('an address that does not work gets none any more, in no conversation, and the team sees it in each', async () => {
  const { conversation, messageId } = await mailed();
  await at.arrives(report(messageId, '5.1.1'));
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_gone']);
  await at.shop.answer(conversation, 'Hello?');
  const { conversation: other } = await at.anaLeaves();
  for (const words of ['One', 'Two']) {
    await at.shop.answer(other, words);
    await at.later(10);
  }
  expect(at.smtp.arrived).toHaveLength(1);
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_gone']);
  expect(await at.occurrences(other)).toEqual(['mail_unreachable']);
});

it('is forgiven when a mail comes from there, and does not follow the visitor to another address', async () => {
  const { ana, conversation, messageId } = await mailed();
  const sent = at.smtp.arrived[0];
  await at.arrives(report(messageId, '5.1.1'));
  await ana.act('visitor.update', { email: 'ana@example.org' });
  await at.shop.answer(conversation, 'To the other one');
  await at.later(10);
  expect((await at.mail(2)).recipients).toEqual(['ana@example.org']);
  await ana.act('visitor.update', { email: 'ana@example.com' });
  await at.arrives(at.answer(sent));
  await at.shop.answer(conversation, 'Good to hear from you');
  await at.later(10);
  expect((await at.mail(3)).recipients).toEqual(['ana@example.com']);
});

it.each<[string, string]>([
  [
    'as qmail writes',
    'Hi. This is the qmail-send program at mx.example.com.\nThis is a permanent error; I have given up. Sorry it did not work out.\n\n<ana@example.com>:\nRemote host said: 550 sorry, no such mailbox here\n\n--- Below this line is a copy of the message.',
  ],
  [
    'as Exim writes',
    'This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n  ana@example.com\n    550 User unknown',
  ],
  [
    'as a server in a box writes',
    'ana@example.com wasn’t found at example.com.\nRemote server returned 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
  ],
])('is heard without a proper report, %s', async (_how, words) => {
  const { conversation, messageId } = await mailed();
  await at.arrives({
    from: 'postmaster@mx.example.com',
    headers: { 'Return-Path': '<>' },
    text: `${words}\n\nMessage-ID: ${messageId}\nSubject: The answer`,
  });
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_gone']);
});

it('nobody marks an address who has not seen one of our mails', async () => {
  const { conversation, messageId } = await mailed();
  const guessed = messageId.replace(/^<.{26}/, '<01aaaaaaaaaaaaaaaaaaaaaaaa');
  await at.arrives(report(guessed, '5.1.1'), report('', '5.1.1'));
  expect(await at.occurrences(conversation)).toEqual(['mailed']);
  expect(await count(at.server, 'follow_up', 'bounced_address IS NOT NULL AND workspace_id = ?', [at.shop.workspaceId])).toBe(0);
});

it('is a keyed hash, and no address', async () => {
  const { messageId } = await mailed();
  await at.arrives(report(messageId, '5.1.1'));
  expect(await count(at.server, 'follow_up', "bounced_address LIKE '%example%'")).toBe(0);
  expect(await count(at.server, 'follow_up', 'bounced_address IS NOT NULL AND workspace_id = ?', [at.shop.workspaceId])).toBe(1);
});
