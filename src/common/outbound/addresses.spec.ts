import { addressRules } from './addresses';

const mayCall = addressRules([]);

it.each([
  ['this machine', ['127.0.0.1', '127.255.255.254', '0.0.0.0', '::1', '::']],
  ['the own network', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1', 'fec0::1']],
  ['the link, and the cloud’s metadata', ['169.254.169.254', '169.254.170.2', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254']],
  ['a carrier’s network', ['100.64.0.1', '100.100.100.200', '100.127.255.255']],
  ['many at once', ['224.0.0.1', '255.255.255.255', 'ff02::1']],
  [
    'IPv4 mapped into IPv6',
    ['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:10.0.0.1', '::ffff:1.1.1.1', '0:0:0:0:0:ffff:a9fe:a9fe'],
  ],
  ['IPv4 translated into IPv6', ['64:ff9b::7f00:1', '64:ff9b::169.254.169.254', '64:ff9b:1::7f00:1', '64:ff9b::1.1.1.1']],
  ['tunnels', ['2002:7f00:1::', '2002:101:101::1', '2001:0:53aa:64c::1', '::127.0.0.1']],
  ['examples in documents', ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1']],
  ['measurements', ['198.18.0.1', '198.19.255.255']],
  ['no address', ['', 'localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '1.2.3.4.5', ' 1.1.1.1', '1.1.1.1/32']],
])('%s is not called', (_what, addresses) => {
  expect(addresses.filter(mayCall)).toEqual([]);
});

it('everybody else is', () => {
  const four = ['1.1.1.1', '9.9.9.9', '172.15.0.1', '172.32.0.1', '100.128.0.1', '192.0.1.1', '223.255.255.255'];
  const six = ['2606:4700:4700::1111', '2a00:1450:4001:82f::200e', '2001:4860:4860::8888'];
  expect([...four, ...six].filter((address) => !mayCall(address))).toEqual([]);
});

it('the operator can open addresses and ranges', () => {
  const opened = addressRules(['127.0.0.1', '10.1.0.0/20', 'fd00::/8', '64:ff9b::/96']);
  const inside = ['127.0.0.1', '::ffff:127.0.0.1', '10.1.0.1', '10.1.15.255', 'fd12::1', '64:ff9b::1.1.1.1'];
  const outside = ['127.0.0.2', '10.1.16.0', 'fc00::1', '::1', '64:ff9b::10.9.9.9', '::ffff:127.0.0.2'];
  expect([...inside, ...outside].filter(opened)).toEqual(inside);
});
