import { cargoOf } from './cargo';

const none = { fetchesBytes: 0 };
const bytes = (length: number) => new Uint8Array(length);

it.each<[string, unknown, number]>([
  ['a file', { key: '01/a', content: bytes(7) }, 7],
  ['the attachments of a mail', { to: 'ana@example.com', attachments: [{ content: bytes(3) }, { content: bytes(4) }] }, 7],
  ['text', { texts: ['Hello'], at: new Date() }, 0],
  ['nothing', undefined, 0],
])('counts the bytes of %s', (_what, argument, count) => expect(cargoOf(argument, none)).toBe(count));

it('counts what will come back', () => expect(cargoOf({ key: '01/a' }, { fetchesBytes: 9 })).toBe(9));

it('ends with what contains itself', () => {
  const round: Record<string, unknown> = { content: bytes(1) };
  round.again = round;
  expect(cargoOf(round, none)).toBeLessThan(10);
});
