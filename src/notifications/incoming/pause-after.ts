const first = 1_000;
const longest = 5 * 60_000;

/** Milliseconds before a mailbox that failed so often in a row is opened again: doubled from 1 s to 5 min, and up to half as much by chance. */
export const pauseAfter = (failures: number, chance = Math.random()): number =>
  Math.round(Math.min(longest, first * 2 ** Math.min(20, failures - 1)) * (1 + chance / 2));
