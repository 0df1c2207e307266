import type { Manifest } from '../../plugin-api';
import { filledNetwork, filledRecipient, hostOf } from './placeholders';

const manifest = (parts: { network?: string[]; recipient?: string | null }) =>
  ({ network: parts.network ?? [], privacy: { recipient: parts.recipient ?? null } }) as unknown as Manifest;

describe('hosts of a plugin', () => {
  it.each([
    ['api.example.com', {}, ['api.example.com:443', 'api.example.com:80']],
    ['API.example.com:8443', {}, ['api.example.com:8443']],
    ['*.example.com', {}, ['*.example.com:443', '*.example.com:80']],
    ['*.example.com:993', {}, ['*.example.com:993']],
    ['{url}', { url: 'https://libre.example/api' }, ['libre.example:443']],
    ['{url}', { url: 'http://libre.example' }, ['libre.example:80']],
    ['{url}', { url: 'http://127.0.0.1:5000/x?y' }, ['127.0.0.1:5000']],
    ['{url}', { url: 'http://[::1]:5000' }, ['[::1]:5000']],
    ['{host}', { host: 'mail.example' }, ['mail.example:443', 'mail.example:80']],
    ['{host}', { host: 'mail.example:2525' }, ['mail.example:2525']],
    ['{host}:587', { host: 'mail.example' }, ['mail.example:587']],
    ['{host}:{port}', { host: 'Mail.example', port: 465 }, ['mail.example:465']],
    ['*.{bucket}', { bucket: 's3.example' }, ['*.s3.example:443', '*.s3.example:80']],
    ['{url}', {}, []],
    ['{url}', { url: '' }, []],
    ['{url}', { url: 'javascript:alert(1)' }, []],
    ['{url}', { url: '*' }, []],
    ['{url}', { url: '*.example.com' }, []],
    ['{url}', { url: 'a.example,b.example' }, []],
  ])('%s with %j are %j', (entry, settings, expected) =>
    expect(filledNetwork(manifest({ network: [entry] }), settings as Record<string, string>)).toEqual(expected),
  );

  it('are each named once', () => {
    const both = manifest({ network: ['{url}', 'a.example:443'] });
    expect(filledNetwork(both, { url: 'https://a.example' })).toEqual(['a.example:443']);
  });
});

describe('what a setting names', () => {
  it.each([
    '',
    ' ',
    'ftp://a.example',
    'https://',
    'https://user:word@a.example',
    'a.example:0',
    'a.example:70000',
    'a b',
    '-a',
    'a/b',
  ])('is no host: %j', (value) => expect(hostOf(value)).toBeUndefined());
});

describe('the recipient', () => {
  it.each([
    ['Vendor GmbH', {}, 'Vendor GmbH'],
    ['{operator}', { operator: 'Alder' }, 'Alder'],
    ['{operator}', {}, null],
    ['Host of {operator}', { operator: 'Alder' }, 'Host of Alder'],
    [null, { operator: 'Alder' }, null],
  ])('%s with %j is %s', (recipient, settings, expected) =>
    expect(filledRecipient(manifest({ recipient }), settings as Record<string, string>)).toBe(expected),
  );
});
