/** Every zone's clock differs from UTC by a multiple of this. */
const quarter = 15 * 60_000;
const remembered = 5_000;

export interface LocalTime {
  /** `2026-03-29` */
  day: string;
  /** 0–23. On the day on which clocks go back, an hour comes twice and counts twice. */
  hour: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, LocalTime>();

/** Day and hour on the clocks of a zone. Formatting is slow, and many messages fall into the same quarter of an hour. */
export function localTime(millis: number, timeZone: string): LocalTime {
  const start = Math.floor(millis / quarter) * quarter;
  const key = `${timeZone} ${start}`;
  let time = known.get(key);
  if (!time) {
    if (known.size >= remembered) known.clear();
    known.set(key, (time = format(start, timeZone)));
  }
  return time;
}

function format(millis: number, timeZone: string): LocalTime {
  let zone = formats.get(timeZone);
  if (!zone) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' } as const;
    formats.set(timeZone, (zone = new Intl.DateTimeFormat('en', { ...parts, timeZone })));
  }
  const part = Object.fromEntries(zone.formatToParts(millis).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, hour: Number(part.hour) };
}

/** Whether this machine knows a zone of that name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
