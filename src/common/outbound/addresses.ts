import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

const networks = (list: string[]): Network[] =>
  list.map((entry) => {
    if (entry.includes('/')) return ipaddr.parseCIDR(entry);
    const address = ipaddr.parse(entry);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });

/**
 * Nobody's public address, by IANA's registries of special-purpose addresses (RFC 6890 and its updates): this machine, the house's own
 * network, a carrier's (RFC 6598), the link with the cloud's metadata service, examples, many at once. `plugin-host/process/child`
 * keeps the same list for plugins: code that an attacker shares a process with cannot use a library.
 */
const special = networks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
/** Of IPv6 nothing else is given out; so loopback, link-local, multicast, mapped and translated addresses are not in it. */
const givenOut = networks(['2000::/3']);
/** IPv4 that travels as IPv6: mapped, and translated (RFC 6052). What they lead to is looked at as well. */
const carriers = networks(['::ffff:0:0/96', '64:ff9b::/96']);

const isIn = (list: Network[], address: Address): boolean =>
  list.some(([network, bits]) => network.kind() === address.kind() && address.match(network as never, bits));

/** Whether the server may call an address. `opened` are addresses and ranges that the operator allows besides public ones. */
export function addressRules(opened: string[]): (address: string) => boolean {
  const own = networks(opened);

  return function mayCall(text: string): boolean {
    // With a zone an address is of the link; `isValid` would also take "127.1".
    if (text.includes('%') || !(ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text))) return false;
    const address = ipaddr.parse(text);
    if (isIn(carriers, address)) {
      const carried = carriedBy(address as ipaddr.IPv6);
      return isIn(own, carried) || (isIn(own, address) && mayCall(carried.toString()));
    }
    if (isIn(own, address)) return true;
    return !isIn(special, address) && (address.kind() === 'ipv4' || isIn(givenOut, address));
  };
}

const carriedBy = (address: ipaddr.IPv6): ipaddr.IPv4 => new ipaddr.IPv4(address.toByteArray().slice(12));
