import { ChatError } from '../common/errors';

/** Lets only so many pieces of work run at once, and only so many wait for their turn. */
export class Turnstile {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** @throws ChatError `rate.limited` if too many wait already */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.atOnce) await this.queue();
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The turn is handed on as it is, so that nobody slips in between.
      if (next) next();
      else this.running--;
    }
  }

  private queue(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) throw new ChatError('rate.limited', { retryAfter: 2 });
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
