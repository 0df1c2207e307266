/** A job is tried so often, over somewhat less than an hour; then somebody has to look. */
export const mostAttempts = 12;
const first = 1_000;
const longest = 3_600_000;

/**
 * Milliseconds until the next attempt after `attempts` failed ones: doubled each time, from 1 s to 1 h at most, and up to
 * half as much again by chance, so that what failed together does not come back together.
 */
export function backOff(attempts: number, chance: number = Math.random()): number {
  return Math.round(Math.min(longest, first * 2 ** (attempts - 1) * (1 + chance / 2)));
}

/** What is kept of an error: its kind. Messages carry values, and values may be personal. */
export function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const reason = typeof code === 'string' || typeof code === 'number' ? String(code) : typeof name === 'string' ? name : 'Error';
  return /^[\w.-]{1,64}$/.test(reason) ? reason : 'Error';
}
