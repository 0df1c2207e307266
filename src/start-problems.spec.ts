import { SettingsError } from './config/settings';
import { addressForPeople } from './listen';
import { explain } from './start-problems';

const system = (fields: object) => Object.assign(new Error('m'), fields);

describe('why the server does not start', () => {
  it.each([
    [new SettingsError(['PORT: x']), 'The environment has a problem:\n  - PORT: x'],
    [system({ code: 'EADDRINUSE', address: '127.0.0.1', port: 3000 }), 'PORT=3001 npm start'],
    [system({ code: 'EADDRNOTAVAIL', address: '192.0.2.1' }), 'no address 192.0.2.1'],
    [system({ code: 'EACCES', port: 80 }), 'may not open port 80'],
    [system({ code: 'EACCES', path: '/data/x' }), 'may not write to /data/x'],
    [system({ code: 'EROFS', path: '/data/x' }), 'read-only'],
    [system({ code: 'ENOSPC' }), 'disk is full'],
    [system({ code: 'ECONNREFUSED' }), 'DATABASE_URL'],
    [system({ code: '28P01' }), 'PostgreSQL refuses'],
  ])('%p is told with its fix', (error, sentence) => {
    expect(explain(error)).toContain(sentence);
    expect(explain(error)).not.toContain(' at ');
  });

  it('keeps the stack of what nobody foresaw', () => expect(explain(new Error('odd'))).toContain('start-problems.spec'));
});

describe('the address that people open', () => {
  it.each([
    ['127.0.0.1', undefined, 'http://127.0.0.1:3000'],
    ['0.0.0.0', undefined, 'http://localhost:3000'],
    ['::', undefined, 'http://localhost:3000'],
    ['::1', undefined, 'http://[::1]:3000'],
    ['0.0.0.0', 'https://chat.example', 'https://chat.example'],
  ])('listening on %s (PUBLIC_URL %s) is %s', (address, PUBLIC_URL, expected) => {
    expect(addressForPeople({ address, port: 3000 }, { PUBLIC_URL })).toBe(expected);
  });
});
