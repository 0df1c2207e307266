import type { Message } from '../protocol';
import { Timeline } from './timeline';

const message = (seq: number, conversation = 'c1', more: Partial<Message> = {}): Message => ({
  id: `${conversation}-${seq}`,
  conversation,
  seq,
  from: 'team',
  author: { name: 'Ben' },
  body: `Text ${seq}`,
  attachments: [],
  at: '2026-01-31T09:30:00.123Z',
  deleted: false,
  ...more,
});
const seqs = (timeline: Timeline) => timeline.messages.map(({ seq }) => seq);

describe('a timeline', () => {
  let timeline: Timeline;
  beforeEach(() => (timeline = new Timeline()));

  it('starts where the first message says, and knows that there is more before', () => {
    expect(timeline.last).toBeUndefined();
    expect(timeline.accept(message(51))).toBe('added');
    expect([timeline.first, timeline.last]).toEqual([51, 51]);
  });

  it('takes what follows on, and nothing twice', () => {
    expect([1, 2, 2, 1, 3].map((seq) => timeline.accept(message(seq)))).toEqual(['added', 'added', 'known', 'known', 'added']);
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    expect(timeline.first).toBeUndefined();
  });

  it('refuses what leaves a gap, until the gap is filled', () => {
    timeline.accept(message(1));
    expect(timeline.accept(message(3))).toBe('gap');
    expect(seqs(timeline)).toEqual([1]);
    expect([2, 3].map((seq) => timeline.accept(message(seq)))).toEqual(['added', 'added']);
  });

  it('counts from nothing when another conversation begins, and keeps the old one in sight', () => {
    timeline.accept(message(8));
    timeline.enter('c2');
    expect(timeline.last).toBe(0);
    expect(timeline.accept(message(2, 'c2'))).toBe('gap');
    expect(timeline.accept(message(1, 'c2'))).toBe('added');
    expect(timeline.messages.map(({ id }) => id)).toEqual(['c1-8', 'c2-1']);
    expect(timeline.first).toBeUndefined();
  });

  it('puts earlier pages in front without a gap or a double', () => {
    timeline.accept(message(4));
    expect(timeline.prepend([message(1), message(2), message(3), message(4)])).toBe(3);
    expect(timeline.prepend([message(1), message(2)])).toBe(0);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
  });

  it('does not put earlier messages of another conversation in front', () => {
    timeline.accept(message(4));
    expect(timeline.prepend([message(3, 'c2')])).toBe(0);
  });

  it('takes a translation beside the original, and drops both with the message', () => {
    const translation = { language: 'pt', from: 'de', body: 'Bom dia' };
    timeline.accept(message(1));
    const { body } = timeline.messages[0];
    timeline.translate('c1-1', translation);
    timeline.translate('unknown', translation);
    expect(timeline.messages).toMatchObject([{ body, translation }]);
    timeline.remove('c1-1');
    timeline.translate('c1-1', translation);
    expect(timeline.messages[0]).toMatchObject({ body: '', deleted: true, translation: undefined });
  });

  it('forgets the text of a deleted message and keeps its place, whichever way it learns of it', () => {
    timeline.accept(message(1));
    timeline.accept(message(2));
    timeline.remove('c1-1');
    timeline.accept(message(2, 'c1', { body: '', deleted: true }));
    expect(timeline.messages.map(({ seq, body, deleted }) => [seq, body, deleted])).toEqual([
      [1, '', true],
      [2, '', true],
    ]);
  });
});
