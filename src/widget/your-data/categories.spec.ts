import { countsInWords, wordsOfFields } from './categories';

it('says fields in the words of people, each once', () => {
  expect(wordsOfFields(['message.body', 'message.at', 'visitor.email', 'visitor.language'])).toEqual([
    'fields.messages',
    'fields.contact',
    'fields.browser',
  ]);
});

it('hides nothing that it has no word for', () => {
  expect(wordsOfFields(['conversation.preview'])).toEqual(['fields.other']);
  expect(
    countsInWords([
      { kind: 'Visitor', count: 1 },
      { kind: 'Unheard', count: 3 },
      { kind: 'Message', count: 2 },
    ]),
  ).toEqual([
    { what: 'counts.messages', count: 2 },
    { what: 'counts.contact', count: 1 },
    { what: 'counts.other', count: 3 },
  ]);
});
