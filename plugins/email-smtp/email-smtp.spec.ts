import { createHash, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { emailSenderContract, someMail } from '../../src/plugin-api/contracts/email-sender';
import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { until } from '../../test/kit/until';
import factory from './index';
import { FakeMailServer, selfSigned } from './mail-server.fake';
import type { Settings } from './transport';

const pair = selfSigned();
const stops: AbortController[] = [];
let server: FakeMailServer;
let tlsServer: FakeMailServer;
let plainServer: FakeMailServer;

beforeAll(async () => {
  const common = { ...pair, authOptional: false, hideSTARTTLS: false };
  server = await FakeMailServer.start(common);
  tlsServer = await FakeMailServer.start({ ...common, secure: true });
  plainServer = await FakeMailServer.start({ hideSTARTTLS: true, authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] });
});
afterEach(() => stops.splice(0).forEach((stop) => stop.abort()));
afterAll(async () => Promise.all([server, tlsServer, plainServer].map((one) => one.stop())));
beforeEach(() => [server, tlsServer, plainServer].forEach((one) => one.clear()));

const senderOf = (more: Partial<Settings> = {}) => {
  const stop = new AbortController();
  stops.push(stop);
  const settings = {
    host: '127.0.0.1',
    port: server.port,
    security: 'starttls' as const,
    user: 'alder',
    password: 'right',
    fromAddress: 'chat@alder.example',
    certificate: pair.cert,
    ...more,
  };
  return factory({ settings, log: () => undefined, stopping: stop.signal }).emailSender;
};

emailSenderContract(() => senderOf(), {
  works: () => server.clear(),
  refuses: () => void (server.mood = 'refuses'),
  fails: () => void (server.mood = 'fails'),
  hangs: () => void (server.mood = 'hangs'),
  received: () =>
    server.arrived.map(({ raw, mail }) => ({
      to: [mail.to]
        .flat()
        .flatMap((one) => one?.value.map(({ address }) => address))
        .join(', '),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      headers: headersOf(raw),
    })),
});

