import { backOff } from './back-off';

it.each([
  [0, 0, 1000],
  [1, 0, 2000],
  [2, 1, 6000],
  [4, 0, 16_000],
  [5, 0, 30_000],
  [60, 1, 45_000],
])('attempt %i with chance %d waits %d ms', (attempt, chance, wait) => {
  expect(backOff(attempt, chance)).toBe(wait);
});
