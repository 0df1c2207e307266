import { ftsQuery, snippetOf, tokensOf, tsQuery, wordsOf } from './search-query';

describe('what people type into the search', () => {
  it.each([
    ['where is my order', ['where', 'is', 'my', 'order']],
    ['"order" OR body:*) NEAR(', ['order', 'OR', 'body', 'NEAR']],
    ["'; DROP TABLE message; --", ['DROP', 'TABLE', 'message']],
    ['émile & zoë | !x', ['émile', 'zoë', 'x']],
    ['طلب', ['طلب']],
    ['  ', []],
  ])('%j has the words %j', (typed, words) => expect(wordsOf(typed)).toEqual(words));

  it('quotes every word, so that none is an operator', () => {
    expect(ftsQuery(['OR', 'order'], 'w1')).toBe('workspace_id:"w1" AND body:("OR" AND "order"*)');
  });

  it('gives PostgreSQL every word as a value', () => {
    expect(tsQuery(['or', 'order']).match(/\?/g)).toHaveLength(2);
    expect(tsQuery(['or', 'order'])).not.toContain('order');
  });

  it('takes the last word as a beginning, unless it is very short', () => {
    expect(tsQuery(['my', 'order'])).toContain(':*');
    expect(tsQuery(['my', 'or'])).not.toContain(':*');
    expect(ftsQuery(['my', 'or'], 'w1')).toBe('workspace_id:"w1" AND body:("my" AND "or")');
  });

  it('cuts a word where the tokenizer cuts it', async () => {
    const isOneToken = async (text: string) => !/\d\D|\D\d/.test(text);
    expect(await tokensOf('ab12c', isOneToken)).toEqual(['ab', '12', 'c']);
    expect(await tokensOf('a', isOneToken)).toEqual(['a']);
  });
});

describe('snippetOf', () => {
  it('marks the hits, whatever their accents', () =>
    expect(snippetOf('The café opens', ['cafe'])).toEqual([
      { text: 'The ', hit: false },
      { text: 'café', hit: true },
      { text: ' opens', hit: false },
    ]));

  it('shows the part around a hit that stands far behind', () => {
    const parts = snippetOf(`${'word '.repeat(100)}order ${'word '.repeat(100)}`, ['order']);
    expect(parts[0].text).toBe('… ');
    expect(parts.some((part) => part.hit && part.text === 'order')).toBe(true);
    expect(parts.at(-1)!.text).toBe(' …');
  });
});
