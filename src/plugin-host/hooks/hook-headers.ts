import type { IncomingHttpHeaders } from 'node:http';

/** What says who called, over which way: our own business, and none of a plugin's. */
const ours =
  /^(cookie|host|connection|forwarded|via|expect|transfer-encoding|x-forwarded-.*|x-real-ip|.*-connecting-ip|.*client-ip)$/;

/** The headers that a plugin may see, such as the vendor's signature: names in lower case, repeated ones joined by commas. */
export function headersForPlugin(headers: IncomingHttpHeaders): Record<string, string> {
  const shown = Object.entries(headers).filter(([name, value]) => value !== undefined && !ours.test(name));
  return Object.fromEntries(shown.map(([name, value]) => [name, [value].flat().join(', ')]));
}
