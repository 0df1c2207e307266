import type { ClientFrame } from '../protocol';

const patience = 2_000;

/** What the newest `seq` is that we hold, and that the server said there is. */
export interface Progress {
  held: number | undefined;
  known: number;
  connected: boolean;
}

/** Asks for what was missed: once when a gap shows, and again if it has not come after a while. */
export class CatchUp {
  private waiting?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly progress: () => Progress,
    private readonly send: (frame: ClientFrame) => void,
  ) {}

  /** A new connection: everything after what we hold, or the newest messages on a first visit. */
  resume(): void {
    const { held } = this.progress();
    this.send({ event: 'conversation.resume', data: held === undefined ? {} : { after: held } });
  }

  fillGap(): void {
    if (this.waiting) return;
    this.send({ event: 'conversation.resume', data: { after: this.progress().held ?? 0 } });
    this.watch();
  }

  /** The server has more than we hold. It is probably on its way. */
  watch(): void {
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      const { held, known, connected } = this.progress();
      if (connected && known > (held ?? 0)) this.fillGap();
    }, patience);
  }

  stop(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }
}
