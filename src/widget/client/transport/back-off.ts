/** Milliseconds to wait before attempt number `attempt` (from 0): 1 s, 2 s, 4 s … 30 s, each with up to half as much again by chance. */
export function backOff(attempt: number, chance = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** attempt) * (1 + chance / 2);
}
