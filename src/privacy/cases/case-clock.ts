/** How long an answer may take. `months` are of the calendar. */
interface Period {
  months?: number;
  days?: number;
}
export interface Jurisdiction {
  /** From the day of receipt. */
  answer: Period;
  /** From the day of receipt as well, once reasons were given in time; null where nothing can be extended. */
  extended: Period | null;
  law: string;
}

/** The terms of laws, as data. */
export const jurisdictions = {
  gdpr: { answer: { months: 1 }, extended: { months: 3 }, law: 'Art. 12(3) GDPR' },
  uk: { answer: { months: 1 }, extended: { months: 3 }, law: 'Art. 12(3) UK GDPR' },
  ccpa: { answer: { days: 45 }, extended: { days: 90 }, law: 'Cal. Civ. Code § 1798.130(a)(2)' },
  pipeda: { answer: { days: 30 }, extended: { days: 60 }, law: 'PIPEDA, s. 8(3) and (4)' },
  lgpd: { answer: { days: 15 }, extended: null, law: 'LGPD, Art. 19(II)' },
} as const satisfies Record<string, Jurisdiction>;
export type JurisdictionCode = keyof typeof jurisdictions;
export const isJurisdiction = (code: string): code is JurisdictionCode => Object.hasOwn(jurisdictions, code);

const day = 86_400_000;
/** How long before the end somebody is reminded. */
export const remindBefore = { week: 7 * day, soon: 2 * day } as const;

interface LocalDate {
  year: number;
  /** 1–12 */
  month: number;
  day: number;
}

/**
 * The last moment for an answer: the end of the day with the same number in a later month, or of that month's last day (Regulation 1182/71,
 * Art. 3), on the clocks of the workspace. Weekends do not lengthen it: that is stricter than the law, and needs no list of holidays.
 */
export function dueAt(receivedAt: number, period: Period, zone: string): number {
  const date = localDate(receivedAt, zone);
  return endOfDay(period.months ? addMonths(date, period.months) : addDays(date, period.days ?? 0), zone);
}

function addMonths({ year, month, day: number }: LocalDate, months: number): LocalDate {
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: Math.min(number, last) };
}

function addDays({ year, month, day: number }: LocalDate, days: number): LocalDate {
  const then = new Date(Date.UTC(year, month - 1, number + days));
  return { year: then.getUTCFullYear(), month: then.getUTCMonth() + 1, day: then.getUTCDate() };
}

function localDate(millis: number, zone: string): LocalDate {
  const { year, month, day: number } = partsOf(millis, zone);
  return { year, month, day: number };
}

/** The last millisecond of a day in a zone: found by correcting a first guess with what the clocks there show. */
function endOfDay({ year, month, day: number }: LocalDate, zone: string): number {
  const wanted = Date.UTC(year, month - 1, number + 1);
  let guess = wanted;
  for (let round = 0; round < 3; round++) guess += wanted - shown(guess, zone);
  return guess - 1;
}

/** What a clock in the zone shows, as if it stood in UTC. */
function shown(millis: number, zone: string): number {
  const { year, month, day: number, hour, minute, second } = partsOf(millis, zone);
  return Date.UTC(year, month - 1, number, hour, minute, second);
}

function partsOf(millis: number, timeZone: string) {
  const parts = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  const format = new Intl.DateTimeFormat('en', { ...parts, hourCycle: 'h23', timeZone });
  return Object.fromEntries(format.formatToParts(millis).map(({ type, value }) => [type, Number(value)])) as Record<
    keyof typeof parts,
    number
  >;
}
