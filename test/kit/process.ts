import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built server in a process of its own, as `npm start` runs it. */
export class ServerProcess {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    env: Record<string, string> = {},
    flags: string[] = [],
    readonly folder = mkdtempSync(join(tmpdir(), 'parlour-process-')),
  ) {
    const own = { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder };
    this.child = spawn(process.execPath, [join(__dirname, '../../dist/bundle/server.js'), ...flags], { env: { ...own, ...env } });
    this.child.stdout?.on('data', (chunk) => (this.output += chunk));
    this.child.stderr?.on('data', (chunk) => (this.output += chunk));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The address, once the port is open. */
  async listening(): Promise<string> {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const address = /Parlour is at (\S+)/.exec(this.output)?.[1];
      if (address) return address;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`The server did not start:\n${this.output}`);
  }

  /** The exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.child.kill(signal);
    return this.ended;
  }
}
