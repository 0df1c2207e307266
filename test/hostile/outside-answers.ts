import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

type Answer = (response: ServerResponse) => void;

const sendTo =
  (location: () => string, status = 302) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { Location: location() }).end();

/** What a place outside answers, by path, to lead a caller astray or to keep it busy. `inside` is where nobody may be sent. */
export const answersOf = (inside: string, port: () => number): Record<string, Answer> => ({
  '/to-inside': sendTo(() => `http://${inside}:${port()}/`),
  '/to-metadata': sendTo(() => 'http://169.254.169.254/latest/meta-data/'),
  '/to-name': sendTo(() => `http://inside.example:${port()}/`),
  '/to-file': sendTo(() => 'file:///etc/passwd'),
  '/to-user': sendTo(() => `http://eve:word@good.example:${port()}/`),
  '/round': sendTo(() => '/round'),
  '/on': sendTo(() => `http://other.example:${port()}/end`),
  '/on-307': sendTo(() => `/end`, 307),
  '/on-303': sendTo(() => `/end`, 303),
  '/large': (response) => {
    const more = setInterval(() => response.write(Buffer.alloc(500_000)), 5);
    response.once('close', () => clearInterval(more));
  },
  '/said-large': (response) => void response.writeHead(200, { 'Content-Length': 1e12 }).flushHeaders(),
  '/slow': (response) => {
    const more = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(more));
  },
  '/silent': () => undefined,
  '/packed': (response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1e7))),
  '/empty': (response) => void response.writeHead(204).end(),
});
