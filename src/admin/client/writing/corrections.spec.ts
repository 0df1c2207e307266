import { corrected, questionsOf, type Issue } from './corrections';

const text = 'the the parcell is a parcell ...';
const issues: Issue[] = [
  { kind: 'repeated', at: 3, length: 4, suggestions: [''] },
  { kind: 'spelling', at: 8, length: 7, suggestions: ['parcel', 'parcels'] },
  { kind: 'spelling', at: 21, length: 7, suggestions: ['parcel', 'parcels'] },
  { kind: 'typography', at: 29, length: 3, suggestions: ['…'] },
];

it('asks once about each word', () => {
  expect(questionsOf(text, issues).map(({ kind, word, issues: places }) => [kind, word, places.length])).toEqual([
    ['repeated', 'the', 1],
    ['spelling', 'parcell', 2],
    ['typography', '', 1],
  ]);
});

it('takes the likeliest, or what was chosen, or leaves it', () => {
  const questions = questionsOf(text, issues);
  expect(corrected(text, questions)).toBe('the parcel is a parcel …');
  questions[1].choice = 1;
  questions[2].choice = -1;
  expect(corrected(text, questions)).toBe('the parcels is a parcels ...');
});

it('leaves alone what nobody can guess', () => {
  const questions = questionsOf('xqzt', [{ kind: 'spelling', at: 0, length: 4, suggestions: [] }]);
  expect(questions[0].choice).toBe(-1);
  expect(corrected('xqzt', questions)).toBe('xqzt');
});
