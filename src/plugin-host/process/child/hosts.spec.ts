type Hosts = {
  declares(host: string, port?: number): boolean;
  admit(host: string, address: string): boolean;
  mayReach(address: string, port: number): boolean;
};
type Module = { hostsOf(network: string[], isReachable: (address: string) => boolean): Hosts };
const { hostsOf } = jest.requireActual<Module>('./hosts.cjs');

const hosts = (network: string[]) => hostsOf(network, (address) => !address.startsWith('10.'));

it.each([
  ['api.example.com', 'api.example.com', 443, true],
  ['api.example.com', 'API.Example.com.', 80, true],
  ['api.example.com', 'api.example.com', 25, false],
  ['api.example.com:25', 'api.example.com', 25, true],
  ['api.example.com:25', 'api.example.com', 443, false],
  ['*.example.com', 'a.b.example.com', 443, true],
  ['*.example.com', 'example.com', 443, false],
  ['*.example.com', 'evilexample.com', 443, false],
  ['api.example.com', 'api.example.com.evil.test', 443, false],
  ['1.1.1.1:53', '1.1.1.1', 53, true],
  ['[2606:4700::1]:53', '2606:4700::1', 53, true],
])('%s, asked for %s at %i: %s', (declared, host, port, allowed) => {
  expect(hosts([declared]).declares(host, port)).toBe(allowed);
});

it('an address is reached only if a declared name led there, and at its port', () => {
  const known = hosts(['smtp.example.com:465']);
  expect(known.mayReach('9.9.9.9', 465)).toBe(false);
  expect(known.admit('smtp.example.com', '9.9.9.9')).toBe(true);
  expect(known.mayReach('9.9.9.9', 465)).toBe(true);
  expect(known.mayReach('9.9.9.9', 25)).toBe(false);
  expect(known.admit('smtp.example.com', '10.0.0.1')).toBe(false);
  expect(known.mayReach('10.0.0.1', 465)).toBe(false);
  expect(known.admit('other.example.com', '9.9.9.10')).toBe(false);
});
