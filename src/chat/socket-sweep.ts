import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Closing } from '../common/closing';
import { EventBus } from '../events/event-bus';
import type { Connection } from './connection';

/** How often each socket is asked for a sign of life; one that gave none since the last time is gone. */
const interval = 30_000;
/** Milliseconds after which clients come back to a server that stops; each adds some chance of its own. */
const comeBackAfter = 1500;

/** Knows every open socket: finds the dead ones, and says goodbye to all when the server stops. */
@Injectable()
export class SocketSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly connections = new Set<Connection>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly closing: Closing,
    events: EventBus,
  ) {
    // Whoever is connected may have missed something: coming back, they get what they lack from the database.
    events.on('relay.resumed', () => this.sayGoodbye('catching up'));
  }

  get size(): number {
    return this.connections.size;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.sweep(), interval);
    this.timer.unref();
    this.closing.onBegin(() => this.sayGoodbye('the server is stopping'));
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const { socket } of this.connections) socket.terminate();
  }

  watch(connection: Connection): void {
    this.connections.add(connection);
    connection.socket.on('pong', alive);
    connection.socket.on('close', () => this.connections.delete(connection));

    function alive(): void {
      connection.alive = true;
    }
  }

  private sweep(): void {
    for (const connection of this.connections) {
      if (!connection.alive) {
        connection.socket.terminate();
        continue;
      }
      connection.alive = false;
      connection.socket.ping();
    }
  }

  private sayGoodbye(reason: string): void {
    for (const connection of this.connections) {
      connection.send('server.closing', { retryAfter: comeBackAfter });
      connection.close(1012, reason);
    }
  }
}
