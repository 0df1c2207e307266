import { Expiring } from './expiring';

let there: Expiring;
beforeEach(() => {
  jest.useFakeTimers();
  there = new Expiring();
});
afterEach(() => jest.useRealTimers());

it('holds what was said for a while', () => {
  there.set('thread', 'ben', true, 6000);
  jest.advanceTimersByTime(5000);
  there.set('thread', 'olu', true, 6000);
  expect(there.members('thread')).toEqual(['ben', 'olu']);
  jest.advanceTimersByTime(1000);
  expect([there.has('thread', 'ben'), there.has('thread', 'olu')]).toEqual([false, true]);
  expect(there.members('thread')).toEqual(['olu']);
  expect(there.members('another')).toEqual([]);
});

it('lasts longer when it is said again, and ends when it is taken back', () => {
  there.set('thread', 'ben', true, 6000);
  jest.advanceTimersByTime(5000);
  there.set('thread', 'ben', true, 6000);
  jest.advanceTimersByTime(5000);
  expect(there.has('thread', 'ben')).toBe(true);
  there.set('thread', 'ben', false, 6000);
  expect(there.members('thread')).toEqual([]);
});
