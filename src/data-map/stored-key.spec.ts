import { isNameOf, type StoredKey } from './stored-key';

const key = { names: ['parlour:{website}', '__Host-parlour.x'] } as unknown as StoredKey;

it.each([
  ['parlour:abc_-1', true],
  ['__Host-parlour.x', true],
  ['parlour:', false],
  ['parlour:draft:1', false],
  ['xparlour:abc', false],
  ['__Host-parlourAx', false],
])('%s: %s', (name, expected) => expect(isNameOf(key, name)).toBe(expected));
