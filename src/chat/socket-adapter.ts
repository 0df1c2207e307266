import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type INestApplication, Logger, type WebSocketAdapter } from '@nestjs/common';
import type { WsMessageHandler } from '@nestjs/common';
import { type RawData, WebSocketServer } from 'ws';
import { ChatError } from '../common/errors';
import { Connection, type Answer } from './connection';
import { type Frame, readFrame } from '../common/frame';
import { refuseFrame } from './frame-error.filter';
import { SocketDoors } from './socket-doors';
import { SocketSweep } from './socket-sweep';

type Handle = (frame: Frame) => Promise<Answer | undefined>;
type OnConnection = (connection: Connection) => void;

/** RFC 6455's own limit is none: this one is ours, in bytes. */
const longestFrame = 64 * 1024;

/**
 * Nest's extension point for sockets, filled with as little as it takes: bare `ws`, one pass over each frame, no observables. Nest's own
 * adapter costs half as much again in processor time and twice the memory of a connection.
 */
export class SocketAdapter implements WebSocketAdapter {
  private readonly logger = new Logger('sockets');
  private readonly doors: SocketDoors;
  private readonly sweep: SocketSweep;
  private readonly gateways = new Map<string, OnConnection>();
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: longestFrame,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has('parlour.v1') ? 'parlour.v1' : false),
  });

  constructor(
    app: INestApplication,
    private readonly limitFrames: boolean,
  ) {
    this.doors = app.get(SocketDoors);
    this.sweep = app.get(SocketSweep);
    const http = app.getHttpServer() as Server;
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => void this.upgrade(request, socket, head));
  }
  create(_port: number, options: { path: string }): string {
    return options.path;
  }

  bindClientConnect(path: string, callback: OnConnection): void {
    this.gateways.set(path, callback);
  }

  bindClientDisconnect(connection: Connection, callback: () => void): void {
    connection.socket.on('close', callback);
  }

  bindMessageHandlers(connection: Connection, handlers: WsMessageHandler[]): void {
    connection.socket.on('message', (bytes: RawData, isBinary: boolean) => this.receive(connection, handlers, bytes, isBinary));
  }

  close(path: string): void {
    this.gateways.delete(path);
  }

  /** Nest closes each path first, and then this once. */
  dispose(): void {
    this.server.close();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    try {
      const path = (request.url ?? '').split('?')[0];
      const door = this.doors.find(path);
      if (!door) throw new ChatError('request.not_found');
      const { session, leave } = await door.handshake(request);
      // Whatever becomes of the socket from here on, its place is free again when it is gone.
      if (socket.destroyed) return leave();
      socket.once('close', leave);
      this.server.handleUpgrade(request, socket, head, (webSocket) => {
        const connection = new Connection(webSocket, session, door.direct);
        this.sweep.watch(connection);
        // A frame that breaks the protocol ends its own socket, with the code that `ws` chose.
        webSocket.on('error', () => undefined);
        this.gateways.get(path)!(connection);
      });
    } catch (error) {
      refuse(socket, error instanceof ChatError ? error : this.fault(error as Error));
    }
  }

  private receive(connection: Connection, handlers: WsMessageHandler[], bytes: RawData, isBinary: boolean): void {
    connection.alive = true;
    if (isBinary) {
      connection.refuse('frame.binary');
      return connection.close(1003, 'binary frame');
    }
    if (this.limitFrames) {
      const taken = connection.frames.take(Date.now());
      if (taken === 'close') return connection.close(1008, 'too many frames');
      if (!taken) return this.refuse(connection, new ChatError('rate.limited', { retryAfter: connection.frames.wait }), bytes);
    }
    try {
      const frame = readFrame(bytes.toString());
      const { direct } = connection;
      if (direct?.event === frame.event) {
        return void direct.handle(connection as never, frame).then(
          (answer) => connection.send(answer.event, answer.data, frame.ref),
          (error: unknown) => refuseFrame(connection, frame, error),
        );
      }
      const handler = handlers.find((one) => one.message === frame.event);
      if (!handler) return connection.refuse('frame.unknown_event', frame.ref);
      void (handler.callback as Handle)(frame).then((answer) => answer && connection.send(answer.event, answer.data, frame.ref));
    } catch (error) {
      connection.refuse(error instanceof ChatError ? error : this.fault(error as Error));
    }
  }

  /** Too much comes from this client; it still learns which of its frames was not taken. */
  private refuse(connection: Connection, error: ChatError, bytes: RawData): void {
    try {
      const { ref, data } = readFrame(bytes.toString());
      connection.refuse(error, ref, typeof data.id === 'string' ? data.id.slice(0, 64) : undefined);
    } catch {
      connection.refuse(error);
    }
  }

  private fault(error: Error): ChatError {
    this.logger.error(error.stack);
    return new ChatError('server.fault');
  }
}

/** Answers a handshake with an HTTP error in the same words as any other door. */
function refuse(socket: Duplex, error: ChatError): void {
  const body = JSON.stringify({ error: error.toWire() });
  const { retryAfter } = error.details;
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(retryAfter ? [`Retry-After: ${retryAfter}`] : []),
      '',
      body,
    ].join('\r\n'),
  );
}
