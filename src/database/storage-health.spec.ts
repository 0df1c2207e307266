import { Logger } from '@nestjs/common';
import { StorageHealth } from './storage-health';

let health: StorageHealth;
let logged: string[];
beforeEach(() => {
  health = new StorageHealth();
  logged = [];
  const keep = (sentence: unknown) => void logged.push(String(sentence));
  jest.spyOn(Logger.prototype, 'error').mockImplementation(keep);
  jest.spyOn(Logger.prototype, 'log').mockImplementation(keep);
});
afterEach(() => jest.restoreAllMocks());

it.each([
  [{ code: 'SQLITE_FULL' }, true],
  [{ code: 'SQLITE_IOERR_WRITE' }, true],
  [{ code: 'SQLITE_READONLY' }, true],
  [{ driverError: { code: '53100' } }, true],
  [{ driverError: { code: '25006' } }, true],
  [{ driverError: { code: '57P01' } }, true],
  [{ code: 'ENOSPC' }, true],
  [{ code: 'ECONNREFUSED' }, true],
  [new Error('Connection terminated unexpectedly'), true],
  [{ code: 'SQLITE_CONSTRAINT_UNIQUE' }, false],
  [{ driverError: { code: '23505' } }, false],
  [{ code: '22021' }, false],
  [new Error('anything'), false],
  [undefined, false],
])('%j is a fault of the disk: %s', (error, expected) => expect(health.isFault(error ?? {})).toBe(expected));

it('is said once when it begins, and once when it ends', () => {
  const refusals = [health.failed({ code: 'SQLITE_FULL' }), health.failed({ code: 'SQLITE_FULL' })];
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'storage.unavailable', status: 503 });
  expect(health.failing).toEqual({ since: expect.any(Date), reason: 'SQLITE_FULL' });
  health.succeeded();
  health.succeeded();
  expect(health.failing).toBeUndefined();
  expect(logged).toHaveLength(2);
});
