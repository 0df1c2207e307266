import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';

/** Milliseconds; generous, since the machine may be busy. */
const patience = 20_000;

export interface Certificate {
  key: string;
  cert: string;
}

/** A real IMAP server with one mailbox, in a folder that goes with it. The password is "right". */
export class Dovecot {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** It separates its parts by users if it is root; somebody lesser runs all of it instead. */
  static async start(program: string, certificate?: Certificate): Promise<Dovecot> {
    const folder = mkdtempSync(join(tmpdir(), 'parlour-imap-'));
    const runner = process.getuid?.() === 0 ? numbersOf('nobody') : { uid: process.getuid!(), gid: process.getgid!() };
    const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
    const group = spawnSync('id', ['-gn', user], { encoding: 'utf8' }).stdout.trim();
    for (const name of ['run', 'state', 'home']) mkdirSync(join(folder, name));
    if (certificate)
      for (const [name, text] of Object.entries(certificate)) writeFileSync(join(folder, `${name}.pem`), text, { mode: 0o600 });
    const port = await freePort();
    const config = join(folder, 'dovecot.conf');
    writeFileSync(config, configOf({ folder, user, group, port, uid: runner.uid, gid: runner.gid, tls: Boolean(certificate) }));
    for (const name of ['', 'run', 'state', 'home', 'key.pem', 'cert.pem'])
      if (existsSync(join(folder, name))) chownSync(join(folder, name), runner.uid, runner.gid);
    const child = spawn(program, ['-F', '-c', config], { ...(process.getuid?.() === 0 && runner), cwd: folder, stdio: 'ignore' });
    const dovecot = new Dovecot(child, folder, port);
    try {
      await dovecot.ready();
    } catch (error) {
      await dovecot.stop();
      throw error;
    }
    return dovecot;
  }

  /** A client of the test's own, in the clear. */
  async client(user: string): Promise<ImapFlow> {
    const auth = { user, pass: 'right' };
    const client = new ImapFlow({ host: '127.0.0.1', port: this.port, secure: false, doSTARTTLS: false, auth, logger: false });
    await client.connect();
    return client;
  }

  /** Puts mails into a mailbox, as they are. */
  async deliver(user: string, ...mails: (string | Buffer)[]): Promise<void> {
    const client = await this.client(user);
    for (const mail of mails)
      await client.append('INBOX', typeof mail === 'string' ? Buffer.from(mail.replace(/\r?\n/g, '\r\n')) : mail);
    await client.logout();
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.kill('SIGTERM')) await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const until = Date.now() + patience;
    while (Date.now() < until && this.process.exitCode === null) {
      if (await answers(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const log = join(this.folder, 'log');
    throw new Error(`dovecot did not get ready:\n${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''}`);
  }
}

interface Place {
  folder: string;
  user: string;
  group: string;
  port: number;
  uid: number;
  gid: number;
  tls: boolean;
}

const configOf = ({ folder, user, group, port, uid, gid, tls }: Place) => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:~/Maildir
mail_fsync = never
ssl = ${tls ? 'yes' : 'no'}
${tls ? `ssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem` : ''}
passdb {
  driver = static
  args = password=right
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home/%u
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  chroot =
}
`;

function numbersOf(name: string): { uid: number; gid: number } {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout));
  return { uid, gid };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(2000, () => end(false));
  });

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
