import type { IncomingMessage } from 'node:http';
import { ClientAddress } from './client-address';

const asked = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) =>
  ({ socket: { remoteAddress, encrypted }, headers: { host: 'chat.example', ...headers } }) as unknown as IncomingMessage;
const address = (TRUST_PROXY: string[] = [], PUBLIC_URL?: string) => new ClientAddress({ TRUST_PROXY, PUBLIC_URL });

describe('the address of a client', () => {
  it.each([
    ['is the socket’s', [], '203.0.113.9', '', '203.0.113.9'],
    ['is written short', [], '::ffff:203.0.113.9', '', '203.0.113.9'],
    ['is not what a stranger claims', [], '203.0.113.9', '10.0.0.1', '203.0.113.9'],
    ['is what our proxy says', ['127.0.0.1'], '127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['is what our proxy says over IPv6', ['::1'], '::1', '2001:db8::7', '2001:db8::7'],
    ['is the last that no proxy of ours added', ['10.0.0.0/8'], '10.0.0.2', '1.1.1.1, 198.51.100.7, 10.0.0.3', '198.51.100.7'],
    ['is the proxy’s if its header is broken', ['127.0.0.1'], '127.0.0.1', 'unknown', '127.0.0.1'],
  ])('%s', (_name, trusted, socket, forwarded, expected) => {
    expect(address(trusted).of(asked(socket, forwarded ? { 'x-forwarded-for': forwarded } : {}))).toBe(expected);
  });
});

describe('our own origin', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'front.example' };

  it.each([
    ['is where the browser asked', address(), asked('203.0.113.9'), 'http://chat.example'],
    ['has no default port', address(), asked('203.0.113.9', { host: 'Chat.Example:80' }), 'http://chat.example'],
    ['knows TLS', address(), asked('203.0.113.9', {}, true), 'https://chat.example'],
    [
      'is what PUBLIC_URL says',
      address([], 'https://public.example/x'),
      asked('203.0.113.9', forwarded),
      'https://public.example',
    ],
    ['is what our proxy says', address(['127.0.0.1']), asked('127.0.0.1', forwarded), 'https://front.example'],
    ['is not what a stranger says', address(['127.0.0.1']), asked('203.0.113.9', forwarded), 'http://chat.example'],
  ])('%s', (_name, known, request, origin) => {
    expect(known.publicOrigin(request)).toBe(origin);
    expect(known.isSecure(request)).toBe(origin.startsWith('https:'));
  });
});
