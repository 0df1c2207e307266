import type { StoredMessage } from '../../conversations/log/thread.types';
import { excerptOf } from './excerpt';

const said = (body: string, more: Partial<StoredMessage> = {}) =>
  ({ kind: 'reply', from: 'visitor', deletedAt: null, body, ...more }) as StoredMessage;

const thread = [
  said('Where is it?'),
  said('closed', { kind: 'event', from: 'system' }),
  said('She is angry', { kind: 'note', from: 'team' }),
  said('', { from: 'team', deletedAt: 5 }),
  said('On its way', { from: 'team' }),
];

it('shows a draft what the visitor may read, and nothing else', () => {
  expect(excerptOf('draft-reply', thread)).toEqual([
    { from: 'visitor', text: 'Where is it?' },
    { from: 'team', text: 'On its way' },
  ]);
});

it('shows a summary the notes as well', () => {
  expect(excerptOf('summarise', thread).map(({ text }) => text)).toEqual([
    'Where is it?',
    '(internal note) She is angry',
    'On its way',
  ]);
});

it('keeps to the newest messages', () => {
  const many = Array.from({ length: 80 }, (_, index) => said(`number ${index}`));
  const lines = excerptOf('summarise', many);
  expect(lines).toHaveLength(30);
  expect(lines.at(-1)!.text).toBe('number 79');
});

it('keeps to a length, in favour of the newest', () => {
  const long = Array.from({ length: 5 }, (_, index) => said(String(index).repeat(8000)));
  const lines = excerptOf('draft-reply', long);
  expect(lines.map(({ text }) => [text[0], text.length])).toEqual([
    ['3', 4000],
    ['4', 8000],
  ]);
});
