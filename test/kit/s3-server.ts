import { fakeVendor, type FakeVendor, type VendorAnswer, type VendorRequest } from '../../src/plugin-api/contracts/fake-vendor';
import { faultOfSignature, type S3Account } from './s3-signature';

export const s3Account: S3Account = { accessKey: 'AKIAALDER', secretKey: 'wJalr/K7MDENG+bPxRfi', region: 'eu-central-1' };

export interface S3Server extends FakeVendor {
  /** By their keys. */
  files: Map<string, { content: Buffer; type: string; headers: VendorRequest['headers'] }>;
  count(): number;
  /** Fails the next questions with this code. */
  failNext(times: number, status: number, code: string): void;
  /** Answers a question for a part with the whole, as simple servers do. */
  ignoreRanges(): void;
}

/**
 * A server that speaks the part of Amazon's S3 that keeps single files: `PUT`, `GET` (with ranges), `HEAD` and `DELETE` of an object,
 * after it has verified Signature Version 4 and the checksum of the content. Made after the S3 API reference.
 */
export function s3Server({ bucket = 'alder-files', inHost = false } = {}): S3Server {
  const files: S3Server['files'] = new Map();
  let secretKey = s3Account.secretKey;
  let failing: { times: number; status: number; code: string } | undefined;
  let ranges = true;

  const answer = (request: VendorRequest): VendorAnswer => {
    if (failing?.times) {
      failing.times--;
      return fault(failing.status, failing.code);
    }
    const wrong = faultOfSignature(request, { ...s3Account, secretKey });
    if (wrong) return fault(...wrong);
    const path = decodeURIComponent(new URL(request.path, 'http://s3').pathname).slice(1);
    const [named, ...rest] = inHost ? [bucket, path] : path.split('/');
    if (named !== bucket) return fault(404, 'NoSuchBucket');
    return object(request, rest.join('/'));
  };

  const object = ({ method, headers, body }: VendorRequest, key: string): VendorAnswer => {
    if (!key) return fault(405, 'MethodNotAllowed');
    if (method === 'DELETE') {
      files.delete(key);
      return { status: 204 };
    }
    if (method === 'PUT') {
      if (headers['content-length'] === undefined) return fault(411, 'MissingContentLength');
      files.set(key, { content: body, type: headers['content-type'] ?? 'binary/octet-stream', headers });
      return { headers: { etag: '"0"' } };
    }
    const file = files.get(key);
    if (!file) return fault(404, 'NoSuchKey');
    if (method !== 'GET' && method !== 'HEAD') return fault(405, 'MethodNotAllowed');
    return part(file, ranges ? headers.range : undefined);
  };

  const vendor = fakeVendor(answer);
  const { works } = vendor;
  return Object.defineProperties({} as S3Server, {
    ...Object.getOwnPropertyDescriptors(vendor),
    ...Object.getOwnPropertyDescriptors({
      files,
      count: () => files.size,
      works: () => {
        works();
        files.clear();
        secretKey = s3Account.secretKey;
        failing = undefined;
        ranges = true;
      },
      refuses: () => void (secretKey = 'another'),
      fails: () => void (failing = { times: Infinity, status: 503, code: 'SlowDown' }),
      failNext: (times: number, status: number, code: string) => void (failing = { times, status, code }),
      ignoreRanges: () => void (ranges = false),
    }),
  });
}

/** RFC 9110, 14: an end beyond the last byte is the last byte; a start beyond it cannot be satisfied. */
function part({ content, type }: { content: Buffer; type: string }, range: string | undefined): VendorAnswer {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined) return { headers: { 'content-type': type }, body: content };
  const start = Number(from);
  const end = Math.min(to ? Number(to) : Infinity, content.length - 1);
  if (start >= content.length) return fault(416, 'InvalidRange', { 'content-range': `bytes */${content.length}` });
  const headers = { 'content-type': type, 'content-range': `bytes ${start}-${end}/${content.length}` };
  return { status: 206, headers, body: content.subarray(start, end + 1) };
}

const fault = (status: number, code: string, headers = {}): VendorAnswer => ({
  status,
  headers: { 'content-type': 'application/xml', ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>No.</Message><RequestId>1</RequestId></Error>`,
});
