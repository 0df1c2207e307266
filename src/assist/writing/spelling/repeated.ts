import { touchable, type Issue } from './issue';

const twice = /(?<![\p{L}\p{M}'’-])(\p{L}[\p{L}\p{M}'’]*)([ \t]+|\n)(\1)(?![\p{L}\p{M}'’-])/giu;
/** What is rightly said twice. */
const fine = new Set([
  'nous',
  'vous',
  'had',
  'that',
  'bye',
  'ha',
  'haha',
  'no',
  'so',
  'very',
  'sehr',
  'die',
  'der',
  'das',
  'sie',
  'muy',
  'très',
  'bla',
  'tic',
  'knock',
  'chop',
]);

/** "The the": the second one is offered to be taken away. */
export function findRepeated(text: string): Issue[] {
  return [...touchable(text).matchAll(twice)]
    .filter(({ 1: word }) => !fine.has(word.toLowerCase()))
    .map(({ 1: word, 2: space, 3: again, index }) => ({
      kind: 'repeated',
      at: index + word.length,
      length: space.length + again.length,
      suggestions: [''],
    }));
}
