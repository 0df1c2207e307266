import { newId } from '../common/ids';
import { idAfter, timeOf } from './receipt-id';

it('reads the time back from an identifier', () => {
  const now = 1_764_000_000_123;
  expect(timeOf(newId(now))).toBe(now);
});

it.each([
  { when: 'in the same millisecond', later: 0 },
  { when: 'on a node whose clock is behind', later: -5_000 },
  { when: 'a second later', later: 1_000 },
])('sorts after the one before $when', ({ later }) => {
  const now = 1_764_000_000_123;
  for (let round = 0; round < 50; round++) {
    const before = newId(now);
    expect(idAfter(before, now + later) > before).toBe(true);
  }
});
