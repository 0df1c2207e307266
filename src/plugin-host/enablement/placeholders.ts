import type { Manifest } from '../../plugin-api';
import type { EnabledPlugin } from '../plugin-host.types';

type Settings = EnabledPlugin['settings'];

/** Ports of a host that is named without one. */
export const webPorts = ['443', '80'];
const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*$/i;
const entryFormat = /^(\*\.)?(\{\w+\}|\[[\da-f:.]+\]|[^:{}[\]]+)(?::(\d+|\{\w+\}))?$/i;

/** The recipient, with `{setting}` filled in; one that is not set leaves nothing behind. */
export function filledRecipient({ privacy }: Manifest, settings: Settings): string | null {
  if (privacy.recipient === null) return null;
  const filled = privacy.recipient.replace(/\{(\w+)\}/g, (_, name: string) => String(settings[name] ?? ''));
  return filled.trim() || null;
}

/** Settings whose values name hosts. */
export const hostSettings = ({ network }: Manifest): string[] => network.flatMap((entry) => /^\{(\w+)\}/.exec(entry)?.[1] ?? []);

/** What a setting names: of an address its host and port, or a host name with or without a port; undefined for neither. */
export function hostOf(value: string): { host: string; port?: string } | undefined {
  if (/^https?:\/\//i.test(value)) {
    if (!URL.canParse(value)) return undefined;
    const { hostname, port, protocol, username, password } = new URL(value);
    if (username || password) return undefined;
    return { host: hostname, port: port || (protocol === 'https:' ? '443' : '80') };
  }
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:/\s]+)(?::(\d{1,5}))?$/i.exec(value) ?? [];
  if (!host || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) return undefined;
  return hostName.test(host) || host.startsWith('[') ? { host: host.toLowerCase(), port } : undefined;
}

/** Hosts with their ports: `api.example.com:443`, `*.example.com:443`. A host from a setting that is not set is left out. */
export function filledNetwork({ network }: Manifest, settings: Settings): string[] {
  return [...new Set(network.flatMap((entry) => filledEntry(entry, settings)))];
}

function filledEntry(entry: string, settings: Settings): string[] {
  const [, wildcard = '', named, portNamed] = entryFormat.exec(entry) ?? [];
  if (!named) return [];
  const found = named.startsWith('{') ? hostOf(textOf(named, settings)) : { host: named.toLowerCase(), port: undefined };
  if (!found) return [];
  const port = portNamed?.startsWith('{') ? textOf(portNamed, settings) : portNamed;
  const ports = port ? [port] : found.port ? [found.port] : webPorts;
  return ports.map((each) => `${wildcard}${found.host}:${each}`);
}

const textOf = (placeholder: string, settings: Settings): string => String(settings[placeholder.slice(1, -1)] ?? '').trim();
