import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import type { Traces } from './traces';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Who is at the other end, and under which address they reached us; headers of proxies count only if `TRUST_PROXY` names them. */
@Injectable()
export class ClientAddress {
  private readonly trusted: Range[];
  private readonly publicUrl?: URL;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'TRUST_PROXY' | 'PUBLIC_URL'>) {
    this.trusted = settings.TRUST_PROXY.map(rangeOf);
    this.publicUrl = settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL) : undefined;
  }

  /** The address of the client; IPv4 in its short form. */
  of(request: IncomingMessage): string {
    let address = normalized(request.socket.remoteAddress ?? '');
    if (!this.trusted.length) return address;
    const hops = headerOf(request, 'x-forwarded-for')
      .split(',')
      .map((hop) => hop.trim());
    // Each proxy adds the one that called it at the end: whatever stands left of a stranger was written by that stranger.
    for (let hop = hops.pop(); hop && ipaddr.isValid(hop) && this.trusts(address); hop = hops.pop()) address = normalized(hop);
    return address;
  }

  /** For the log of acts, which keeps less of it. */
  traces(request: IncomingMessage): Traces {
    return { address: this.of(request), userAgent: headerOf(request, 'user-agent') };
  }

  isSecure(request: IncomingMessage): boolean {
    if (this.publicUrl) return this.publicUrl.protocol === 'https:';
    if ((request.socket as TLSSocket).encrypted) return true;
    return this.fromProxy(request, 'x-forwarded-proto') === 'https';
  }

  /** Our own address as browsers know it: `https://chat.example.com`. */
  publicOrigin(request: IncomingMessage): string {
    if (this.publicUrl) return this.publicUrl.origin;
    const host = this.fromProxy(request, 'x-forwarded-host') ?? request.headers.host ?? '';
    const url = `${this.isSecure(request) ? 'https' : 'http'}://${host}`;
    // Parsed once, so that a default port or capitals in the header do not make it another origin than the browser's.
    return URL.canParse(url) ? new URL(url).origin : url;
  }

  /** Whether one of our own pages asks: browsers send no `Origin` with a plain GET to where the page came from, but say so otherwise. */
  isFromOwnPage(request: IncomingMessage): boolean {
    const own = this.publicOrigin(request);
    const { origin, referer } = request.headers;
    if (origin !== undefined) return origin === own;
    return headerOf(request, 'sec-fetch-site') === 'same-origin' || referer?.startsWith(`${own}/`) === true;
  }

  private fromProxy(request: IncomingMessage, header: string): string | undefined {
    const value = headerOf(request, header);
    if (!value || !this.trusts(normalized(request.socket.remoteAddress ?? ''))) return undefined;
    return value.split(',').at(-1)?.trim();
  }

  private trusts(address: string): boolean {
    if (!this.trusted.length || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return this.trusted.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range as never, bits));
  }
}

const headerOf = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '');

const normalized = (address: string): string => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : address);

function rangeOf(entry: string): Range {
  if (entry.includes('/')) return ipaddr.parseCIDR(entry);
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
