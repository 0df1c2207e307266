import { localPath } from './local-path';

describe('localPath', () => {
  it.each([
    ['/inbox', '/inbox'],
    ['/inbox/open/1?x=1&y=2', '/inbox/open/1?x=1&y=2'],
    ['/a/../b', '/b'],
  ])('keeps %s', (next, path) => expect(localPath(next)).toBe(path));

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/%0d%0a/../..//evil.example',
    '/..//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'inbox',
    '',
    ' /inbox',
    '/in\nbox',
    '/é',
    ['/inbox'],
    { a: '/inbox' },
    undefined,
  ])('refuses %p', (next) => expect(localPath(next)).toBeUndefined());
});
