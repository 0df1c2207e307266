import { append, isOver, openThread, reopenWithin } from './thread-rules';
import type { Draft, ThreadState } from './thread.types';

const visitor = { visitorId: 'ana', websiteId: 'shop', workspaceId: 'alder' };
const draft = (more: Partial<Draft> = {}): Draft => ({
  id: 'an-id',
  kind: 'reply',
  from: 'visitor',
  workspaceId: 'alder',
  authorId: 'ana',
  body: 'Hello',
  attachments: [],
  ...more,
});
const byBen = (more: Partial<Draft> = {}) => draft({ from: 'team', authorId: 'ben', ...more });
let thread: ThreadState;
beforeEach(() => void (thread = openThread('c1', visitor, 1000)));
const add = (one: Draft, now = 2000, file?: string) => append(thread, one, file, now);

it('counts everything, and apart from it what the visitor sees', () => {
  const places = [draft(), byBen({ kind: 'note' }), byBen({ kind: 'event', from: 'system' }), byBen(), draft()].map((one) =>
    add(one),
  );
  expect(places.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  expect(places.map(({ seq }) => seq)).toEqual([1, null, null, 2, 3]);
  expect(thread).toMatchObject({ position: 5, lastSeq: 3 });
});

it('waits from the visitor’s first unanswered message on', () => {
  add(draft(), 2000);
  add(draft(), 3000);
  expect(thread).toMatchObject({ unread: 2, attention: 1, waitingSince: 2000, visitorSeen: 2, teamSeen: 0 });
  add(byBen({ kind: 'note' }), 4000);
  expect(thread).toMatchObject({ unread: 2, attention: 1, waitingSince: 2000, assigneeId: '' });
  add(byBen(), 5000);
  expect(thread).toMatchObject({ unread: 0, attention: 0, waitingSince: null, teamSeen: 3, assigneeId: 'ben' });
  add(byBen({ authorId: 'olu' }), 6000);
  expect(thread.assigneeId).toBe('ben');
});

it('is opened again by a message, and not by a note or an event', () => {
  for (const [one, status] of [
    [byBen({ kind: 'note' }), 'closed'],
    [byBen({ kind: 'event', from: 'system' }), 'closed'],
    [byBen(), 'open'],
    [draft(), 'open'],
  ] as const) {
    Object.assign(thread, { status: 'closed', closedAt: 1500 });
    add(one);
    expect(thread).toMatchObject({ status, closedAt: status === 'closed' ? 1500 : null });
  }
});

it('is over a week after it was closed, and never while it is open', () => {
  expect(isOver(thread, 1000 + 10 * reopenWithin)).toBe(false);
  Object.assign(thread, { status: 'closed', closedAt: 5000 });
  expect(isOver(thread, 5000 + reopenWithin)).toBe(false);
  expect(isOver(thread, 5001 + reopenWithin)).toBe(true);
});

it('keeps its times in order when the clock goes back', () => {
  add(draft(), 5000);
  const { at } = add(draft(), 4000);
  expect(at).toBeGreaterThanOrEqual(5000);
  expect(thread.lastAt).toBeGreaterThanOrEqual(5000);
});

it.each([
  ['Hello\n\n  there ', undefined, 'Hello there'],
  ['', 'receipt.pdf', 'receipt.pdf'],
  ['x'.repeat(200), undefined, 'x'.repeat(140)],
  [`${'x'.repeat(139)}😀`, undefined, 'x'.repeat(139)],
])('the preview of %j with the file %s is %j', (body, file, preview) => {
  add(draft({ body }), 2000, file);
  expect(thread.preview).toBe(preview);
});

it('an event leaves the preview and the order of the list alone', () => {
  add(draft(), 2000);
  add(byBen({ kind: 'event', from: 'system', body: 'closed' }), 9000);
  expect(thread).toMatchObject({ preview: 'Hello', lastAt: 2000, lastKind: 'visitor' });
});
