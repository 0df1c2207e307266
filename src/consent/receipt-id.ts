import { newId } from '../common/ids';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const digits = 10;

/** Milliseconds since 1970, as they stand in the beginning of an identifier. */
export const timeOf = (id: string): number =>
  [...id.slice(0, digits)].reduce((sum, letter) => sum * alphabet.length + alphabet.indexOf(letter), 0);

/**
 * An identifier that sorts after `before`, even if it is made in the same millisecond or on a node whose clock is behind:
 * of two receipts the later one counts, and chance must not decide which that is.
 */
export const idAfter = (before: string, now: number): string => newId(Math.max(now, timeOf(before) + 1));
