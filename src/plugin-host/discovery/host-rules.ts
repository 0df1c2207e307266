import ipaddr from 'ipaddr.js';

const label = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';
const hostName = new RegExp(`^(?:\\*\\.)?${label}(?:\\.${label})+$`);

/** What is wrong with an entry of `network`; nothing if it names a host of the public network, or a setting. */
export function hostProblem(entry: string, settings: string[]): string | undefined {
  const setting = /^\{([^{}]*)\}(?::(\d+|\{[^{}]*\}))?$/.exec(entry);
  if (setting) {
    const unknown = [setting[1], /^\{(.*)\}$/.exec(setting[2] ?? '')?.[1]].find(
      (name) => name !== undefined && !settings.includes(name),
    );
    return unknown === undefined
      ? undefined
      : `"${entry}" names a setting "${unknown}" that does not exist. Add it, or mend the name.`;
  }
  const [, host, port] = /^(.*?)(?::(\d+|\{[^{}]*\}))?$/.exec(entry)!;
  const fix = 'Write a host like api.example.com, *.example.com or api.example.com:8443.';
  if (host.includes('/') || host.includes('@')) return `"${entry}" is an address, not a host. ${fix}`;
  if (/^\d+$/.test(port ?? '') && (Number(port) < 1 || Number(port) > 65535))
    return `"${entry}" has a port that does not exist. ${fix}`;
  if (ipaddr.isValid(host.replace(/^\[|\]$/g, '')))
    return `"${entry}" is a bare network address, which says nothing to an owner. ${fix} Where the owner decides, use "{setting}".`;
  if (host === 'localhost' || /\.(localhost|local|internal|lan|home|arpa|test|invalid|onion)$/.test(host))
    return `"${entry}" is in a private network. Plugins reach public hosts; where the owner decides, use "{setting}".`;
  if (/^\*\.[^.]+$/.test(host)) return `"${entry}" would be half of the internet. ${fix}`;
  if (!hostName.test(host)) return `"${entry}" is not the name of a host. ${fix}`;
  return undefined;
}
