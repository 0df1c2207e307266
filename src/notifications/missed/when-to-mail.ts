const minute = 60_000;
const day = 24 * 60 * minute;

/** What is known when a job looks whether a visitor missed something. Times in milliseconds. */
export interface Standing {
  now: number;
  pause: number;
  /** Since the first answer that was not seen, and since the last one. */
  first: number;
  last: number;
  online: boolean;
}

/** An answer that nobody saw for so long is news to nobody any more. */
const tooOld = 7 * day;
/** Whoever leaves the page open for hours is looked for this often. */
const longestWait = 15 * minute;

/**
 * Milliseconds to wait before looking again; 0: now is the time to write; undefined: it is too late. While the team goes on writing, the
 * mail waits for the end, but not for more than five pauses.
 */
export function waitBeforeMail({ now, pause, first, last, online }: Standing): number | undefined {
  if (now - first > tooOld) return undefined;
  if (online) return Math.min(longestWait, Math.max(pause, (now - first) / 2));
  if (now - last < pause && now - first < 5 * pause) return pause - (now - last);
  return 0;
}
