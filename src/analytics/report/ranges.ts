export const rangeNames = ['7d', '30d', '90d', '12m'] as const;
export type RangeName = (typeof rangeNames)[number];

/** Days that are shown as one: the first and the last of them, as `2026-03-29`. */
export interface Step {
  first: string;
  last: string;
}
export interface Range {
  name: RangeName;
  grain: 'day' | 'week' | 'month';
  /** The oldest first; the last one ends today. */
  steps: Step[];
  /** As long as all steps together, right before them. */
  before: Step;
}

const shapes = { '7d': [7, 1], '30d': [30, 1], '90d': [13, 7] } as const;

/** Calendar days as numbers in UTC: no clock is put forward or back there. */
const millisOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (millis: number) => new Date(millis).toISOString().slice(0, 10);
const plus = (day: string, days: number) => dayOf(millisOf(day) + days * 86_400_000);

/** The last 7 or 30 days by day, the last 13 weeks by week, this month and the eleven before by month. */
export function rangeOf(name: RangeName, today: string): Range {
  if (name === '12m') return months(today);
  const [count, length] = shapes[name];
  const first = plus(today, 1 - count * length);
  const steps = Array.from({ length: count }, (_, index) => {
    const from = plus(first, index * length);
    return { first: from, last: plus(from, length - 1) };
  });
  const before = { first: plus(first, -count * length), last: plus(first, -1) };
  return { name, grain: length === 7 ? 'week' : 'day', steps, before };
}

/** Each half is twelve months, and both end on the same day of a month: a month that has only begun is compared with its like. */
function months(today: string): Range {
  const [year, month] = today.split('-').map(Number);
  const firstOf = (shift: number) => dayOf(Date.UTC(year, month - 1 + shift, 1));
  const steps = Array.from({ length: 12 }, (_, index) => {
    const last = index === 11 ? today : plus(firstOf(index - 10), -1);
    return { first: firstOf(index - 11), last };
  });
  const yearAgo = dayOf(Math.min(Date.UTC(year - 1, month - 1, Number(today.slice(8))), Date.UTC(year - 1, month, 0)));
  return { name: '12m', grain: 'month', steps, before: { first: firstOf(-23), last: yearAgo } };
}
