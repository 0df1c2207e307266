const dayMillis = 86_400_000;
/** Pages are in English, so dates are too, in the reader's own kind of English if there is one. */
const locale = globalThis.navigator?.languages?.find((language) => language.startsWith('en')) ?? 'en-GB';
/** The zone that the reader chose, and otherwise the browser's. */
const timeZone = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="time-zone"]')?.content || undefined;
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone });
const clock = format({ hour: 'numeric', minute: '2-digit' });
const weekday = format({ weekday: 'short' });
const shortDay = format({ day: 'numeric', month: 'short' });
const longDay = format({ day: 'numeric', month: 'short', year: 'numeric' });
const fullDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const fullDayWithYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const everything = format({ dateStyle: 'full', timeStyle: 'medium' });
/** `2026-03-29`: the same day for everybody who counts days. */
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });

export const timeOf = (moment: Date) => clock.format(moment);
export const dayAndTimeOf = (moment: Date) => `${longDay.format(moment)}, ${clock.format(moment)}`;
export const exactly = (moment: Date) => everything.format(moment);

/** Midnights between a moment and now, in the reader's zone. */
export function daysSince(moment: Date, now = new Date()): number {
  return Math.round((Date.parse(isoDay.format(now)) - Date.parse(isoDay.format(moment))) / dayMillis);
}

const yearOf = (moment: Date) => isoDay.format(moment).slice(0, -6);
const isThisYear = (moment: Date, now: Date) => yearOf(moment) === yearOf(now);

/** For lists: today the time, this week the day, then the date. */
export function shortly(moment: Date, now = new Date()): string {
  const days = daysSince(moment, now);
  if (days === 0) return clock.format(moment);
  if (days > 0 && days < 7) return weekday.format(moment);
  return (isThisYear(moment, now) ? shortDay : longDay).format(moment);
}

/** The full name of a day that is neither today nor yesterday. */
export const dayOf = (moment: Date, now = new Date()) => (isThisYear(moment, now) ? fullDay : fullDayWithYear).format(moment);

export function ago(moment: Date, now = new Date()): string {
  const minutes = Math.round((moment.getTime() - now.getTime()) / 60_000);
  if (minutes > -1) return relative.format(0, 'second');
  if (minutes > -60) return relative.format(minutes, 'minute');
  if (minutes > -1440) return relative.format(Math.trunc(minutes / 60), 'hour');
  const days = daysSince(moment, now);
  return days < 31 ? relative.format(-days, 'day') : longDay.format(moment);
}
