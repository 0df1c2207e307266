import type { PersonalDataAct } from '../personal-data-request.entity';

/** What a plugin said it did: how many records; undefined if it did not say, which is no answer. */
export function recordsOf(act: PersonalDataAct, answer: unknown, restricted: boolean): number | undefined {
  const said = (answer ?? {}) as { erased?: unknown; rectified?: unknown; restricted?: unknown };
  // "Restricted: no" to somebody who asked for it is not done.
  if (act === 'restrict') return said.restricted === restricted ? 1 : undefined;
  const count = act === 'erase' ? said.erased : said.rectified;
  return Number.isInteger(count) && (count as number) >= 0 ? (count as number) : undefined;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** Asked again this often, over about a month; then it stays unconfirmed until somebody asks anew. */
export const mostAttempts = 40;

/** Milliseconds until an unconfirmed request is asked again: a minute, doubled each time, a day at most. */
export const askAgainIn = (attempts: number): number => Math.min(day, minute * 2 ** (attempts - 1));
