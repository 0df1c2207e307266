import { createHash, createHmac } from 'node:crypto';
import type { VendorRequest } from '../../src/plugin-api/contracts/fake-vendor';

export interface S3Account {
  accessKey: string;
  secretKey: string;
  region: string;
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const skewMillis = 15 * 60_000;

/**
 * Verifies a request as S3 does (Signature Version 4, "Authenticating Requests: Using the Authorization Header").
 *
 * @returns status and code of the fault, or nothing
 */
export function faultOfSignature(
  request: VendorRequest,
  { accessKey, secretKey, region }: S3Account,
  now = Date.now(),
): [number, string] | undefined {
  const { headers, body } = request;
  const format =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/;
  const [, key, day, scopeRegion, service, signedNames, signature] = format.exec(headers.authorization ?? '') ?? [];
  if (!signature) return [403, 'AccessDenied'];
  if (key !== accessKey) return [403, 'InvalidAccessKeyId'];
  if (scopeRegion !== region || service !== 's3') return [400, 'AuthorizationHeaderMalformed'];

  const date = String(headers['x-amz-date']);
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(now - at) < skewMillis) || !date.startsWith(day)) return [403, 'RequestTimeTooSkewed'];

  const names = signedNames.split(';');
  const mustBeSigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (mustBeSigned.some((name) => !names.includes(name))) return [403, 'AccessDenied'];
  const contentHash = String(headers['x-amz-content-sha256']);
  const canonical = [
    request.method,
    request.path.split('?')[0],
    canonicalQuery(request.path),
    ...names.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    '',
    signedNames,
    contentHash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  if (hmac(signingKey, toSign).toString('hex') !== signature) return [403, 'SignatureDoesNotMatch'];
  if (contentHash !== 'UNSIGNED-PAYLOAD' && contentHash !== sha256(body)) return [400, 'XAmzContentSHA256Mismatch'];
  return undefined;
}

function canonicalQuery(path: string): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = [...new URL(path, 'http://s3').searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.sort().join('&');
}
