import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { ChatError } from '../common/errors';
import type { Frame } from '../common/frame';
import type { Connection } from './connection';

const logger = new Logger('sockets');

/** Answers a frame that was refused with an error frame: its `ref`, the id of its message, and never what it said. */
export function refuseFrame(connection: Connection, { ref, data, event }: Frame, error: unknown): void {
  const id = typeof data.id === 'string' ? data.id.slice(0, 64) : undefined;
  if (!(error instanceof ChatError)) logger.error(`${event}: ${(error as Error)?.stack}`);
  connection.refuse(error instanceof ChatError ? error : 'server.fault', ref, id);
}

/** The same for what a gateway's method throws. */
@Catch()
export class FrameErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const socket = host.switchToWs();
    refuseFrame(socket.getClient<Connection>(), socket.getData<Frame>(), error);
  }
}
