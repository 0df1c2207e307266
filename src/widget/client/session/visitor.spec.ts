import { fingerprint, subjectOf } from './visitor';

const base64url = (text: string) => btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const identity = (claims: object) => `header.${base64url(JSON.stringify(claims))}.signature`;

it('reads whom a signed identity is about', () => {
  expect(subjectOf(identity({ sub: 'user-1', name: 'Ana >>>???' }))).toBe('user-1');
  expect(subjectOf(identity({ sub: 42 }))).toBe('42');
});

it.each(['', 'a.b', 'not a token', 'a.!!!.c'])('makes nothing of %j', (text) => {
  expect(subjectOf(text)).toBeUndefined();
});

it('tells users apart without keeping who they are', () => {
  expect(fingerprint('user-1')).toBe(fingerprint('user-1'));
  expect(fingerprint('user-1')).not.toBe(fingerprint('user-2'));
  expect(fingerprint('ana@example.org')).toMatch(/^[0-9a-z]{1,7}$/);
});
