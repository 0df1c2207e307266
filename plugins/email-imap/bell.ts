import { setTimeout as wait } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';

/** Milliseconds before it listens again after an interruption. */
const afterWork = 100;

/** Hears when the server says by itself that the folder has changed. */
export class Bell {
  private rang = false;
  private ring: () => void = () => undefined;
  private readonly heard = () => {
    this.rang = true;
    this.ring();
  };

  constructor(private readonly client: ImapFlow) {
    client.on('exists', this.heard);
    client.on('close', this.heard);
  }

  /**
   * @returns whether somebody rang within the time; false also at once, if the server does not tell
   * @throws if the connection broke
   */
  async rings(millis: number): Promise<boolean> {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), millis);
    const rung = new Promise<void>((resolve) => {
      this.ring = resolve;
      over.signal.addEventListener('abort', () => resolve());
    });
    try {
      while (!this.rang && !over.signal.aborted)
        if (!(await Promise.race([rung.then(() => true), this.listen(over.signal)]))) return false;
    } finally {
      clearTimeout(timer);
      over.abort();
    }
    if (!this.client.usable) throw new Error('The connection to the mailbox was lost.');
    return this.rang;
  }

  /** Until other work on the connection interrupts it. @returns false if the server does not tell of news */
  private async listen(over: AbortSignal): Promise<boolean> {
    if (!this.client.capabilities.has('IDLE')) return false;
    if ((await this.client.idle()) === false) return !this.client.usable;
    // Somebody else is at work: their turn first.
    if (!over.aborted) await wait(afterWork);
    return true;
  }

  remove(): void {
    this.client.off('exists', this.heard);
    this.client.off('close', this.heard);
  }
}
