import { plainCode } from './recovery-codes.service';

it.each([
  ['abcd-efgh-jkmn-pqrs', 'abcdefghjkmnpqrs'],
  [' ABCD EFGH JKMN PQRS ', 'abcdefghjkmnpqrs'],
  ['oOiI-lL10', '00111110'],
  ['123 456', '123456'],
])('reads %s as %s', (typed, code) => expect(plainCode(typed)).toBe(code));
