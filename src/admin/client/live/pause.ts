const longestMillis = 30_000;

/** How long to wait before the next attempt: 1 s, 2 s, 4 s … 30 s, each with up to half as much again by chance. */
export function pause(attempts: number, chance: () => number = Math.random): number {
  const base = Math.min(longestMillis, 1000 * 2 ** Math.max(0, attempts - 1));
  return base * (1 + chance() / 2);
}
