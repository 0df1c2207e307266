import fc from 'fast-check';
import { difference, placesIn, type Part } from './difference';

const shown = (parts: Part[]) =>
  parts.map(({ kind, text }) => ({ same: text, removed: `-${text}-`, added: `+${text}+`, rest: `(${text})` })[kind]).join('');

it.each([
  ['we has send it', 'we have sent it', 'we -has send-+have sent+ it'],
  ['Hello', 'Hello', 'Hello'],
  ['', 'Dear Ana', '+Dear Ana+'],
  ['Dear Ana', '', '-Dear Ana-'],
  ['your parcel is late', 'Your parcel is very late.', '-your-+Your+ parcel is +very +late+.+'],
  ['we has send it', 'we sent it', 'we -has send-+sent+ it'],
  ['one\ntwo', 'one\nthree', 'one\n-two-+three+'],
  ['私は学生です', '私は先生です', '私は-学生-+先生+です'],
  ['طلبك متأخر', 'طلبك في الطريق', 'طلبك -متأخر-+في الطريق+'],
])('%p → %p', (before, after, expected) => expect(shown(difference(before, after))).toBe(expected));

it('does not call removed what a growing text has not come to', () => {
  expect(shown(difference('we has send it yesterday', 'we have', true))).toBe('we +have+(has send it yesterday)');
  expect(shown(difference('we has send it yesterday', 'we have sent it', true))).toBe('we -has send-+have sent+ it( yesterday)');
  expect(shown(difference('we has send it', '', true))).toBe('(we has send it)');
});

it('counts the places that change', () => {
  expect(placesIn(difference('we has send it', 'we have sent it today'))).toBe(2);
  expect(placesIn(difference('same', 'same'))).toBe(0);
  expect(placesIn(difference('a b c', 'a c'))).toBe(1);
});

it('loses nothing of either text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'word', ' ', '\n', ',', '日本', 'é', '👩‍👧'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = difference(before, after);
      const without = (kind: Part['kind']) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
    }),
  );
});
