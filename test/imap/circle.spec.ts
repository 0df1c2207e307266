import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { simpleParser, type ParsedMail } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { FakeMailServer } from '../../plugins/email-smtp/mail-server.fake';
import { agentSocket, nextStream } from '../kit/agent-socket';
import { startApp, type RunningApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import { rowsOf } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';
import { until } from '../kit/until';
import { OutboxService } from '../../src/outbox/outbox.service';
import { Between } from './between';
import { Dovecot } from './dovecot';

/** The whole way with real programs: our server → SMTP → Ana's mailbox → her mail program → SMTP → the shop's mailbox → our server. */
jest.setTimeout(90_000);
const minute = 60_000;
const users: Record<string, string> = { 'ana@example.com': 'ana', 'bo@example.com': 'bo', 'support@alder.example': 'support' };

const plugins = mkdtempSync(join(tmpdir(), 'parlour-plugins-'));
let dovecot: Dovecot;
/** On the way from our server to the mailbox. */
let between: Between;
let smtp: FakeMailServer;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build-plugins.mjs', plugins, 'email-smtp', 'email-imap'], {
    cwd: join(__dirname, '../..'),
  });
  dovecot = await Dovecot.start(process.env.DOVECOT || '/usr/sbin/dovecot');
  between = await Between.open(dovecot.port);
  const open = { hideSTARTTLS: true, authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] };
  smtp = await FakeMailServer.start({ ...open, deliver });
  server = await startApp({ env: { PLUGINS_DIR: plugins, PLUGIN_PRIVATE_NETWORK: '127.0.0.1' } });
  shop = await Shop.open(server);
  const common = { host: '127.0.0.1', security: 'none', operatorName: 'Alder' };
  await enablePlugin(server, shop.workspaceId, 'email-smtp', {
    ...common,
    port: smtp.port,
    fromAddress: 'support@alder.example',
  });
  await enablePlugin(server, shop.workspaceId, 'email-imap', {
    ...common,
    port: between.port,
    user: 'support',
    password: 'right',
  });
});
afterAll(async () => {
  await smtp?.stop();
  await between?.close();
  await dovecot?.stop();
  rmSync(plugins, { recursive: true, force: true });
});

/** What a mail server does with a mail for somebody here: into their mailbox, saying whom it reached. Plus addresses are known. */
async function deliver(raw: Buffer, recipients: string[], sender: string): Promise<void> {
  for (const recipient of recipients) {
    const user = users[recipient.replace(/\+[^@]*/, '')];
    if (!user) throw Object.assign(new Error('No such user'), { responseCode: 550 });
    const head = `Return-Path: <${sender}>\r\nDelivered-To: ${recipient}\r\nReceived: from mx by mx; ${new Date().toUTCString()}\r\n`;
    await dovecot.deliver(user, Buffer.concat([Buffer.from(head), raw]));
  }
}

/** A visitor's mail program: waits for a mail, and reads it. */
async function reads(user: string): Promise<ParsedMail> {
  const client: ImapFlow = await dovecot.client(user);
  const lock = await client.getMailboxLock('INBOX');
  try {
    let found: number[] = [];
    await until(`${user} has mail`, async () => {
      await client.noop();
      found = (await client.search({ seen: false }, { uid: true })) || [];
      return found.length > 0;
    });
    const message = await client.fetchOne(String(found[0]), { source: true }, { uid: true });
    await client.messageFlagsAdd(String(found[0]), ['\\Seen'], { uid: true });
    if (!message || !message.source) throw new Error('The mail is gone.');
    return await simpleParser(message.source);
  } finally {
    lock.release();
    await client.logout();
  }
}

/** Her program answers as such programs do: to `Reply-To`, naming what it answers, quoting it below. */
async function anaAnswers(mail: ParsedMail, own: string, more: SendMailOptions = {}): Promise<void> {
  const program = createTransport({ host: '127.0.0.1', port: smtp.port, secure: false, ignoreTLS: true });
  const quoted = (mail.text ?? '').split('\n').map((line) => `> ${line}`);
  await program.sendMail({
    from: 'Ana <ana@example.com>',
    to: mail.replyTo!.value[0].address!,
    subject: `Re: ${mail.subject}`,
    inReplyTo: mail.messageId!,
    references: [mail.references ?? [], mail.messageId!].flat(),
    text: [
      own,
      '',
      'On Mon, 23 Nov 2026 at 10:02, Alder <support@alder.example> wrote:',
      '',
      ...quoted,
      '',
      '-- ',
      'Ana Silva',
    ].join('\n'),
    ...more,
  });
  program.close();
}

