import { createHash } from 'node:crypto';
import type { Manifest } from '../../plugin-api';

/**
 * SHA-256 of what an owner reads before they enable a plugin: who gets what and why, the hosts, the events, the abilities.
 * A newer version that says the same has the same; one that asks for anything else has to be read again.
 */
export function sheetHash({ privacy, network, events, provides, webhook }: Manifest): string {
  const sheet = {
    privacy,
    network: sorted(network),
    events: sorted(events),
    provides: sorted(provides),
    ...(webhook && { webhook }),
  };
  return createHash('sha256').update(canonical(sheet)).digest('hex');
}

const sorted = (names: readonly string[]) => [...names].sort();

/** JSON with its keys in order, so that the same sheet written in another order stays the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}
