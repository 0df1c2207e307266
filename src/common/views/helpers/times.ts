import { SafeString } from 'handlebars';
import { lazily } from '../../lazily';

type Moment = string | Date | null | undefined;

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const relative = lazily(() => new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' }));
const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago, in the largest unit that fits; under a minute is now. */
export function ago(then: Date, now: Date): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative().format(Math.trunc(seconds / size), unit);
  return 'now';
}

/** "24 Nov 2025, 16:00". By hand, since every message of every live update has one: `Intl` takes as long as the whole rest. */
function dayAndTime(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}, ${iso.slice(11, 16)}`;
}

/** The server says it in UTC; the `time` controller says it again in the reader's own zone and language. */
function element(
  moment: Moment,
  style: 'time' | 'datetime' | 'ago',
  say: (date: Date, iso: string) => string,
): SafeString | string {
  if (!moment) return '';
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  const attributes = `datetime="${iso}" data-controller="time" data-time-style-value="${style}"`;
  return new SafeString(`<time ${attributes}>${say(date, iso)}</time>`);
}

export const times = (now: () => Date) => ({
  time: (moment: Moment) => element(moment, 'time', (_date, iso) => iso.slice(11, 16)),
  datetime: (moment: Moment) => element(moment, 'datetime', (_date, iso) => dayAndTime(iso)),
  ago: (moment: Moment) => element(moment, 'ago', (date) => ago(date, now())),
});
