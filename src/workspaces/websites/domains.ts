import { domainToASCII } from 'node:url';

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * What somebody typed as a website's address, as the bare host that browsers send: `https://Shop.example/x` → `shop.example`,
 * `bücher.example` → `xn--bcher-kva.example`. Undefined if no host can be read from it.
 */
export function hostOf(typed: string): string | undefined {
  const bare = typed
    .trim()
    .replace(/^([a-z][a-z0-9+.-]*:)?\/\//i, '')
    .replace(/^\*\./, '')
    .split(/[/?#]/)[0]!
    .replace(/^.*@/, '')
    .replace(/\.$/, '');
  const address = /^(\[[0-9a-f:.]+\])(:\d+)?$/i.exec(bare);
  if (address) return URL.canParse(`http://${address[1]}`) ? new URL(`http://${address[1]}`).hostname : undefined;
  const ascii = domainToASCII(bare.replace(/:\d{1,5}$/, ''));
  return ascii && ascii.length <= 253 && ascii.split('.').every((part) => label.test(part)) ? ascii : undefined;
}

/** Whether a page of this host belongs to one of the domains: the domain itself or a subdomain of it. */
export function belongsTo(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
