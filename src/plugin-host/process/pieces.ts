/** What a plugin says piece by piece. The plugin is told to go on only as fast as somebody reads. */
export class Pieces {
  private readonly waiting: unknown[] = [];
  private wake?: () => void;
  private over = false;
  private failure?: Error;

  constructor(private readonly goOn: (count: number) => void) {}

  push(piece: unknown): void {
    this.waiting.push(piece);
    this.wake?.();
  }

  end(failure?: Error): void {
    this.over = true;
    this.failure ??= failure;
    this.wake?.();
  }

  async *read(): AsyncGenerator<unknown> {
    for (;;) {
      while (this.waiting.length) {
        yield this.waiting.shift();
        this.goOn(1);
      }
      if (this.failure) throw this.failure;
      if (this.over) return;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
