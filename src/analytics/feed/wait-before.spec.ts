import { waitBefore } from './wait-before';

it.each([
  [1, 0, 5_000],
  [1, 1, 7_500],
  [4, 0, 40_000],
  [10, 0, 1_800_000],
  [5_000, 1, 2_700_000],
])('after %i attempts with chance %f waits %i ms', (attempts, chance, millis) =>
  expect(waitBefore(attempts, chance)).toBe(millis),
);
