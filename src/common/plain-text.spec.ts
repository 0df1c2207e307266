import { plainText, shortened } from './plain-text';

describe('plainText', () => {
  it.each([
    ['zero\0character', 'zerocharacter'],
    ['half \ud83d here', 'half \ufffd here'],
    ['the other \ude00 half', 'the other \ufffd half'],
    ['whole 😀 character', 'whole 😀 character'],
    ['سلام\nline two\t', 'سلام\nline two\t'],
  ])('%j becomes %j', (given, expected) => expect(plainText(given)).toBe(expected));
});

describe('shortened', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
  ])('%j at %d is %j', (given, length, expected) => expect(shortened(given, length)).toBe(expected));
});
