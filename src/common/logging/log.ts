import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as Pino } from 'pino';
import type { Settings } from '../../config/settings';
import { readableStream } from './readable-stream';
import { redact } from './redact';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest says which of its own classes are ready, one line each: of interest only when one is not. */
const chatter = new Set([
  'InstanceLoader',
  'NestFactory',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
]);

/** In the bundle, a class that speaks of itself is called with an underscore before its name. */
const roomOf = (name: string) => name.replace(/^_/, '');

/** Everything that is logged: JSON lines, or readable ones where somebody watches; personal and secret parts are hidden here. */
export class Log implements LoggerService {
  private readonly pino: Pino;

  constructor(
    level: Settings['LOG_LEVEL'],
    destination: DestinationStream = process.stdout.isTTY ? readableStream : pino.destination(1),
  ) {
    this.pino = pino({ level, base: undefined }, destination);
  }

  log = (message: unknown, ...more: unknown[]) => this.write('info', message, more);
  warn = (message: unknown, ...more: unknown[]) => this.write('warn', message, more);
  error = (message: unknown, ...more: unknown[]) => this.write('error', message, more);
  fatal = (message: unknown, ...more: unknown[]) => this.write('fatal', message, more);
  debug = (message: unknown, ...more: unknown[]) => this.write('debug', message, more);
  verbose = (message: unknown, ...more: unknown[]) => this.write('trace', message, more);

  /** Nest passes the name of the room last, and before it, with an error, perhaps a stack. */
  private write(level: Level, message: unknown, more: unknown[]): void {
    const room = more.length ? roomOf(String(more[more.length - 1])) : undefined;
    const actual = room && chatter.has(room) && level === 'info' ? 'debug' : level;
    if (!this.pino.isLevelEnabled(actual)) return;
    const fault = more.length > 1 && typeof more[0] === 'string' ? { fault: redact(more[0]) } : {};
    if (typeof message === 'string') this.pino[actual]({ room, ...fault }, redact(message) as string);
    else if (message instanceof Error)
      this.pino[actual]({ room, fault: redact(message.stack) }, redact(message.message) as string);
    else this.pino[actual]({ room, ...fault, ...(redact(message) as object) });
  }
}
