import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Range = [network: Address, bits: number];

/** What an admin typed: one address, of which only the marks are kept; or a network, which is nobody's alone. */
export type Typed = { address: string } | { range: string };

/** A narrower network is a person's, and kept as a mark only; a wider one would shut out half of the world by a slip. */
const widths = { ipv4: { widest: 8, narrowest: 24, one: 32 }, ipv6: { widest: 19, narrowest: 48, one: 64 } };

/** Reads an address or a network as `192.0.2.0/24`. @returns a key of the catalogue where it cannot be taken */
export function readTyped(text: string): Typed | 'bans.notAnAddress' | 'bans.tooNarrow' | 'bans.tooWide' {
  const [written, prefix, ...more] = text.trim().split('/');
  if (more.length || !isAddress(written)) return 'bans.notAnAddress';
  const parsed = ipaddr.process(written);
  if (prefix === undefined) return { address: parsed.toString() };
  if (!/^\d{1,3}$/.test(prefix)) return 'bans.notAnAddress';
  const mapped = ipaddr.parse(written).kind() !== parsed.kind();
  const bits = Number(prefix) - (mapped ? 96 : 0);
  const { widest, narrowest, one } = widths[parsed.kind() as keyof typeof widths];
  if (bits > (parsed.kind() === 'ipv4' ? 32 : 128)) return 'bans.notAnAddress';
  if (bits >= one) return { address: parsed.toString() };
  if (bits > narrowest) return 'bans.tooNarrow';
  if (bits < widest) return 'bans.tooWide';
  return { range: `${networkOf(parsed, bits)}/${bits}` };
}

/** `010.0.0.1`, `0x7f.1` and `2130706433` are addresses to some programs only: none of them is meant. */
const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text));

function networkOf(address: Address, bits: number): string {
  const bytes = address
    .toByteArray()
    .map((byte, place) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - 8 * place))) & 0xff);
  return ipaddr.fromByteArray(bytes).toString();
}

export const parseRange = (text: string): Range => ipaddr.parseCIDR(text);

export function isWithin(address: string, [network, bits]: Range): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.kind() === network.kind() && parsed.match(network as never, bits);
}
