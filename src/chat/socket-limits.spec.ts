import type { Settings } from '../config/settings';
import { SocketLimits } from './socket-limits';

const refused = expect.objectContaining({ code: 'rate.sockets', details: { retryAfter: expect.any(Number) } });
let limits: SocketLimits;
beforeEach(() => void (limits = new SocketLimits({ SOCKETS_PER_ADDRESS: 2, SOCKETS_PER_WEBSITE: 3 } as Settings)));

it('counts by address', () => {
  limits.enter('a');
  const leave = limits.enter('a');
  expect(() => limits.enter('a')).toThrow(refused);
  limits.enter('b');
  leave();
  limits.enter('a');
});

it('counts by website, whatever the address; a refusal takes no place', () => {
  limits.enter('a', 'w');
  limits.enter('b', 'w');
  const leave = limits.enter('c', 'w');
  expect(() => limits.enter('d', 'w')).toThrow(refused);
  expect(() => limits.enter('d', 'w')).toThrow(refused);
  limits.enter('d', 'another');
  leave();
  limits.enter('d', 'w');
});
