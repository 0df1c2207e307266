import { askAgainIn, mostAttempts, recordsOf } from './personal-data-answers';

it.each([
  { act: 'erase' as const, answer: { erased: 3 }, records: 3 },
  { act: 'erase' as const, answer: { erased: 0 }, records: 0 },
  { act: 'rectify' as const, answer: { rectified: 1 }, records: 1 },
  { act: 'restrict' as const, answer: { restricted: true }, records: 1 },
])('$act: $answer is an answer', ({ act, answer, records }) => {
  expect(recordsOf(act, answer, true)).toBe(records);
});

it.each([
  { act: 'erase' as const, answer: undefined },
  { act: 'erase' as const, answer: {} },
  { act: 'erase' as const, answer: { erased: true } },
  { act: 'erase' as const, answer: { erased: -1 } },
  { act: 'erase' as const, answer: { rectified: 1 } },
  { act: 'restrict' as const, answer: { restricted: false } },
])('$act: $answer is none', ({ act, answer }) => {
  expect(recordsOf(act, answer, true)).toBeUndefined();
});

it('asks again for about a month', () => {
  const total = Array.from({ length: mostAttempts - 1 }, (_, index) => askAgainIn(index + 1)).reduce((sum, one) => sum + one);
  expect(total / (24 * 3_600_000)).toBeGreaterThan(28);
  expect(total / (24 * 3_600_000)).toBeLessThan(32);
});
