import { spaced } from './spaced';

it.each([
  ['', 'link', '', 'link'],
  ['Here it is:', 'link', '', ' link'],
  ['Here it is: ', 'link', '', 'link'],
  ['Here\n', 'link', '', 'link'],
  ['(', 'link', ')', 'link'],
  ['see ', 'link', '.', 'link'],
  ['see ', 'link', 'and tell', 'link '],
  ['see', 'link', 'and', ' link '],
  ['see ', 'link\n', 'and', 'link\n'],
  ['Hello', ', Ana', '', ', Ana'],
  ['انظر', 'رابط', 'هنا', ' رابط '],
])('%j + %j + %j: %j', (before, text, after, expected) => expect(spaced(before, text, after)).toBe(expected));
