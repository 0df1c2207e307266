import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from './browser';
import { createDatabase } from './postgres';

const root = join(__dirname, '..', '..');
const program = join(root, 'dist', 'bundle', 'server.js');
const patienceMillis = 30_000;

/** The built server as a process of its own, which can be killed and started again on the same data and port. */
export class ServerProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'parlour-crash-'));
  url = '';
  output = '';
  private child?: ChildProcess;

  private constructor(
    private readonly variables: Record<string, string>,
    private readonly database?: { url: string; drop(): Promise<void> },
  ) {}

  static async start(variables: Record<string, string> = {}): Promise<ServerProcess> {
    if (!existsSync(program)) spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
    const server = process.env.PARLOUR_TEST_DATABASE;
    const made = new ServerProcess(variables, server ? await createDatabase(server) : undefined);
    await made.start();
    return made;
  }

  /** Settles when it listens: on any free port the first time, later on the same one. */
  async start(): Promise<void> {
    const environment: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      DATA_DIR: this.folder,
      PORT: this.url ? new URL(this.url).port : '0',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      ...this.variables,
      ...(this.database && { DATABASE_URL: this.database.url }),
    };
    const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The server did not start:\n${this.output}`)), patienceMillis);
      const hear = (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-200_000);
        const address = /Parlour is at (http:\S+)/.exec(this.output.slice(this.output.lastIndexOf('Parlour is at')))?.[1];
        if (!address || this.child !== child) return;
        clearTimeout(timer);
        resolve(address);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${this.output}`)));
    });
  }

  /** As when the power goes: no signal handler runs. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null) return null;
    if (signal === 'SIGKILL') this.output = '';
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return gone;
  }

  /** Opens the set-up link that the server left in its folder, makes a workspace, and puts its widget live. */
  async setUp(): Promise<{ owner: Browser; websiteKey: string }> {
    const link = new URL(readFileSync(join(this.folder, 'setup-link'), 'utf8').trim());
    const owner = new Browser(this.url);
    const { status, location } = await owner.post('/setup', {
      key: link.searchParams.get('key') ?? '',
      name: 'Olu',
      email: 'olu@alder.example',
      password: 'a good long sentence',
      workspace: 'Alder',
      address: '1 Alder Lane, Porto',
      website: 'Alder shop',
    });
    if (status !== 303 || !location) throw new Error(`The set-up was refused: ${status}`);
    const [, websiteKey] = /(w_[0-9A-Za-z]{22})/.exec((await owner.get(location)).text)!;
    const identity = { legalName: 'Alder Ltd', address: '1 Alder Lane', contact: 'privacy@alder.example' };
    const said = await owner.post('/settings/identity', identity);
    const live = await owner.post(`${location.replace(/\/install$/, '')}/live`, { live: 'true' });
    if (said.status !== 303 || live.status !== 303) throw new Error(`The widget cannot go live: ${said.status} ${live.status}`);
    return { owner, websiteKey };
  }

  get databaseUrl(): string | undefined {
    return this.database?.url;
  }

  async remove(): Promise<void> {
    await this.kill();
    await this.database?.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
