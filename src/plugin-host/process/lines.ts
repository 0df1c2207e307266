const mostLines = 100;
const longestLine = 500;

/** The last lines that a plugin wrote, for its page; and how much it wrote lately. */
export class Lines {
  private kept: string[] = [];
  private rest = '';
  private windowStart = 0;
  private windowBytes = 0;

  constructor(
    private readonly limits: { bytes: number; millis: number },
    private readonly now: () => number,
  ) {}

  /** @returns whether it is too much by now */
  write(chunk: string): boolean {
    const parts = (this.rest + chunk.slice(-mostLines * longestLine)).split('\n');
    this.rest = (parts.pop() ?? '').slice(-longestLine);
    this.kept = [...this.kept, ...parts.map((line) => line.slice(0, longestLine))].slice(-mostLines);
    return this.count(chunk.length);
  }

  line(text: string): boolean {
    return this.write(`${text.replaceAll('\n', ' ')}\n`);
  }

  list(): string[] {
    return this.rest ? [...this.kept, this.rest] : [...this.kept];
  }

  private count(bytes: number): boolean {
    const now = this.now();
    if (now - this.windowStart > this.limits.millis) {
      this.windowStart = now;
      this.windowBytes = 0;
    }
    this.windowBytes += bytes;
    return this.windowBytes >= this.limits.bytes;
  }
}