const headersOf = (raw: string): Record<string, string> => {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return Object.fromEntries(
    head.split('\r\n').map((line) => [line.split(':')[0].toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
};

describe('the connection', () => {
  it('is encrypted and signed in before anything is sent', async () => {
    await senderOf().send(someMail(), newCall());
    expect(server.arrived).toMatchObject([{ secure: true, user: 'alder', recipients: ['ana@example.com'] }]);
  });

  it('is encrypted from the beginning', async () => {
    await senderOf({ port: tlsServer.port, security: 'tls' }).send(someMail(), newCall());
    expect(tlsServer.arrived).toMatchObject([{ secure: true }]);
  });

  it('carries many mails', async () => {
    const sender = senderOf();
    const before = server.connections;
    for (let count = 0; count < 10; count++) await sender.send(someMail({ messageId: `<${count}@alder.example>` }), newCall());
    expect(server.arrived).toHaveLength(10);
    expect(server.connections - before).toBeLessThanOrEqual(2);
  });

  it('gives nothing to a server without STARTTLS', async () => {
    const failure = await failureOf(senderOf({ port: plainServer.port }).send(someMail(), newCall()));
    expect(failure.retry).toBe(true);
    expect(plainServer.arrived).toEqual([]);
  });

  it('gives nothing to a server whose certificate nobody vouches for', async () => {
    await failureOf(senderOf({ certificate: '' }).send(someMail(), newCall()));
    expect(server.arrived).toEqual([]);
  });

  it('is in the clear only if an owner says so', async () => {
    await senderOf({ port: plainServer.port, security: 'none', user: '' }).send(someMail(), newCall());
    expect(plainServer.arrived).toMatchObject([{ secure: false, user: undefined }]);
  });

  it('is worth another try when there is no server', async () => {
    expect((await failureOf(senderOf({ port: 1 }).send(someMail(), newCall()))).retry).toBe(true);
  });

  it('says of a wrong password that trying again is of no use', async () => {
    const sender = senderOf({ password: 'wrong' });
    expect((await failureOf(sender.check(newCall()))).retry).toBe(false);
    expect((await failureOf(sender.send(someMail(), newCall()))).retry).toBe(false);
  });
});

describe('a mail that was handed over without an answer', () => {
  const aborted = async (mood: 'hangs' | 'swallows', heard: () => boolean) => {
    server.mood = mood;
    const stop = new AbortController();
    const failure = failureOf(senderOf().send(someMail(), newCall(stop.signal)));
    await until('the server has heard it', heard);
    stop.abort();
    return failure;
  };

  it('may have been taken, if it was complete', async () => {
    expect(await aborted('swallows', () => server.arrived.length > 0)).toMatchObject({ retry: true, doubtful: true });
  });

  it('was not taken, if it was not', async () => {
    const before = server.connections;
    expect(await aborted('hangs', () => server.connections > before)).toMatchObject({ retry: true, doubtful: false });
  });

  it('was not taken, if the connection broke before it, at whatever moment', async () => {
    for (let moment = 0; moment < 6; moment++) {
      server.mood = 'hangs';
      const before = server.connections;
      const failure = failureOf(senderOf().send(someMail(), newCall()));
      await until('somebody is connected', () => server.connections > before);
      await new Promise((resolve) => setTimeout(resolve, moment * 3));
      server.cut();
      expect(await failure).toMatchObject({ retry: true, doubtful: false });
    }
  });

  it('may have been taken, if the connection broke after it', async () => {
    server.mood = 'swallows';
    const failure = failureOf(senderOf().send(someMail(), newCall()));
    await until('the server has it', () => server.arrived.length > 0);
    server.cut();
    expect(await failure).toMatchObject({ retry: true, doubtful: true });
  });
});

describe('a refusal', () => {
  it.each([
    ['refuses', false],
    ['fails', true],
  ] as const)('of a server that %s', async (mood, retry) => {
    server.mood = mood;
    // Signed in before: what is refused is the mail.
    const failure = await failureOf(senderOf({ user: 'alder' }).send(someMail(), newCall()));
    expect(failure.retry).toBe(retry);
    expect(server.arrived).toEqual([]);
  });

  it('ends at the abort, and the next mail goes out', async () => {
    server.mood = 'hangs';
    const stop = new AbortController();
    const sender = senderOf();
    const failure = failureOf(sender.send(someMail(), newCall(stop.signal)));
    setTimeout(() => stop.abort(), 50);
    expect((await failure).retry).toBe(true);
    server.clear();
    await sender.send(someMail(), newCall());
    expect(server.arrived).toHaveLength(1);
  });

  it('comes before anything leaves, if the address could hold another', async () => {
    for (const address of ['ana@example.com, eve@example.com', 'ana@example.com\r\nRCPT TO:<eve@example.com>', 'ana', '<x@y.z>'])
      expect((await failureOf(senderOf().send(someMail({ to: { address } }), newCall()))).retry).toBe(false);
    expect(server.arrived).toEqual([]);
  });
});

it('sends from whom the settings say, with files, to any address', async () => {
  const to = { address: 'añá@例え.example', name: 'Añá 例' };
  const attachments = [{ name: 'reçu 例.pdf', type: 'application/pdf', content: new Uint8Array([1, 2, 3]) }];
  await senderOf({ fromName: 'Alder' }).send(someMail({ to, attachments, subject: 'Où 例 🧵' }), newCall());
  const [{ mail, recipients }] = server.arrived;
  expect(mail.subject).toBe('Où 例 🧵');
  expect(mail.from?.value).toEqual([{ address: 'chat@alder.example', name: 'Alder' }]);
  expect(recipients[0]).toMatch(/^añá@/);
  expect(mail.attachments.map(({ filename, content }) => [filename, [...content]])).toEqual([['reçu 例.pdf', [1, 2, 3]]]);
});

it('signs with DKIM what a reader can verify', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dkimKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const stop = `<https://chat.alder.example/mail/${'a'.repeat(54)}>, <mailto:support+${'b'.repeat(42)}@alder.example?subject=unsubscribe>`;
  const headers = { 'List-Unsubscribe': stop, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  await senderOf({ dkimDomain: 'alder.example', dkimSelector: 'chat', dkimKey }).send(someMail({ headers }), newCall());
  const [{ raw }] = server.arrived;
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  expect(raw).toContain('d=alder.example');
  expect(isSigned(raw, pem)).toBe(true);
  expect(isSigned(raw.replace('It left', 'It lost'), pem)).toBe(false);
  expect(isSigned(raw.replace('Your order', 'My order'), pem)).toBe(false);
  // Mail programs offer the button only where the signature covers it (RFC 8058).
  expect(headersOf(raw)).toMatchObject({ 'list-unsubscribe': stop, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' });
  for (const name of ['List-Unsubscribe', 'List-Unsubscribe-Post'])
    expect(isSigned(raw.replace(`${name}:`, `X-${name}:`), pem)).toBe(false);
});

/** RFC 6376, relaxed/relaxed, as far as our own signatures go. */
function isSigned(raw: string, publicKey: string): boolean {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((line) => /^dkim-signature:/i.test(line))!;
  const tags = Object.fromEntries(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => [tag.split('=')[0].trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '')]),
  );
  const relaxed = (line: string) => {
    const colon = line.indexOf(':');
    return `${line.slice(0, colon).trim().toLowerCase()}:${line
      .slice(colon + 1)
      .replace(/\s+/g, ' ')
      .trim()}`;
  };
  const lines = raw
    .slice(end + 4)
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const body = `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
  if (createHash('sha256').update(body, 'latin1').digest('base64') !== tags.bh) return false;
  const named = tags.h
    .split(':')
    .map((name) => headers.findLast((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)));
  const unsigned = relaxed(signature.replace(/\bb=[^;]*$/s, 'b='));
  const text = [...named.filter((line) => line !== undefined).map(relaxed), unsigned].join('\r\n');
  return createVerify('sha256').update(text, 'latin1').verify(createPublicKey(publicKey), tags.b, 'base64');
}
