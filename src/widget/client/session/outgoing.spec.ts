import type { Unconfirmed } from '../memory';
import { looksFailed, OutgoingList } from './outgoing';

const start = 1_000_000;
const message = (id: string): Unconfirmed => ({ id, body: `Text ${id}`, attachments: [], at: start });
const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

describe('the outgoing list', () => {
  let kept: Unconfirmed[];
  let list: OutgoingList;
  beforeEach(() => {
    kept = [];
    list = new OutgoingList([], (unconfirmed) => (kept = unconfirmed));
    for (const id of ['a', 'b', 'c']) list.add(message(id));
  });

  it('sends everything in order, once', () => {
    expect(ids(list.due(start))).toEqual(['a', 'b', 'c']);
    expect(list.due(start)).toEqual([]);
  });

  it('sends again under the same id when the connection was lost before the answer', () => {
    list.due(start);
    list.sent('a');
    list.lost();
    expect(ids(list.due(start + 500))).toEqual(['b', 'c']);
  });

  it('keeps what is not confirmed for the next page, and nothing else', () => {
    list.due(start);
    expect(ids(kept)).toEqual(['a', 'b', 'c']);
    list.sent('b');
    expect(ids(kept)).toEqual(['a', 'c']);
    list.settle('a');
    list.settle('c');
    expect(kept).toEqual([]);
  });

  it('takes up what an earlier page left', () => {
    expect(ids(new OutgoingList(kept, () => undefined).due(start))).toEqual(['a', 'b', 'c']);
  });

  it('waits as long as the server asks, and holds back what is behind', () => {
    list.due(start);
    list.sent('a');
    list.refused('b', { retryAfter: 3 }, start);
    list.lost();
    expect(list.due(start + 2_999)).toEqual([]);
    expect(list.next()).toBe(start + 3_000);
    expect(ids(list.due(start + 3_000))).toEqual(['b', 'c']);
  });

  it('gives up on a message that is refused for good, and lets the others pass', () => {
    list.due(start);
    list.refused('a', {}, start);
    list.lost();
    expect(list.all[0].state).toBe('failed');
    expect(ids(list.due(start))).toEqual(['b', 'c']);
    list.retry();
    expect(ids(list.due(start))).toEqual(['a']);
  });

  it('notices that no answer came, and gives up after four times', () => {
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const now = start + attempt * 20_000;
      expect(list.due(now)).toHaveLength(3);
      expect(list.overdue(now + 9_999)).toBe(false);
      expect(list.overdue(now + 10_000)).toBe(true);
    }
    expect(list.all.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(list.waiting).toBe(false);
  });

  it('does not fail a message that was confirmed before', () => {
    list.due(start);
    list.sent('a');
    list.refused('a', {}, start);
    expect(list.all[0].state).toBe('sent');
  });

  it('shows as not sent after a while what could not go, though it still goes', () => {
    expect(looksFailed(list.all[0], start + 20_000)).toBe(false);
    expect(looksFailed(list.all[0], start + 20_001)).toBe(true);
    expect(ids(list.due(start + 20_001))).toContain('a');
  });
});
