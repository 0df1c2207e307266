import { randomBytes } from 'node:crypto';
import { canonicalJson } from '../../common/canonical-json';
import type { Certificate } from './certificate.types';
import { fingerprintOf, isSound, privateKeyOf, publicKeyOf, signed } from './certificate-signature';

const certificate: Certificate = {
  type: 'parlour/certificate-of-erasure',
  version: 1,
  id: '01abc',
  issue: 1,
  issuedAt: '2026-03-01T10:00:00.000Z',
  controller: 'Alder “Parcels”',
  subject: { kind: 'visitor', hash: 'x' },
  erasedAt: '2026-03-01T10:00:00.000Z',
  erased: { message: 3, conversation: 1 },
  unlinked: {},
  kept: [],
  recipients: [],
  bytes: { store: 'sqlite', overwritten: true, said: '' },
  backups: { days: null, said: '' },
};
const key = privateKeyOf(randomBytes(32));

it('is sound as it was signed, whatever the order and the spaces of its JSON', () => {
  const document = signed(certificate, key);
  expect(isSound(document)).toBe(true);
  const { signature, certificate: said } = document;
  const turned = { signature, certificate: Object.fromEntries(Object.entries(said).reverse()) };
  expect(isSound(JSON.parse(JSON.stringify(turned, null, 4)))).toBe(true);
});

it.each([
  { what: 'a count', change: (one: Certificate) => void (one.erased.message = 0) },
  { what: 'a line left out', change: (one: Certificate) => void delete (one as Partial<Certificate>).kept },
  { what: 'a line added', change: (one: Certificate) => void Object.assign(one, { note: 'fine' }) },
  { what: 'a text', change: (one: Certificate) => void (one.controller = 'Alder "Parcels"') },
])('is not sound after a change: $what', ({ change }) => {
  const document = structuredClone(signed(certificate, key));
  change(document.certificate);
  expect(isSound(document)).toBe(false);
});

it('is not sound under another key, without a signature, or as something else', () => {
  const document = signed(certificate, key);
  const other = publicKeyOf(privateKeyOf(randomBytes(32)));
  expect(isSound({ ...document, signature: { ...document.signature, key: other } })).toBe(false);
  expect(isSound({ certificate })).toBe(false);
  for (const nothing of [null, undefined, 'text', {}, [], { certificate: null, signature: null }])
    expect(isSound(nothing)).toBe(false);
});

it('has a fingerprint that two people can compare', () => {
  expect(fingerprintOf(publicKeyOf(key))).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
});

it('writes the same text for the same value', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ü' }], a: true, e: undefined })).toBe('{"a":true,"b":[1,{"c":"ü","d":null}]}');
});
