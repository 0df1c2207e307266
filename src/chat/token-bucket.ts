/** Frames a second, and how many at once after a rest. */
const perSecond = 20;
const burst = 60;
/** Frames beyond the limit, in a row, after which the socket is closed. */
const patience = 3 * burst;

/** Counts the frames of one socket with two numbers and no timer. */
export class TokenBucket {
  private tokens = burst;
  private at = 0;
  private excess = 0;

  /** @returns whether the frame is within the limit; 'close' if this client does not stop */
  take(now: number): boolean | 'close' {
    this.tokens = Math.min(burst, this.tokens + ((now - this.at) / 1000) * perSecond);
    this.at = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      this.excess = 0;
      return true;
    }
    this.excess += 1;
    return this.excess > patience ? 'close' : false;
  }

  /** Seconds until the next frame is taken. */
  get wait(): number {
    return Math.max(1, Math.ceil((1 - this.tokens) / perSecond));
  }
}