async function leaves(email: string): Promise<string> {
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Where is my order?');
  await ana.act('visitor.update', { email });
  return conversation;
}

function later(minutes: number): void {
  moveClock(server, minutes * minute);
  server.app.get(OutboxService, { strict: false }).wake();
}

async function said(conversation: string): Promise<string[]> {
  const sql = "SELECT body FROM message WHERE conversation_id = ? AND kind = 'reply' ORDER BY position";
  return (await rowsOf<{ body: string }>(server, sql, [conversation])).map(({ body }) => body);
}

it('goes round twice, with files, and each answer is in the inbox by itself', async () => {
  const conversation = await leaves('ana@example.com');
  await shop.answer(conversation, 'Which colour? Größe 7½?');
  later(2.1);
  const first = await reads('ana');
  expect(first.text).toContain('Which colour? Größe 7½?');

  const olu = await agentSocket(await shop.browser('Olu'));
  olu.send({ event: 'thread.open', data: { conversation } });
  await olu.next('presence');
  const film = Buffer.alloc(300_000, 7);
  await anaAnswers(first, 'The blue one: größer. 🧵', {
    attachments: [
      { filename: 'reçu.pdf', content: Buffer.from('%PDF-1.4 paid') },
      { filename: 'film.bin', content: film },
    ],
  });
  await nextStream(olu, 'The blue one: größer. 🧵', 'reçu.pdf', 'film.bin');
  await olu.close();

  await shop.answer(conversation, 'Blue it is.');
  later(2.1);
  const second = await reads('ana');
  expect(second.inReplyTo).toMatch(/@/);
  expect([second.references].flat()).toContain(first.messageId);
  await anaAnswers(second, 'Thank you!');
  await until('the second answer is there', async () => (await said(conversation)).includes('Thank you!'));
  expect(await said(conversation)).toEqual([
    'Where is my order?',
    'Which colour? Größe 7½?',
    'The blue one: größer. 🧵',
    'Blue it is.',
    'Thank you!',
  ]);
  expect(await rowsOf(server, 'SELECT id FROM conversation WHERE workspace_id = ?', [shop.workspaceId])).toHaveLength(1);
});

it('comes back to the mailbox by itself when the connection broke, as often as it does', async () => {
  const conversation = await leaves('ana@example.com');
  await shop.answer(conversation, 'Which size?');
  later(2.1);
  const mail = await reads('ana');
  for (let turn = 1; turn <= 3; turn++) {
    await between.heard('IDLE');
    between.cut();
    await anaAnswers(mail, `Size ${turn}`);
    await until('the answer is there', async () => (await said(conversation)).includes(`Size ${turn}`));
  }
});

it('a report from the mail server marks the address: the team sees it, and nothing more is sent there', async () => {
  const conversation = await leaves('bo@example.com');
  await shop.answer(conversation, 'Are you there?');
  later(2.1);
  const { messageId } = await reads('bo');
  const report = [
    'From: MAILER-DAEMON@mx.example.com',
    'To: support@alder.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    '',
    '--r\nContent-Type: text/plain\n\nI am sorry to have to tell you that it could not be delivered.',
    '--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; bo@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user',
    `--r\nContent-Type: text/rfc822-headers\n\nFrom: support@alder.example\nMessage-ID: ${messageId}`,
    '--r--',
  ];
  await deliver(Buffer.from(report.join('\n').replaceAll('\n', '\r\n')), ['support@alder.example'], '');
  const sql = "SELECT body FROM message WHERE conversation_id = ? AND kind = 'event' ORDER BY position";
  const events = async () => (await rowsOf<{ body: string }>(server, sql, [conversation])).map(({ body }) => body);
  await until('the team sees it', async () => (await events()).includes('mail_gone'));
  const before = smtp.arrived.length;
  await shop.answer(conversation, 'Hello?');
  later(10);
  await until(
    'the look is over',
    async () => !(await rowsOf(server, "SELECT id FROM outbox_job WHERE kind = 'mail.follow-up'")).length,
  );
  expect(smtp.arrived).toHaveLength(before);
});

it('does not keep the server from stopping, though it waits for news', async () => {
  await between.heard('IDLE');
  const stopped = server.stop().then(() => 'stopped');
  const late = new Promise((resolve) => setTimeout(() => resolve('still waiting for mail'), 40_000).unref());
  expect(await Promise.race([stopped, late])).toBe('stopped');
});
