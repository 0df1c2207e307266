import type { Issue } from './issue';
import { findRepeated } from './repeated';
import { findTypography } from './typography';
import { wordsToCheck } from './words';

const apply = (text: string, issues: Issue[]) =>
  [...issues]
    .sort((left, right) => right.at - left.at)
    .reduce((result, { at, length, suggestions }) => result.slice(0, at) + suggestions[0] + result.slice(at + length), text);

describe('the words that a dictionary is asked about', () => {
  it.each([
    ['Your parcel is here.', 'Your parcel is here'],
    ['Ask Ana Silva in Lisbon', 'Ask in'],
    ["Ana's parcel, O'Connor", 'parcel'],
    ['Mail me@x.org or see www.x.org/abc and https://x.org/abc', 'Mail or see and'],
    ['Order AB12, v2beta, iPhone, NASA, foo_bar, a/b, file.txt', 'Order'],
    ['Done. Then: Next!\nNew line', 'Done Then Next New line'],
    ['¿Dónde está?', 'Dónde está'],
    ['`code here` and [NAME_1]', 'and'],
    ['well-known café', 'well-known café'],
    ['12 a 3', ''],
  ])('%s', (text, expected) => {
    expect(
      wordsToCheck(text, ['Ana Silva'])
        .map((word) => word.text)
        .join(' '),
    ).toBe(expected);
  });

  it('stand where they stand', () => {
    const text = 'See https://x.org/abc then that';
    for (const { text: word, at } of wordsToCheck(text, [])) expect(text.slice(at, at + word.length)).toBe(word);
  });
});

describe('repeated words', () => {
  it.each([
    ['the the parcel', 'the parcel'],
    ['The the parcel', 'The parcel'],
    ['is here here.', 'is here.'],
    ['über über', 'über'],
    ['and\nand', 'and'],
  ])('%j', (text, expected) => expect(apply(text, findRepeated(text))).toBe(expected));

  it.each(['nous nous voyons', 'I had had enough', 'the theme', 'no, no', 'x@a.org a.org', 'ha ha', '1 1'])('not: %s', (text) => {
    expect(findRepeated(text)).toEqual([]);
  });
});

describe('typography', () => {
  it.each([
    ['en', 'two  spaces , and more .', 'two spaces, and more.'],
    ['en', 'He said "wait" - then left ...', 'He said “wait” – then left …'],
    ['en', 'What ?', 'What?'],
    ['en', 'one,two', 'one, two'],
    ['es', 'Dijo "hola"', 'Dijo «hola»'],
    ['de', 'Er sagte "ja"', 'Er sagte „ja“'],
    ['fr', 'Bonjour ! Ça va?', 'Bonjour\u202f! Ça va\u202f?'],
    ['fr', 'Note: "oui"', 'Note\u00a0: «\u00a0oui\u00a0»'],
    [undefined, 'a  "b" ...', 'a "b" …'],
  ])('%s: %s', (language, text, expected) => expect(apply(text, findTypography(text, language))).toBe(expected));

  it.each([
    ['en', 'Between 08:30 and 9:15, for 1,000.50'],
    ['en', '- one\n- two'],
    ['en', 'See https://x.org/a--b...c and a@b.org'],
    ['en', 'A 27" screen :-) ;)'],
    ['fr', 'À 8:30, :) et https://x.org/a;b'],
    ['fr', 'Bonjour\u202f!'],
  ])('leaves alone in %s: %j', (language, text) => expect(findTypography(text, language)).toEqual([]));
});
