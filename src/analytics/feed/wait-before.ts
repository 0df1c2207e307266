const first = 5_000;
const longest = 30 * 60_000;

/**
 * Milliseconds before the next attempt after `attempts` failed ones: doubled from 5 s to half an hour at most, and up to half as
 * much again by chance.
 */
export function waitBefore(attempts: number, chance: number = Math.random()): number {
  return Math.round(Math.min(longest, first * 2 ** Math.min(20, attempts - 1)) * (1 + chance / 2));
}
