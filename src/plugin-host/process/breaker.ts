/** After some failures in a row nobody calls for a while; then one call may try. Each time it fails the rest gets longer. */
export class Breaker {
  failures = 0;
  private rests = 0;
  private until = 0;
  private probing = false;

  constructor(
    private readonly limits: { failures: number; restMillis: { first: number; most: number } },
    private readonly now: () => number,
  ) {}

  get resting(): boolean {
    return this.open && (this.probing || this.now() < this.until);
  }

  /** When the next call may try, in milliseconds since 1970; undefined if the breaker is closed. */
  get restsUntil(): number | undefined {
    return this.open ? this.until : undefined;
  }

  /** @returns whether a call may be made; the first after a rest is the trial */
  admit(): boolean {
    if (this.resting) return false;
    this.probing = this.open;
    return true;
  }

  succeed(): void {
    this.failures = 0;
    this.rests = 0;
    this.probing = false;
  }

  fail(): void {
    this.failures++;
    // Calls that were already under way when it opened say nothing new.
    if (!this.open || (!this.probing && this.now() < this.until)) return;
    const { first, most } = this.limits.restMillis;
    this.until = this.now() + Math.min(most, first * 2 ** this.rests++);
    this.probing = false;
  }

  /** A trial that came to nothing, neither good nor bad. */
  withdraw(): void {
    this.probing = false;
  }

  private get open(): boolean {
    return this.failures >= this.limits.failures;
  }
}
