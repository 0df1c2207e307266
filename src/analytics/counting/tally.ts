import type { Measure } from '../statistic.entity';
import type { Happening } from './happenings';
import { localTime } from './local-day';
import { bucketOf } from './spans';

export interface Choice {
  fewest: number;
  timeZone: string;
}
export interface Counter {
  workspaceId: string;
  websiteId: string;
  measure: Measure;
  bucket: number;
}
/** Counters with how much of each is held back. */
export type Held = Map<string, Counter & { held: number }>;
/** Groups that may be shown, by day. */
export type Released = Map<string, Counter & { day: string; total: number }>;

export const counterKey = ({ websiteId, measure, bucket }: Counter): string => `${websiteId}/${measure}/${bucket}`;

/** Every counter that something moves, with the hour where that matters. */
export function countersOf(happening: Happening, timeZone: string): Counter[] {
  const { workspaceId, websiteId, what, isFirst, at, openedAt } = happening;
  const counter = (measure: Measure, bucket = 0): Counter => ({ workspaceId, websiteId, measure, bucket });
  const took = bucketOf(at - openedAt);
  if (what === 'closed') return [counter('closed'), ...(isFirst ? [counter('settled', took)] : [])];
  if (what === 'team') return [counter('team'), ...(isFirst ? [counter('answered', took)] : [])];
  const visitor = [counter('visitor'), counter('hour', localTime(at, timeZone).hour)];
  return isFirst ? [counter('opened'), ...visitor] : visitor;
}

/**
 * Counts one after the other. What is counted is held back until there are `fewest` of it, then shown together on the day of
 * the last one: whatever anybody adds up, subtracts or watches grow, they see groups of at least that size and never less.
 */
export function tally(happenings: readonly Happening[], choiceOf: (workspaceId: string) => Choice, held: Held): Released {
  const released: Released = new Map();
  for (const happening of happenings) {
    if (happening.withheld) continue;
    const { fewest, timeZone } = choiceOf(happening.workspaceId);
    const { day } = localTime(happening.at, timeZone);
    for (const counter of countersOf(happening, timeZone)) {
      const key = counterKey(counter);
      const waiting = held.get(key) ?? { ...counter, held: 0 };
      held.set(key, waiting);
      waiting.held += 1;
      if (waiting.held < fewest) continue;
      const shown = released.get(`${key}/${day}`) ?? { ...counter, day, total: 0 };
      released.set(`${key}/${day}`, shown);
      shown.total += waiting.held;
      waiting.held = 0;
    }
  }
  return released;
}
