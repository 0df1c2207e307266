import { canHavePasskeys } from './relying-party';

it.each([
  ['https://chat.example.com', true],
  ['http://chat.example.com', false],
  ['http://localhost:3000', true],
  ['https://192.0.2.7', false],
  ['https://[2001:db8::1]', false],
])('%s has passkeys: %s', (origin, expected) => expect(canHavePasskeys({ origin, id: new URL(origin).hostname })).toBe(expected));
