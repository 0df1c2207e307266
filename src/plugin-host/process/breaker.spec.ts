import { Breaker } from './breaker';

let now: number;
let breaker: Breaker;
beforeEach(() => {
  now = 1_000_000;
  breaker = new Breaker({ failures: 3, restMillis: { first: 1000, most: 3000 } }, () => now);
});
const fail = (times: number) => {
  for (let time = 0; time < times; time++) breaker.fail();
};

it('opens after so many failures in a row, and not before', () => {
  fail(2);
  breaker.succeed();
  fail(2);
  expect(breaker.admit()).toBe(true);
  fail(1);
  expect(breaker.admit()).toBe(false);
});

it('lets one call try after the rest, and closes if that succeeds', () => {
  fail(3);
  now += 1000;
  expect(breaker.admit()).toBe(true);
  expect(breaker.admit()).toBe(false);
  breaker.succeed();
  expect(breaker.admit()).toBe(true);
  expect(breaker.restsUntil).toBeUndefined();
});

it('rests longer each time that the trial fails, up to the most', () => {
  fail(3);
  for (const rest of [1000, 2000, 3000, 3000]) {
    expect(breaker.restsUntil).toBe(now + rest);
    now += rest;
    expect(breaker.admit()).toBe(true);
    fail(1);
  }
});

it('learns nothing from calls that were under way when it opened, nor from a trial that came to nothing', () => {
  fail(5);
  expect(breaker.restsUntil).toBe(now + 1000);
  now += 1000;
  breaker.admit();
  breaker.withdraw();
  expect(breaker.admit()).toBe(true);
});
