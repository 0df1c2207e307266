import { ChatError } from '../common/errors';
import { backOff, mostAttempts, reasonOf } from './back-off';

describe('backOff', () => {
  it.each([
    [1, 0, 1_000],
    [1, 1, 1_500],
    [2, 0, 2_000],
    [6, 0.5, 40_000],
    [12, 0, 2_048_000],
    [13, 0, 3_600_000],
    [40, 1, 3_600_000],
  ])('after %i attempts with chance %f waits %i ms', (attempts, chance, millis) =>
    expect(backOff(attempts, chance)).toBe(millis),
  );

  it('has given up after some hours', () => {
    let total = 0;
    for (let attempts = 1; attempts < mostAttempts; attempts++) total += backOff(attempts, 1);
    expect(total / 3_600_000).toBeLessThan(3);
  });
});

describe('reasonOf', () => {
  it.each([
    [new TypeError('ana@example.org is no function'), 'TypeError'],
    [Object.assign(new Error('connect to 10.0.0.1'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [Object.assign(new Error('no'), { code: 'ana@example.org' }), 'Error'],
    [new ChatError('storage.unavailable'), 'storage.unavailable'],
    ['a string with ana@example.org', 'Error'],
    [undefined, 'Error'],
  ])('keeps of %p only %s', (error, reason) => expect(reasonOf(error)).toBe(reason));
});
