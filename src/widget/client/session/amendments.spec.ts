import type { ConversationState, Message } from '../protocol';
import { Amendments } from './amendments';
import type { Archive } from './archive';
import { Timeline } from './timeline';

const message = (seq: number, body = `${seq}`): Message =>
  ({
    id: `m${seq}`,
    conversation: 'c1',
    seq,
    from: 'team',
    author: null,
    body,
    attachments: [],
    at: '',
    deleted: false,
  }) as Message;
const state = (edition: number, conversation = 'c1') => ({ conversation, edition }) as ConversationState;

let timeline: Timeline;
let reads: [number, number][];
let stored: Message[];
let changed: jest.Mock;
let amendments: Amendments;
beforeEach(() => {
  timeline = new Timeline();
  reads = [];
  stored = [];
  changed = jest.fn();
  const from = (first: number, last: number) => (reads.push([first, last]), Promise.resolve(stored));
  amendments = new Amendments({ timeline, archive: { from } as unknown as Archive }, changed);
});
const bodies = () => timeline.messages.map(({ body }) => body);
const hold = async () => {
  await amendments.stated(state(0));
  for (const seq of [1, 2, 3]) timeline.accept(message(seq));
};

it('reads nothing again while nothing was changed, and nothing before the first message', async () => {
  await hold();
  await amendments.stated(state(0));
  expect(reads).toEqual([]);
});

it('puts other words in their place, once it is told, and drops the translation of the old ones', async () => {
  await hold();
  timeline.translate('m2', { language: 'fr', from: 'en', body: 'deux' });
  amendments.take({ event: 'message.corrected', data: { id: 'm2', conversation: 'c1', seq: 2, body: 'two' } });
  expect(bodies()).toEqual(['1', 'two', '3']);
  expect(timeline.messages[1].translation).toBeUndefined();
});

it('reads again what it holds when it was away meanwhile', async () => {
  await hold();
  stored = [message(3), message(2, 'two'), { ...message(1, ''), deleted: true }];
  await amendments.stated(state(2));
  expect(reads).toEqual([[1, 3]]);
  expect(bodies()).toEqual(['', 'two', '3']);
  expect(changed).toHaveBeenCalledTimes(1);
});

it('tries again with the next news if the network failed', async () => {
  await hold();
  const archive = {
    from: jest
      .fn()
      .mockRejectedValueOnce(new Error('no'))
      .mockResolvedValue([message(2, 'two')]),
  };
  const shaky = new Amendments({ timeline, archive: archive as unknown as Archive }, changed);
  await shaky.stated(state(0));
  await shaky.stated(state(1));
  expect(bodies()).toEqual(['1', '2', '3']);
  await shaky.stated(state(1));
  expect(bodies()).toEqual(['1', 'two', '3']);
});

it('another conversation is no other edition of this one', async () => {
  await hold();
  await amendments.stated(state(7, 'c2'));
  expect(reads).toEqual([]);
});
