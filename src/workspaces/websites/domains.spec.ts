import { belongsTo, hostOf } from './domains';

describe('hostOf', () => {
  it.each([
    ['shop.example', 'shop.example'],
    ['https://Shop.example/x?y#z', 'shop.example'],
    ['  http://user:password@shop.example:8080/  ', 'shop.example'],
    ['shop.example.', 'shop.example'],
    ['*.shop.example', 'shop.example'],
    ['//shop.example', 'shop.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['localhost:5173', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['http://[::1]:3000/x', '[::1]'],
  ])('reads %s', (typed, host) => expect(hostOf(typed)).toBe(host));

  it.each([
    '',
    '/only/a/path',
    'two words',
    'shop..example',
    '-shop.example',
    'shop_.example',
    'a@',
    '?x',
    `${'a'.repeat(64)}.example`,
  ])('refuses %s', (typed) => expect(hostOf(typed)).toBeUndefined());
});

describe('belongsTo', () => {
  it.each([
    ['shop.example', true],
    ['www.shop.example', true],
    ['evilshop.example', false],
    ['shop.example.evil.example', false],
    ['example', false],
    ['', false],
  ])('%s: %s', (host, expected) => expect(belongsTo(host, ['shop.example'])).toBe(expected));
});
