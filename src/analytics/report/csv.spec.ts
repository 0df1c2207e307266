import { csv } from './csv';

it.each([
  ['plain', 'plain'],
  ['Ana, "the" shop', '"Ana, ""the"" shop"'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("http://evil.example")', '"\'=HYPERLINK(""http://evil.example"")"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\t=1', '"\'\t=1"'],
  ['\r=1', '"\'\r=1"'],
  ['a=b', 'a=b'],
])('writes %p as %p', (value, written) => expect(csv([[value, 7]])).toBe(`${written},7\r\n`));
