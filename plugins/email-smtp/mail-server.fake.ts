import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** One that `swallows` takes all of a mail, and never says so. */
export type Mood = 'works' | 'refuses' | 'fails' | 'hangs' | 'swallows';
export type Deliver = (raw: Buffer, recipients: string[], sender: string) => Promise<void>;
export interface Arrived {
  raw: string;
  mail: ParsedMail;
  secure: boolean;
  user: string | undefined;
  recipients: string[];
}

/** A key and a certificate of its own for 127.0.0.1. */
export function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'parlour-certificate-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const names = ['-subj', '/CN=mail.test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...names];
  execFileSync('openssl', made, { stdio: 'ignore' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

/** A real mail server on a port of its own, with moods. */
export class FakeMailServer {
  readonly arrived: Arrived[] = [];
  mood: Mood = 'works';
  connections = 0;
  private readonly held: (() => void)[] = [];

  private constructor(private readonly server: SMTPServer) {}

  /** @param deliver what becomes of a mail before the server says that it took it; what it throws is the server's answer */
  static async start({ deliver, ...options }: SMTPServerOptions & { deliver?: Deliver } = {}): Promise<FakeMailServer> {
    const server: SMTPServer = new SMTPServer({
      logger: false,
      // Whoever is connected when it stops need not be waited for.
      closeTimeout: 50,
      onConnect: (_session, done) => {
        own.connections++;
        done();
      },
      onAuth: ({ username, password }, _session, done) => {
        if (own.mood === 'hangs') return void own.held.push(() => done(null, { user: username }));
        if (own.mood === 'fails') return done(Object.assign(new Error('Not now'), { responseCode: 454 }));
        if (password === 'right' && own.mood !== 'refuses') return done(null, { user: username });
        return done(Object.assign(new Error('The password is wrong'), { responseCode: 535 }));
      },
      onMailFrom: (_address, _session, done) => {
        if (own.mood === 'hangs') return void own.held.push(() => done());
        const [code, word] = own.mood === 'refuses' ? [550, 'Never'] : own.mood === 'fails' ? [451, 'Later'] : [0, ''];
        done(code ? Object.assign(new Error(word), { responseCode: code }) : null);
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('latin1');
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          void simpleParser(Buffer.concat(chunks))
            .then(async (mail) => {
              await deliver?.(Buffer.concat(chunks), recipients, sender);
              own.arrived.push({ raw, mail, secure: session.secure, user: session.user as string | undefined, recipients });
              if (own.mood === 'swallows') own.held.push(() => done());
              else done();
            })
            .catch(done);
        });
      },
      ...options,
    });
    const own = new FakeMailServer(server);
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** How often it let somebody wait. */
  get heldBack(): number {
    return this.held.length;
  }

  /** Breaks off what is under way. */
  cut(): void {
    for (const connection of this.server.connections) (connection as { _socket: Socket })._socket.destroy();
  }

  clear(): void {
    this.mood = 'works';
    this.arrived.length = 0;
  }

  async stop(): Promise<void> {
    for (const release of this.held) release();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
