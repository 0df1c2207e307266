import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { addressRules } from './addresses';
import { exchange, type Target } from './exchange';
import { OutboundRefused } from './outbound-refused';

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** How many times the host may send the call on; each place is checked like the first. */
  redirects?: number;
  /** Bytes; more than that is not read. */
  largest?: number;
  /** For everything together: the name, the connection, each redirect and the answer. */
  deadlineMillis?: number;
  signal?: AbortSignal;
}
type Resolve = (host: string) => Promise<string[]>;

const megabyte = 1024 * 1024;
const elsewhere = new Set(['authorization', 'cookie', 'proxy-authorization']);
const ofABody = new Set(['content-type', 'content-length', 'content-encoding', 'content-language']);
const addressesOf: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * The one way out of the server (but for its database and Redis): http and https only, to addresses that are looked up once, judged,
 * and then connected to as they are, so that a name cannot lead elsewhere a moment later. Asks no proxy and follows nobody unasked.
 */
export class Outbound {
  private readonly mayCall: (address: string) => boolean;

  constructor(
    { OUTBOUND_PRIVATE_NETWORK }: { OUTBOUND_PRIVATE_NETWORK: string[] },
    private readonly resolve: Resolve = addressesOf,
  ) {
    this.mayCall = addressRules(OUTBOUND_PRIVATE_NETWORK);
  }

  /** As `fetch`, with its answer read to the end. @throws OutboundRefused */
  async fetch(address: string | URL, call: Call = {}): Promise<Response> {
    const { redirects = 0, largest = megabyte, deadlineMillis = 10_000 } = call;
    const late = AbortSignal.timeout(deadlineMillis);
    const signal = call.signal ? AbortSignal.any([late, call.signal]) : late;
    try {
      return await this.follow(address, call, { redirects, largest, signal });
    } catch (error) {
      call.signal?.throwIfAborted();
      if (late.aborted) throw new OutboundRefused('outbound.too_slow');
      throw error;
    }
  }

  private async follow(
    address: string | URL,
    call: Call,
    limits: { redirects: number; largest: number; signal: AbortSignal },
  ): Promise<Response> {
    let [url, request] = [urlOf(address), { ...call, method: call.method?.toUpperCase() ?? 'GET' }];
    for (let left = limits.redirects; ; left--) {
      const target = await this.targetOf(url, limits.signal);
      const response = await exchange(target, request, limits);
      const location = isRedirect(response.status) && response.headers.get('location');
      if (!location || !limits.redirects) return response;
      if (!left) throw new OutboundRefused('outbound.redirect');
      const next = urlOf(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:') throw new OutboundRefused('outbound.redirect');
      request = sentOn(request, response.status, next.origin === url.origin);
      url = next;
    }
  }

  /** Where a call goes: the name for the certificate, the addresses for the connection. */
  private async targetOf(url: URL, signal: AbortSignal): Promise<Target> {
    // Parsing made 0177.1, 2130706433 and 0x7f000001 the address that they are.
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = isIP(host) ? [host] : await this.lookUp(host, signal);
    const addresses = found.filter(this.mayCall);
    if (!addresses.length) throw new OutboundRefused('outbound.private');
    return { url, host, addresses };
  }

  private async lookUp(host: string, signal: AbortSignal): Promise<string[]> {
    const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const found = await Promise.race([this.resolve(host), late]).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new OutboundRefused('outbound.name', { cause: error });
    });
    if (!found.length) throw new OutboundRefused('outbound.name');
    return found;
  }
}

function urlOf(address: string | URL, base?: URL): URL {
  const url = URL.canParse(String(address), base?.href) ? new URL(address, base) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw new OutboundRefused('outbound.address');
  return url;
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** What goes to the next place (RFC 9110, 15.4): secrets for one host are not told to another. */
function sentOn<Request extends Call & { method: string }>(request: Request, status: number, isSameOrigin: boolean): Request {
  const becomesGet = (status === 303 && request.method !== 'HEAD') || (status < 303 && request.method === 'POST');
  const headers = Object.entries(request.headers ?? {}).filter(
    ([name]) => (isSameOrigin || !elsewhere.has(name.toLowerCase())) && (!becomesGet || !ofABody.has(name.toLowerCase())),
  );
  return { ...request, headers: Object.fromEntries(headers), ...(becomesGet && { method: 'GET', body: undefined }) };
}
