import { pauseAfter } from './pause-after';

it.each([
  [1, 0, 1_000],
  [1, 1, 1_500],
  [2, 0, 2_000],
  [5, 0.5, 20_000],
  [9, 0, 256_000],
  [10, 0, 300_000],
  [1_000, 1, 450_000],
])('after %i failures with chance %f it is opened again in %i ms', (failures, chance, millis) =>
  expect(pauseAfter(failures, chance)).toBe(millis),
);
