import { splitLinks } from './links';

const marked = (text: string) =>
  splitLinks(text)
    .map((piece) => (piece.href ? `[${piece.text}]` : piece.text))
    .join('');

it.each([
  ['no address', 'no address'],
  ['see https://alder.example/a?b=c#d now', 'see [https://alder.example/a?b=c#d] now'],
  ['Here: http://alder.example.', 'Here: [http://alder.example].'],
  ['(https://alder.example/a)', '([https://alder.example/a])'],
  ['https://alder.example/a_(b) and https://b.example!', '[https://alder.example/a_(b)] and [https://b.example]!'],
  ['javascript:alert(1) data:text/html,x ftp://a.example', 'javascript:alert(1) data:text/html,x ftp://a.example'],
  ['https://', 'https://'],
  ['<https://a.example>', '<[https://a.example]>'],
])('%s', (text, expected) => {
  expect(marked(text)).toBe(expected);
  expect(
    splitLinks(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});
