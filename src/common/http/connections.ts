import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Closing } from '../closing';

/**
 * Lets go of browsers when the server stops. `server.close()` waits for every connection, and browsers open spare ones that
 * never ask anything: those would hold the server until its patience ends. Answers under way are finished first.
 */
export function letGoWhenClosing(server: Server, closing: Closing): void {
  /** Of each connection, the answers under way; sockets of their own kind leave when they are upgraded. */
  const open = new Map<Socket, number>();
  const endIfIdle = (socket: Socket) => closing.closing && open.get(socket) === 0 && socket.end(() => socket.destroy());

  // Over TLS requests come on another socket than the one that was opened.
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    open.set(socket, 0);
    socket.once('close', () => open.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage) => open.delete(request.socket));
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (closing.closing) response.shouldKeepAlive = false;
    open.set(socket, (open.get(socket) ?? 0) + 1);
    response.once('close', () => {
      if (open.has(socket)) open.set(socket, (open.get(socket) ?? 1) - 1);
      endIfIdle(socket);
    });
  });
  closing.onBegin(() => [...open.keys()].forEach(endIfIdle));
}
