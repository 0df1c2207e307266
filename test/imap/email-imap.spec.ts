import { randomUUID } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import { emailReceiverContract } from '../../src/plugin-api/contracts/email-receiver';
import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import factory from '../../plugins/email-imap/index';
import type { Settings } from '../../plugins/email-imap/mailbox';
import { selfSigned } from '../../plugins/email-smtp/mail-server.fake';
import { hostPlugin } from '../kit/plugin-harness';
import { Between } from './between';
import { Dovecot } from './dovecot';
import { mail } from './mails';

jest.setTimeout(30_000);
const pair = selfSigned();
let dovecot: Dovecot;
let user: string;
const stops: AbortController[] = [];
const noted: string[] = [];

beforeAll(async () => void (dovecot = await Dovecot.start(process.env.DOVECOT || '/usr/sbin/dovecot', pair)));
afterAll(() => dovecot.stop());
beforeEach(() => void (user = `ana-${randomUUID()}`));
afterEach(() => stops.splice(0).forEach((stop) => stop.abort()));

const receiverOf = (more: Partial<Settings> = {}) => {
  const stop = new AbortController();
  stops.push(stop);
  const settings = {
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'starttls' as const,
    user,
    password: 'right',
    certificate: pair.cert,
    ...more,
  };
  return factory({ settings, log: (line) => void noted.push(line), stopping: stop.signal }).emailReceiver;
};
const counted = async (client: ImapFlow, folder: string, what: 'unseen' | 'messages') => {
  const status = await client.status(folder, { [what]: true });
  return status ? status[what] : undefined;
};
const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

let moods: Partial<Settings> = {};
emailReceiverContract(() => receiverOf(moods), {
  works: () => void (moods = {}),
  refuses: () => void (moods = { password: 'wrong' }),
  fails: () => void (moods = { port: 1 }),
  arrives: ({ subject, text, messageId }) =>
    dovecot.deliver(
      user,
      mail(
        {
          Subject: subject
            .match(/.{1,10}/gsu)!
            .map(encoded)
            .join('\n '),
          'Message-ID': messageId,
          'Content-Type': 'text/plain; charset=utf-8',
          'Content-Transfer-Encoding': 'base64',
        },
        Buffer.from(text).toString('base64'),
      ),
    ),
});

const fetched = (receiver = receiverOf(), limit = 10) => receiver.fetch({ limit }, newCall());

it('brings mails in the order of their coming, and leaves them unread until they are settled', async () => {
  await dovecot.deliver(user, mail({ Subject: 'one' }), mail({ Subject: 'two' }), mail({ Subject: 'three' }));
  const receiver = receiverOf();
  expect((await fetched(receiver)).map(({ subject }) => subject)).toEqual(['one', 'two', 'three']);
  const client = await dovecot.client(user);
  expect(await counted(client, 'INBOX', 'unseen')).toBe(3);
  await receiver.settle({ keys: [(await fetched(receiver))[0].key] }, newCall());
  expect(await counted(client, 'INBOX', 'unseen')).toBe(2);
  await client.logout();
});

it('moves what is settled, if an owner wants it so', async () => {
  const client = await dovecot.client(user);
  await client.mailboxCreate('Taken');
  await dovecot.deliver(user, mail());
  const receiver = receiverOf({ doneFolder: 'Taken' });
  await receiver.settle({ keys: (await fetched(receiver)).map(({ key }) => key) }, newCall());
  expect(await counted(client, 'INBOX', 'messages')).toBe(0);
  expect(await counted(client, 'Taken', 'messages')).toBe(1);
  await client.logout();
});

it('settles nothing by a key of another life of the folder', async () => {
  await dovecot.deliver(user, mail());
  const receiver = receiverOf();
  await receiver.settle({ keys: ['1.1', 'x', ''] }, newCall());
  expect(await fetched(receiver)).toHaveLength(1);
});

it('reads broken mails as far as they go, and those behind them', async () => {
  const broken = [
    'no header at all',
    mail({ 'Content-Type': 'multipart/mixed; boundary="never"' }, '--other\nx'),
    mail({ 'Content-Type': 'text/plain; charset=nonsense', 'Content-Transfer-Encoding': 'base64' }, '####'),
    mail({ Subject: '=?utf-8?B?####?=', 'Content-Type': 'multipart/mixed' }, ''),
    Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.from(Array.from({ length: 500 }, (_, index) => (index % 255) + 1))]),
  ];
  await dovecot.deliver(user, ...broken, mail({ Subject: 'behind' }));
  expect((await fetched()).at(-1)).toMatchObject({ subject: 'behind', text: 'Hello\n' });
});

it('takes of a mail that is too large its text, and names its files', async () => {
  const parts = [
    'Content-Type: text/plain\n\nSee the film.\n',
    `Content-Type: video/mp4; name="film.mp4"\nContent-Disposition: attachment; filename="film.mp4"\nContent-Transfer-Encoding: base64\n\n${'A'.repeat(76)}\n`.replace(
      `${'A'.repeat(76)}\n`,
      `${'A'.repeat(76)}\n`.repeat(20_000),
    ),
  ];
  const large = mail({ 'Content-Type': 'multipart/mixed; boundary="x"' }, `--x\n${parts.join('\n--x\n')}\n--x--`);
  await dovecot.deliver(user, large, mail({ Subject: 'behind' }));
  const [first, second] = await fetched(receiverOf({ maxMegabytes: 1 }));
  expect(first).toMatchObject({ text: 'See the film.\n', attachments: [], leftOut: ['film.mp4'] });
  expect(second.subject).toBe('behind');
});

