import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The server as a process of its own, at one address through all its lives. */
export class ServerProcess {
  private child?: ChildProcess;
  private constructor(readonly env: Record<string, string>) {}

  static async prepare(): Promise<ServerProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'parlour-flow-'));
    const own = { HOST: '127.0.0.1', PORT: String(await freePort()), DATA_DIR: folder, DATABASE_URL: '' };
    return new ServerProcess({ ...own, LOG_LEVEL: 'silent', RATE_LIMITS: 'off', NODE_ENV: 'production' });
  }

  get url(): string {
    return `http://${this.env.HOST}:${this.env.PORT}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [resolve(__dirname, '../../../dist/main.js')], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    await new Promise<void>((ready, fail) => {
      child.stdout.on('data', (chunk: Buffer) => chunk.includes('Parlour is at') && ready());
      child.once('exit', (code) => fail(new Error(`The server ended with ${code}.`)));
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  async stop(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.env.DATA_DIR!, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
