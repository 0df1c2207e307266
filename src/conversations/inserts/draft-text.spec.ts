import { draftText } from './draft-text';

it.each([
  ['Hello Ana,\n\tyour order is on its way.', 'Hello Ana,\n\tyour order is on its way.'],
  ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
  ['<b>bold</b>', '<b>bold</b>'],
  ['مرحبا 👩‍👩‍👧', 'مرحبا 👩‍👩‍👧'],
  ['pay\u0000 \u001b[31mred\u009b', 'pay [31mred'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['a\u2066b\u2069c', 'abc'],
  ['half \ud83d', 'half \ufffd'],
  ['end \n\n', 'end'],
  ['\u202e\u0007', ''],
])('%j becomes %j', (text, expected) => expect(draftText(text)).toBe(expected));