it('says what kind of mail it is, and brings files along', async () => {
  const report = mail(
    {
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="x"',
      'Return-Path': '<>',
      'Auto-Submitted': 'auto-replied',
    },
    '--x\nContent-Type: text/plain\n\nIt failed.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: failed\nStatus: 5.1.1\n--x--',
  );
  await dovecot.deliver(user, report);
  const [found] = await fetched();
  expect(found.headers).toMatchObject({ 'return-path': '<>', 'auto-submitted': 'auto-replied' });
  expect(found.headers['content-type']).toContain('report-type=delivery-status');
  const files = found.attachments.map(({ content }) => Buffer.from(content).toString());
  expect([found.text, ...files].join('\n')).toMatch(/^Action: failed/m);
});

describe('the connection', () => {
  it('gives no password to a server whose certificate nobody vouches for', async () => {
    expect((await failureOf(receiverOf({ certificate: '' }).check(newCall()))).message).not.toBe('');
  });

  it('is in the clear only if an owner says so', async () => {
    await receiverOf({ security: 'none', certificate: '' }).check(newCall());
  });

  it('says of a folder that is not there that trying again is of no use', async () => {
    expect((await failureOf(receiverOf({ folder: 'Nowhere' }).check(newCall()))).retry).toBe(false);
  });

  it('is made anew when it broke', async () => {
    const receiver = receiverOf();
    await receiver.check(newCall());
    stops[0].abort();
    await dovecot.deliver(user, mail());
    expect(await fetched(receiver)).toHaveLength(1);
  });
});

describe('the wait for news', () => {
  /** A mail that comes during the wait: it would take five minutes without IDLE, and the test gives up before. */
  it('ends with the mail that comes', async () => {
    const receiver = receiverOf();
    const waiting = receiver.fetch({ limit: 10, waitSeconds: 300 }, newCall());
    await receiver.check(newCall());
    await dovecot.deliver(user, mail({ Subject: 'news' }));
    expect((await waiting).map(({ subject }) => subject)).toEqual(['news']);
  });

  it('goes on while mails are settled and the settings are tried', async () => {
    await dovecot.deliver(user, mail({ Subject: 'before' }));
    const receiver = receiverOf();
    const [before] = await fetched(receiver);
    await receiver.settle({ keys: [before.key] }, newCall());
    const waiting = receiver.fetch({ limit: 10, waitSeconds: 300 }, newCall());
    for (let turn = 0; turn < 3; turn++) {
      await receiver.settle({ keys: [before.key] }, newCall());
      await receiver.check(newCall());
    }
    await dovecot.deliver(user, mail({ Subject: 'after' }));
    expect((await waiting).map(({ subject }) => subject)).toEqual(['after']);
  });

  it('is none with a server that does not tell', async () => {
    const between = await Between.open(dovecot.port, (text) => text.replaceAll('IDLE', 'XDLE'));
    const receiver = receiverOf({ port: between.port, security: 'none', certificate: '' });
    expect(await receiver.fetch({ limit: 10, waitSeconds: 300 }, newCall())).toEqual([]);
    await between.close();
  });

  it('fails when the connection breaks, and the next one begins anew', async () => {
    const between = await Between.open(dovecot.port);
    const receiver = receiverOf({ port: between.port, security: 'none', certificate: '' });
    const failure = failureOf(receiver.fetch({ limit: 10, waitSeconds: 300 }, newCall()));
    await between.heard('IDLE');
    between.cut();
    expect((await failure).retry).toBe(true);
    await dovecot.deliver(user, mail({ Subject: 'after' }));
    expect((await fetched(receiver)).map(({ subject }) => subject)).toEqual(['after']);
    await between.close();
  });
});

describe('behind the real guard', () => {
  /** It is enabled once, for the mailbox of the first test. */
  let enabledFor = '';
  const hosted = hostPlugin('email-imap', {
    settings: () => ({
      host: '127.0.0.1',
      port: dovecot.port,
      security: 'starttls',
      user: (enabledFor = user),
      password: 'right',
      certificate: pair.cert,
      operatorName: 'Alder',
    }),
  });

  it('reads and settles, and reaches nobody else', async () => {
    expect(hosted.problems()).toEqual([]);
    await dovecot.deliver(user, mail({ Subject: 'one' }));
    const receiver = hosted.capability('emailReceiver');
    const [found] = await receiver.fetch({ limit: 10 }, newCall());
    expect(found).toMatchObject({ subject: 'one', text: 'Hello\n' });
    await receiver.settle({ keys: [found.key] }, newCall());
    expect(await receiver.fetch({ limit: 10 }, newCall())).toEqual([]);
    expect(hosted.troubles.filter(Boolean)).toEqual([]);
  });

  it('waits for news', async () => {
    const receiver = hosted.capability('emailReceiver');
    expect(await receiver.fetch({ limit: 10 }, newCall())).toEqual([]);
    const waiting = receiver.fetch({ limit: 10, waitSeconds: 300 }, newCall());
    await receiver.check(newCall());
    await dovecot.deliver(enabledFor, mail({ Subject: 'news' }));
    expect((await waiting).map(({ subject }) => subject)).toEqual(['news']);
  });
});
