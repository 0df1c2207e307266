import { Database } from '../../../src/database/database';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { MailingShop } from '../../kit/mail';
import { rowsOf } from '../../kit/rows';

const at = MailingShop.open();

it('a visitor who left gets the answers by mail, answers by mail, and it lands where it belongs', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'It left on Friday.');
  await at.shop.answer(conversation, 'Only we inside know: it was late.', { kind: 'note' });
  await at.shop.answer(conversation, 'Which colour?');
  expect(at.smtp.arrived).toEqual([]);
  await at.later(2.1);

  const sent = await at.mail();
  expect(sent.recipients).toEqual(['ana@example.com']);
  expect(sent.mail.text).toContain('It left on Friday.');
  expect(sent.mail.text).toContain('Which colour?');
  expect(sent.mail.html).toContain('Which colour?');
  for (const hidden of ['inside', 'Where is my order', 'pills']) expect(sent.raw).not.toContain(hidden);
  expect(sent.mail.replyTo?.value[0].address).toMatch(/^support\+[0-9a-z]{42}@alder\.example$/);
  await at.later(60);
  expect(at.smtp.arrived).toHaveLength(1);
  expect(await at.occurrences(conversation)).toEqual(['mailed']);

  const sql = 'SELECT subject_kind AS kind, fields FROM disclosure WHERE workspace_id = ?';
  const ledger = await rowsOf<{ kind: string; fields: string }>(at.server, sql, [at.shop.workspaceId]);
  expect(ledger.map(({ kind, fields }) => [kind, (JSON.parse(fields) as string[]).sort()])).toEqual([
    ['visitor', ['mail.body', 'mail.recipient', 'mail.subject']],
  ]);

  const olu = await agentSocket(await at.shop.browser('Olu'));
  olu.send({ event: 'thread.open', data: { conversation } });
  await olu.next('presence');
  await at.arrives(at.answer(sent, { files: { 'receipt.txt': 'paid' } }));
  await nextStream(olu, 'The blue one.', 'receipt.txt');
  const last = (await at.messages(conversation)).filter(({ kind }) => kind === 'reply').at(-1);
  expect(last).toMatchObject({ sender: 'visitor', body: 'The blue one.', files: 1 });
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_answer']);
  await olu.close();

  const [{ messageId }] = await rowsOf<{ messageId: string }>(
    at.server,
    'SELECT message_id AS "messageId" FROM received_mail WHERE conversation_id = ?',
    [conversation],
  );
  await at.shop.answer(conversation, 'Blue it is.');
  await at.later(2.1);
  const second = await at.mail(2);
  expect(second.mail.inReplyTo).toBe(messageId);
  expect(second.mail.references).toEqual([sent.mail.messageId, messageId]);
  expect(second.mail.text).not.toContain('It left on Friday.');
});

it('an answer is taken once, also if the process dies before the mailbox knows', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  at.mailbox.breaks = true;
  const answer = at.answer(await at.mail(), { messageId: '<once@example.com>' });
  await at.arrives(answer);
  expect(at.mailbox.waiting).toHaveLength(1);
  await at.ask();
  expect(at.mailbox.waiting).toEqual([]);
  await at.arrives({ ...answer, key: 'another copy' });
  expect(await at.said(conversation)).toEqual(['Where is my order?', 'Which colour?', 'The blue one.']);
  expect(await at.conversations()).toHaveLength(1);
});

it('an answer whose taking was interrupted is taken to its end, and the message is there once', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  await at.arrives(at.answer(await at.mail(), { messageId: '<once@example.com>', key: '1' }));
  await at.server.app
    .get(Database)
    .transaction((tx) => tx.run("UPDATE received_mail SET outcome = 'new' WHERE workspace_id = ?", [at.shop.workspaceId]));
  await at.arrives(at.answer(await at.mail(), { messageId: '<once@example.com>', key: '2' }));
  expect(await at.said(conversation)).toEqual(['Where is my order?', 'Which colour?', 'The blue one.']);
  expect(await at.occurrences(conversation)).toEqual(['mailed', 'mail_answer']);
});

it('a mail address is an inbox: a new mail opens a conversation, and its answer goes out by mail', async () => {
  await at.takesNew();
  await at.arrives({ from: 'Rui <rui@example.com>', subject: 'Opening hours', text: 'Are you open on Sunday?' });
  const [{ id }] = await at.conversations();
  expect(await at.said(id)).toEqual(['Opening hours\n\nAre you open on Sunday?']);
  expect(await at.occurrences(id)).toEqual(['mail_opened']);
  await at.shop.answer(id, 'From ten to six.');
  await at.later(2.1);
  const sent = await at.mail();
  expect(sent.recipients).toEqual(['rui@example.com']);
  expect(sent.mail.subject).toBe('Re: Opening hours');
  expect(sent.mail.inReplyTo).toMatch(/@example\.com>$/);
  await at.arrives(at.answer(sent, { from: 'rui@example.com', text: 'Thank you' }));
  expect(await at.said(id)).toEqual(['Opening hours\n\nAre you open on Sunday?', 'From ten to six.', 'Thank you']);
  expect(await at.conversations()).toHaveLength(1);
});

it('without a website for new mails, what answers nothing is left in the mailbox', async () => {
  await at.arrives({ text: 'Hello?' });
  expect(await at.conversations()).toEqual([]);
  expect(at.mailbox.waiting).toEqual([]);
});

it('where a mail server drops the signed address, the names of our mails lead back', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'Which colour?');
  await at.later(2.1);
  await at.arrives(at.answer(await at.mail(), { to: 'support@alder.example' }));
  expect((await at.said(conversation)).at(-1)).toBe('The blue one.');
});
