import type { VendorRequest } from '../../src/plugin-api/contracts/fake-vendor';
import { faultOfSignature } from '../kit/s3-signature';

// The example "GET Object" of Amazon's own documentation of Signature Version 4: what verifies it verifies Amazon's.
const account = { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' };
const signature = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const now = Date.parse('2013-05-24T00:05:00Z');
const headers = {
  host: 'examplebucket.s3.amazonaws.com',
  range: 'bytes=0-9',
  'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'x-amz-date': '20130524T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=${signature}`,
};
const request = (more: Partial<VendorRequest> = {}): VendorRequest => ({
  method: 'GET',
  path: '/test.txt',
  headers,
  body: Buffer.alloc(0),
  json: undefined,
  ...more,
});

it('accepts what Amazon signed', () => expect(faultOfSignature(request(), account, now)).toBeUndefined());

it.each<[string, Partial<VendorRequest>, string]>([
  ['another method', { method: 'DELETE' }, 'SignatureDoesNotMatch'],
  ['another file', { path: '/other.txt' }, 'SignatureDoesNotMatch'],
  ['a query', { path: '/test.txt?acl' }, 'SignatureDoesNotMatch'],
  ['another part', { headers: { ...headers, range: 'bytes=0-99' } }, 'SignatureDoesNotMatch'],
  ['another host', { headers: { ...headers, host: 'evil.example' } }, 'SignatureDoesNotMatch'],
  ['a header that was not signed', { headers: { ...headers, 'x-amz-acl': 'public-read' } }, 'AccessDenied'],
  ['another content', { body: Buffer.from('changed') }, 'XAmzContentSHA256Mismatch'],
  ['no signature', { headers: { ...headers, authorization: '' } }, 'AccessDenied'],
])('refuses %s', (_what, more, code) => expect(faultOfSignature(request(more), account, now)?.[1]).toBe(code));

it.each([
  ['a wrong clock', account, now + 16 * 60_000, 'RequestTimeTooSkewed'],
  ['another key', { ...account, accessKey: 'AKIAOTHER' }, now, 'InvalidAccessKeyId'],
  ['another secret', { ...account, secretKey: 'other' }, now, 'SignatureDoesNotMatch'],
  ['another region', { ...account, region: 'eu-central-1' }, now, 'AuthorizationHeaderMalformed'],
])('refuses %s', (_what, other, at, code) => expect(faultOfSignature(request(), other, at)?.[1]).toBe(code));
