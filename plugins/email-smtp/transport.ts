import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import type { Progress } from './progress';

export interface Settings extends Record<string, unknown> {
  host: string;
  port?: number;
  security?: 'starttls' | 'tls' | 'none';
  user?: string;
  password?: string;
  fromAddress?: string;
  fromName?: string;
  certificate?: string;
  dkimDomain?: string;
  dkimSelector?: string;
  dkimKey?: string;
}

/** Milliseconds. Servers that greet late on purpose do so within half a minute. */
const greeting = 40_000;
const opening = 20_000;
/** Milliseconds without a word; `Progress` is stricter before the mail is complete. */
const silence = 110_000;
/** A field of the message that the library hands on without reading it. */
const watched = 'progress';

/** Headers that the DKIM signature covers, where they are there. RFC 8058 asks for the two about stopping. */
const signed =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:' +
  'List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted';

/** Connections to the server, at most two, for many mails. */
export class Transport {
  private readonly sockets = new Set<Socket>();
  readonly mailer: ReturnType<typeof mailerOf>;

  constructor(settings: Settings) {
    this.mailer = mailerOf(settings);
    this.mailer.getSocket = (_options, done) => this.open(settings, done);
    this.mailer.use('stream', ({ data, message }, done) => {
      const { [watched]: progress } = data as { [watched]?: Progress };
      message.processFunc((source) => source.on('end', () => progress?.whole()));
      done();
    });
  }

  /** `progress` hears when the server has all of the mail. */
  send(message: Mail.Options, progress: Progress) {
    return this.mailer.sendMail({ ...message, [watched]: progress } as Mail.Options);
  }

  /** Cuts everything off: a pool that is only closed would still send what is under way. */
  close(): void {
    this.mailer.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private open({ host, port = 587 }: Settings, done: (error: Error | null, given?: { connection: Socket }) => void): void {
    const socket = connect({ host, port });
    this.sockets.add(socket);
    const timer = setTimeout(() => socket.destroy(new Error('The mail server does not answer.')), opening);
    const refused = (error: Error) => done(error);
    socket.once('error', refused);
    // Between the hands of the two nobody listens: a connection that breaks there must not end the process.
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      socket.off('error', refused);
      done(null, { connection: socket });
    });
    for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(timer));
    socket.once('close', () => this.sockets.delete(socket));
  }
}

/** Nothing in a mail makes it read a file or an address. */
function mailerOf(settings: Settings) {
  const { host, port = 587, security = 'starttls', user, password = '', certificate } = settings;
  const { dkimDomain, dkimSelector, dkimKey } = settings;
  const dkim =
    dkimDomain && dkimSelector && dkimKey
      ? { domainName: dkimDomain, keySelector: dkimSelector, privateKey: dkimKey, headerFieldNames: signed }
      : undefined;
  return createTransport({
    pool: true,
    maxConnections: 2,
    maxMessages: 100,
    // The server's outbox decides about another try; a mail that was given up here must not go out later by itself.
    maxRequeues: 0,
    host,
    port,
    secure: security === 'tls',
    // Without it a man in the middle only has to hide that the server knows STARTTLS.
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', ...(certificate?.trim() && { ca: certificate }) },
    ...(user && { auth: { user, pass: password } }),
    ...(dkim && { dkim }),
    connectionTimeout: opening,
    greetingTimeout: greeting,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
