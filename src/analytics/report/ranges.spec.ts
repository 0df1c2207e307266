import { rangeOf } from './ranges';

it('counts back from today, by day', () => {
  const { steps, before, grain } = rangeOf('7d', '2026-03-03');
  expect(grain).toBe('day');
  expect(steps.map(({ first }) => first)).toEqual([
    '2026-02-25',
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
    '2026-03-03',
  ]);
  expect(before).toEqual({ first: '2026-02-18', last: '2026-02-24' });
});

it.each(['2026-03-30', '2026-10-26'])('loses and doubles no day when clocks change before %s', (today) => {
  const days = rangeOf('30d', today).steps.map(({ first }) => first);
  expect(new Set(days).size).toBe(30);
  expect(days.at(-1)).toBe(today);
});

it('has whole weeks that end today, side by side', () => {
  const { steps, before } = rangeOf('90d', '2026-03-03');
  expect(steps).toHaveLength(13);
  expect(steps.at(-1)).toEqual({ first: '2026-02-25', last: '2026-03-03' });
  expect(before.last < steps[0].first).toBe(true);
});

it('has calendar months, and compares a year with as much of the year before', () => {
  const { steps, before } = rangeOf('12m', '2028-02-29');
  expect(steps[0]).toEqual({ first: '2027-03-01', last: '2027-03-31' });
  expect(steps.at(-2)).toEqual({ first: '2028-01-01', last: '2028-01-31' });
  expect(steps.at(-1)).toEqual({ first: '2028-02-01', last: '2028-02-29' });
  expect(before).toEqual({ first: '2026-03-01', last: '2027-02-28' });
});
