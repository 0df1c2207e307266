/** Milliseconds that one batch may take: about a flush of the disk, during which nobody could go on anyway. */
const longest = 0.5;
const fewest = 1;
const most = 100;
/** How many times as long as a batch took is left to others after it: where nobody waits, and where somebody does. */
const alone = 2;
const inCompany = 8;
/** Milliseconds from asking to beginning above which others are at work. */
const crowd = 1;
const longestRest = 250;

/** Work in small batches with rests between them, so that nobody who chats waits behind it. */
export class Pace {
  private size = 1;

  get batch(): number {
    return this.size;
  }

  /**
   * @param took milliseconds that the last batch took
   * @param waited milliseconds that it waited for its turn
   */
  async rest(took: number, waited = 0): Promise<void> {
    this.size = nextBatch(this.size, took);
    await new Promise((resolve) => setTimeout(resolve, restAfter(took, waited)));
  }
}

export function nextBatch(size: number, took: number): number {
  const wanted = took > longest ? size / 2 : took < longest / 2 ? size + 1 : size;
  return Math.min(most, Math.max(fewest, Math.floor(wanted)));
}

export const restAfter = (took: number, waited: number): number =>
  Math.min(longestRest, Math.max(1, took * (waited > crowd ? inCompany : alone)));
