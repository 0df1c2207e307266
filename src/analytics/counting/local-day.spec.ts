import { isTimeZone, localTime } from './local-day';

const at = (moment: string, zone: string) => localTime(Date.parse(moment), zone);

it.each([
  // Clocks go forward: the day has 23 hours, and no second one.
  ['2026-03-28T23:00:00Z', 'Europe/Lisbon', '2026-03-28', 23],
  ['2026-03-29T00:59:59Z', 'Europe/Lisbon', '2026-03-29', 0],
  ['2026-03-29T01:00:00Z', 'Europe/Lisbon', '2026-03-29', 2],
  ['2026-03-29T22:59:59Z', 'Europe/Lisbon', '2026-03-29', 23],
  ['2026-03-29T23:00:00Z', 'Europe/Lisbon', '2026-03-30', 0],
  // Clocks go back: the day has 25 hours.
  ['2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25', 0],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25', 2],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25', 2],
  ['2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25', 23],
  ['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26', 0],
  // Zones that are off by a part of an hour.
  ['2026-06-01T18:29:59Z', 'Asia/Kolkata', '2026-06-01', 23],
  ['2026-06-01T18:30:00Z', 'Asia/Kolkata', '2026-06-02', 0],
  ['2026-06-01T18:14:59Z', 'Asia/Kathmandu', '2026-06-01', 23],
  ['2026-06-01T18:15:00Z', 'Asia/Kathmandu', '2026-06-02', 0],
])('%s in %s is %s, hour %i', (moment, zone, day, hour) => expect(at(moment, zone)).toEqual({ day, hour }));

it.each([
  ['Europe/Paris', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
])('knows the zone %p: %p', (name, known) => expect(isTimeZone(name)).toBe(known));
