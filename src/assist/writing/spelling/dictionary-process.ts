import { fork, type ChildProcess } from 'node:child_process';
import { ChatError } from '../../../common/errors';
import { spellerFile } from '../../../common/paths';

/** Above what the largest dictionary needs while it is read. */
const heapMegabytes = 256;

interface Waiting {
  resolve(found: Map<string, string[]>): void;
  reject(): void;
}

/** The process of one dictionary: started by the first question, ended some time after the last. */
export class DictionaryProcess {
  private child?: ChildProcess;
  private idle?: NodeJS.Timeout;
  private number = 0;
  private readonly waiting = new Map<number, Waiting>();

  constructor(
    private readonly language: string,
    private readonly limits: { answer: number; idle: number },
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws ChatError spelling.unavailable */
  async ask(words: readonly string[]): Promise<Map<string, string[]>> {
    const child = this.running();
    const number = ++this.number;
    const answer = new Promise<Map<string, string[]>>((resolve, reject) => {
      this.waiting.set(number, { resolve, reject: () => reject(new ChatError('spelling.unavailable')) });
    });
    // Whoever does not answer in time is stuck, and with it everybody who asked.
    const timer = setTimeout(() => child.kill('SIGKILL'), this.limits.answer);
    child.send({ number, words }, (failure) => failure && child.kill('SIGKILL'));
    return answer.finally(() => {
      clearTimeout(timer);
      this.waiting.delete(number);
      this.rest();
    });
  }

  end(): void {
    clearTimeout(this.idle);
    this.child?.kill('SIGKILL');
  }

  private running(): ChildProcess {
    clearTimeout(this.idle);
    if (this.child) return this.child;
    const execArgv = [`--max-old-space-size=${heapMegabytes}`, '--no-warnings'];
    const child = fork(spellerFile, [this.language], { execArgv, env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.on('message', ({ number, found }: { number: number; found: [string, string[]][] }) => {
      this.waiting.get(number)?.resolve(new Map(found));
    });
    child.once('error', () => this.gone(child));
    child.once('close', () => this.gone(child));
    // A server that ends does not wait for it: it ends with the channel.
    child.unref();
    child.channel?.unref();
    this.child = child;
    return child;
  }

  private rest(): void {
    if (this.waiting.size) return;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.child?.kill(), this.limits.idle).unref();
  }

  private gone(child: ChildProcess): void {
    if (this.child !== child) return;
    this.child = undefined;
    for (const asked of [...this.waiting.values()]) asked.reject();
  }
}
