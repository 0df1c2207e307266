import type { Settings } from '../../config/settings';
import { ChatError } from '../errors';
import type { Keys } from '../keys';
import { limitTable } from './limit-table';
import { Limits } from './limits';
import { SharedCounters } from './shared-counters';

const keys = { derive: () => Buffer.alloc(32) } as unknown as Keys;
const limitsOf = (RATE_LIMITS = true) =>
  new Limits({ RATE_LIMITS } as Settings, new SharedCounters({ REDIS_URL: undefined } as Settings), keys);
const outcome = (promise: Promise<void>) =>
  promise.then(
    () => 'taken',
    (error: ChatError) => error.details.retryAfter,
  );

it('takes as many as the table says, then says how long to wait; others are not concerned', async () => {
  const limits = limitsOf();
  for (let count = 0; count < limitTable.upload.points; count++)
    expect(await outcome(limits.take('upload', 'ana'))).toBe('taken');
  expect(await outcome(limits.take('upload', 'ana'))).toBeGreaterThan(50);
  expect(await outcome(limits.take('upload', 'eva'))).toBe('taken');
  expect(await outcome(limits.take('token', 'ana'))).toBe('taken');
});

it('forgives one, or all', async () => {
  const limits = limitsOf();
  const { points } = limitTable.signInPerson;
  for (let count = 0; count < points; count++) await limits.take('signInPerson', 'ana');
  await limits.forgive('signInPerson', 'ana');
  expect(await outcome(limits.take('signInPerson', 'ana'))).toBe('taken');
  expect(await outcome(limits.take('signInPerson', 'ana'))).not.toBe('taken');
  await limits.forgive('signInPerson', 'ana', true);
  expect(await outcome(limits.take('signInPerson', 'ana'))).toBe('taken');
});

it('knows what was there before, also where limits are off', async () => {
  const limits = limitsOf(false);
  expect([await limits.once('proof', 'a', 60), await limits.once('proof', 'a', 60), await limits.once('proof', 'b', 60)]).toEqual(
    [true, false, true],
  );
  for (let count = 0; count < 100; count++) expect(await outcome(limits.take('upload', 'ana'))).toBe('taken');
});
