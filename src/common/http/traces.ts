import ipaddr from 'ipaddr.js';
import { deviceOf, offlineCountry } from '../client-facts';

/** What a request shows of where it comes from; held while it is answered, and never written down like this. */
export interface Traces {
  address: string;
  userAgent: string;
}

/** What may be written down of it: a network of hundreds of machines, an estimated country, a kind of browser. */
export interface Origin {
  network: string | null;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  /** `Firefox on Linux`: a kind of device, shared by millions; no fingerprint. */
  device: string | null;
}

export const nowhere: Origin = { network: null, country: null, device: null };

export async function originOf({ address, userAgent }: Traces): Promise<Origin> {
  const { browser, os } = userAgent ? await deviceOf(userAgent) : { browser: null, os: null };
  const device = browser && os ? `${browser} on ${os}` : (browser ?? os);
  return {
    network: networkOf(address),
    country: address ? await offlineCountry(address) : null,
    device: device?.slice(0, 60) ?? null,
  };
}

/** The last byte of version 4 and everything behind the site's prefix of version 6 are cut off. */
function networkOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === 'ipv4' ? 24 : 48;
  const family = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(`${parsed.toString()}/${bits}`).toString()}/${bits}`;
}
