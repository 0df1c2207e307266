import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { OutboundRefused } from './outbound-refused';

export interface Target {
  url: URL;
  /** Without brackets. */
  host: string;
  /** Allowed ones, at least one. */
  addresses: string[];
}
interface Request {
  method: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
interface Limits {
  largest: number;
  signal: AbortSignal;
}

const withoutBody = new Set([204, 205, 304]);

/** One question and its whole answer, over a connection of its own. @throws OutboundRefused */
export function exchange(
  { url, host, addresses }: Target,
  { method, headers, body }: Request,
  limits: Limits,
): Promise<Response> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const options: https.RequestOptions = {
      method,
      protocol: url.protocol,
      host: isIP(host) ? host : url.hostname,
      port: url.port,
      path: url.pathname + url.search,
      headers: { 'User-Agent': 'Parlour', Accept: '*/*', ...headers, 'Accept-Encoding': 'identity', Host: url.host },
      // Not the shared agent: that may go through a proxy of the environment, and keeps connections that were judged for another call.
      agent: false,
      lookup: pinnedTo(addresses),
      // Said aloud, so that no variable of the environment switches it off.
      rejectUnauthorized: true,
      signal: limits.signal,
    };
    let sent: http.ClientRequest | undefined;
    const fail = (error: unknown) => {
      sent?.destroy();
      const known = error instanceof OutboundRefused || limits.signal.aborted;
      reject(known ? (error as Error) : new OutboundRefused('outbound.connection', { cause: error }));
    };
    try {
      sent = request(options);
    } catch (error) {
      // A line break in a header, say.
      return fail(error);
    }
    sent.on('error', fail);
    sent.on('response', (answer) => void read(answer, limits.largest).then(resolve, fail));
    sent.end(body);
  });
}

/** Whatever name is asked for, the answer is what was judged before. */
const pinnedTo =
  (addresses: string[]): LookupFunction =>
  (_host, options, done) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    if (options.all) done(null, found);
    else done(null, found[0].address, found[0].family);
  };

async function read(answer: http.IncomingMessage, largest: number): Promise<Response> {
  const packed = answer.headers['content-encoding'];
  if (packed && packed !== 'identity') throw new OutboundRefused('outbound.encoding');
  if (Number(answer.headers['content-length'] ?? 0) > largest) throw new OutboundRefused('outbound.too_large');
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largest) throw new OutboundRefused('outbound.too_large');
    pieces.push(piece);
  }
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) throw new OutboundRefused('outbound.connection');
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value) => [name, value] as [string, string]),
  );
  return new Response(withoutBody.has(status) ? null : Buffer.concat(pieces), { status, headers });
}
