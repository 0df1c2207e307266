import { isWithin, parseRange, readTyped } from './ban-range';

it.each([
  ['192.0.2.7', { address: '192.0.2.7' }],
  [' 192.0.2.7/32 ', { address: '192.0.2.7' }],
  ['::ffff:192.0.2.7', { address: '192.0.2.7' }],
  ['::ffff:192.0.2.7/120', { range: '192.0.2.0/24' }],
  ['2001:db8::1', { address: '2001:db8::1' }],
  ['2001:db8::1/64', { address: '2001:db8::1' }],
  ['192.0.2.99/24', { range: '192.0.2.0/24' }],
  ['10.255.1.2/13', { range: '10.248.0.0/13' }],
  ['2001:db8:1:2::/48', { range: '2001:db8:1::/48' }],
])('%s is taken', (text, expected) => expect(readTyped(text)).toEqual(expected));

it.each([
  ['', 'bans.notAnAddress'],
  ['shop.example', 'bans.notAnAddress'],
  ['2130706433', 'bans.notAnAddress'],
  ['0x7f.0.0.1', 'bans.notAnAddress'],
  ['010.0.0.1', 'bans.notAnAddress'],
  ['192.0.2.0/24/8', 'bans.notAnAddress'],
  ['192.0.2.0/', 'bans.notAnAddress'],
  ['192.0.2.0/-1', 'bans.notAnAddress'],
  ['192.0.2.0/33', 'bans.notAnAddress'],
  ['192.0.2.0/28', 'bans.tooNarrow'],
  ['2001:db8::/56', 'bans.tooNarrow'],
  ['0.0.0.0/0', 'bans.tooWide'],
  ['::/0', 'bans.tooWide'],
  ['2000::/3', 'bans.tooWide'],
])('%s is not', (text, expected) => expect(readTyped(text)).toBe(expected));

it('knows what is within a range, whatever way an address is written', () => {
  const range = parseRange('192.0.2.0/24');
  expect(isWithin('192.0.2.255', range)).toBe(true);
  expect(isWithin('::ffff:192.0.2.1', range)).toBe(true);
  expect(isWithin('192.0.3.1', range)).toBe(false);
  expect(isWithin('2001:db8::1', range)).toBe(false);
  expect(isWithin('', range)).toBe(false);
});
