interface Waiting {
  bytes: number;
  go(): void;
}

/** So many at once, and so many more in line; of those that bring or fetch files, as many as fit beside each other. */
export class Turns {
  private under = 0;
  private bytes = 0;
  private line: Waiting[] = [];

  constructor(private readonly limits: { inFlight: number; inFlightBytes: number; queue: number }) {}

  get busy(): boolean {
    return this.under > 0;
  }

  /** @returns a promise that settles when it is somebody's turn, or nothing if the line is full */
  take(bytes = 0): Promise<void> | undefined {
    const first = !bytes || !this.line.some((waiting) => waiting.bytes);
    if (first && this.fits(bytes)) {
      this.enter(bytes);
      return Promise.resolve();
    }
    if (this.line.length >= this.limits.queue) return undefined;
    return new Promise((go) => this.line.push({ bytes, go }));
  }

  /** @param bytes as they were taken */
  give(bytes = 0): void {
    this.under--;
    this.bytes -= bytes;
    let passed = false;
    this.line = this.line.filter((waiting) => {
      // A small file never passes a large one that has waited longer; what has no file passes both.
      if ((waiting.bytes && passed) || !this.fits(waiting.bytes)) {
        passed ||= waiting.bytes > 0;
        return true;
      }
      this.enter(waiting.bytes);
      waiting.go();
      return false;
    });
  }

  private fits(bytes: number): boolean {
    if (this.under >= this.limits.inFlight) return false;
    // Alone, whatever it is: it would wait for ever.
    return !bytes || !this.bytes || this.bytes + bytes <= this.limits.inFlightBytes;
  }

  private enter(bytes: number): void {
    this.under++;
    this.bytes += bytes;
  }
}
