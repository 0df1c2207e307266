import { spans } from '../counting/spans';
import type { Measure } from '../statistic.entity';
import type { Range } from './ranges';

/** Groups of a day, summed over the websites that are looked at. */
export interface Cell {
  day: string;
  measure: Measure;
  bucket: number;
  total: number;
}

/** A number, and how it compares with the time before; undefined where one of them is too small to be shown. */
export interface Figure {
  total: number;
  /** Per cent, rounded. */
  change?: number;
}
/** Time within which half, and nine of ten, were done: bucket numbers; undefined where too little is known. */
export interface Durations {
  total: number;
  half?: number;
  most?: number;
}
export interface Report {
  range: Range;
  opened: Figure;
  closed: Figure;
  visitor: Figure;
  team: Figure;
  answered: Durations;
  settled: Durations;
  /** For each step of the range. */
  steps: Record<'opened' | 'closed' | 'visitor' | 'team', number>[];
  /** For each span of time, and one more. */
  answeredWithin: number[];
  settledWithin: number[];
  /** For each hour of the day. */
  hours: number[];
  isEmpty: boolean;
}

const counted = ['opened', 'closed', 'visitor', 'team'] as const;

/**
 * Adds up what may be shown, and nothing else: every cell is a whole group already, so no sum or difference of what stands in a
 * report tells of fewer people.
 */
export function reportOf(range: Range, cells: readonly Cell[]): Report {
  const first = range.steps[0].first;
  const sums = { now: new Map<Measure, number>(), before: new Map<Measure, number>() };
  const steps = range.steps.map(() => ({ opened: 0, closed: 0, visitor: 0, team: 0 }));
  const buckets = { answered: empty(spans.length + 1), settled: empty(spans.length + 1), hour: empty(24) };
  for (const { day, measure, bucket, total } of cells) {
    if (day < range.before.first || (day > range.before.last && day < first)) continue;
    const sum = day < first ? sums.before : sums.now;
    sum.set(measure, (sum.get(measure) ?? 0) + total);
    if (day < first) continue;
    if (measure === 'answered' || measure === 'settled' || measure === 'hour') buckets[measure][bucket] += total;
    else {
      const index = range.steps.findIndex((step) => day >= step.first && day <= step.last);
      if (index >= 0) steps[index][measure] += total;
    }
  }
  const figures = counted.map((measure) => [measure, figure(sums.now.get(measure) ?? 0, sums.before.get(measure) ?? 0)]);
  return {
    range,
    ...(Object.fromEntries(figures) as Pick<Report, (typeof counted)[number]>),
    answered: durations(buckets.answered),
    settled: durations(buckets.settled),
    steps,
    answeredWithin: buckets.answered,
    settledWithin: buckets.settled,
    hours: buckets.hour,
    isEmpty: sums.now.size === 0 && sums.before.size === 0,
  };
}

const empty = (length: number): number[] => Array<number>(length).fill(0);

const figure = (total: number, before: number): Figure =>
  total && before ? { total, change: Math.round(((total - before) / before) * 100) } : { total };

/** Of the buckets' upper ends, the first by which half (nine of ten) are done. */
function durations(buckets: readonly number[]): Durations {
  const total = buckets.reduce((sum, one) => sum + one, 0);
  const reached = (share: number) => {
    let sum = 0;
    return buckets.findIndex((one) => (sum += one) >= total * share);
  };
  return total ? { total, half: reached(0.5), most: reached(0.9) } : { total };
}
