import { readCredential } from './credential';

const good = { id: 'AbC-_', response: { clientDataJSON: 'e30', signature: 'AA' }, transports: ['internal', 'hybrid'] };

describe('readCredential', () => {
  it('takes over what is known, and nothing else', () => {
    const given = { ...good, extra: 1, response: { ...good.response, extra: 'AA', userHandle: null } };
    expect(readCredential(JSON.stringify(given))).toEqual(good);
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '"text"',
    JSON.stringify({ ...good, id: '' }),
    JSON.stringify({ ...good, id: 5 }),
    JSON.stringify({ ...good, id: { $ne: 1 } }),
    JSON.stringify({ ...good, id: 'not base64url!' }),
    JSON.stringify({ ...good, response: null }),
    JSON.stringify({ ...good, response: { signature: ['AA'] } }),
    JSON.stringify({ ...good, response: { signature: 'a b' } }),
  ])('refuses %s', (text) => expect(() => readCredential(text)).toThrow(expect.objectContaining({ code: 'passkey.refused' })));

  it('drops ways that are none', () => {
    const transports = ['internal', '<b>', 7, 'x'.repeat(30)];
    expect(readCredential(JSON.stringify({ ...good, transports })).transports).toEqual(['internal']);
  });
});
