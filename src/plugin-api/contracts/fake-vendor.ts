import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Moods } from './contract';

export interface VendorRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body, read as JSON; undefined if it is none. */
  json: Record<string, unknown> | undefined;
}
/** Text, bytes, or what becomes JSON; a function answers in its own way (piece by piece, say). */
export type VendorAnswer =
  { status?: number; headers?: Record<string, string>; body?: unknown } | ((response: ServerResponse) => void);

/** A vendor of our own making on this machine, in the mood that a test wants. */
export interface FakeVendor extends Required<Moods> {
  /** Its address, while tests run. */
  readonly url: string;
  /** Everything it was asked since `works`, in order. */
  readonly requests: VendorRequest[];
}

type Mood = 'well' | 'refusing' | 'failing' | 'hanging';

/**
 * Starts before the tests of a file and stops after them. Make `answer` as faithful to the vendor's documentation as you can:
 * a test is worth what its vendor is worth.
 *
 * ```ts
 * const vendor = fakeVendor(({ path, json }) => ({ body: path === '/translate' ? { texts: json?.texts } : {} }));
 * translatorContract(() => pluginWith({ address: vendor.url }).translator, vendor);
 * ```
 */
export function fakeVendor(answer: (request: VendorRequest) => VendorAnswer | Promise<VendorAnswer>): FakeVendor {
  const requests: VendorRequest[] = [];
  let mood: Mood = 'well';
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const body = Buffer.concat(parts);
      const { method = 'GET', url: path = '/', headers } = request;
      const asked: VendorRequest = { method, path, headers, body, json: parsed(body) };
      requests.push(asked);
      if (mood === 'hanging') return;
      if (mood === 'refusing') return give(response, { status: 401, body: { error: 'The key is wrong.' } });
      if (mood === 'failing') return give(response, { status: 503, body: { error: 'Back in a minute.' } });
      give(response, await Promise.resolve(asked).then(answer).catch(ownFault));
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => close(server));
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    requests,
    works: () => {
      mood = 'well';
      requests.length = 0;
    },
    refuses: () => void (mood = 'refusing'),
    fails: () => void (mood = 'failing'),
    hangs: () => void (mood = 'hanging'),
  };
}

/** A mistake in the fake itself must not look like a vendor in trouble. */
const ownFault = (error: Error): VendorAnswer => ({ status: 418, body: `The fake vendor threw: ${error.stack}` });

function give(response: ServerResponse, answer: VendorAnswer): void {
  if (typeof answer === 'function') return answer(response);
  const { status = 200, headers = {}, body = '' } = answer;
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, { 'content-type': raw ? 'text/plain; charset=utf-8' : 'application/json', ...headers });
  response.end(raw ? body : JSON.stringify(body));
}

function parsed(body: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
