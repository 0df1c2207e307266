import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { createClient } from 'redis';
import { newId } from '../common/ids';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { EventBus } from './event-bus';
import type { EventMap, EventName } from './event-map';

const channel = 'parlour:events';
/** What waits while Redis is away; more than that is let go, since clients catch up from the database anyway. */
const waitingAtMost = 10_000;

type Client = ReturnType<typeof createClient>;
interface Envelope<Name extends EventName = EventName> {
  node: string;
  name: Name;
  event: EventMap[Name];
}

/** Carries events to the other nodes. Only identifiers travel; every node reads what it needs from the database. */
@Injectable()
export class RedisBridge implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('events');
  private readonly node = newId();
  private publisher?: Client;
  private subscriber?: Client;
  private away = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'REDIS_URL'>,
    private readonly bus: EventBus,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.REDIS_URL) return;
    // Loaded only here: it is the largest of all packages, and one node alone has no use for it.
    const redis = await import('redis');
    this.publisher = this.client(redis.createClient);
    this.subscriber = this.client(redis.createClient);
    await Promise.all([this.publisher.connect(), this.subscriber.connect()]);
    await this.subscriber.subscribe(channel, (message) => this.receive(message));
    this.bus.relay = (name, event) => this.send({ node: this.node, name, event: event as EventMap[EventName] });
  }

  async onApplicationShutdown(): Promise<void> {
    this.bus.relay = undefined;
    await Promise.all([this.publisher, this.subscriber].map((client) => client?.close().catch(() => client.destroy())));
  }

  private client(create: typeof createClient): Client {
    const client = create({
      url: this.settings.REDIS_URL,
      commandsQueueMaxLength: waitingAtMost,
      socket: { reconnectStrategy: (attempt, cause) => this.waitBefore(attempt, cause) },
    });
    client.on('error', (error: Error) => this.lost(error));
    client.on('ready', () => this.found());
    return client as Client;
  }

  /** Milliseconds. At the start a wrong address ends the start at once; later the connection is sought for ever. */
  private waitBefore(attempt: number, cause: Error): number | Error {
    return this.bus.relay ? Math.min(100 * 2 ** attempt, 3_000) : cause;
  }

  private send(envelope: Envelope): void {
    this.publisher?.publish(channel, JSON.stringify(envelope)).catch((error: Error) => this.lost(error));
  }

  private receive(message: string): void {
    const { node, name, event } = JSON.parse(message) as Envelope;
    if (node !== this.node) this.bus.deliver(name, event);
  }

  private lost(error: Error): void {
    if (!this.away) this.logger.error(`Redis is away: ${error.message}. People on other nodes see news late until it is back.`);
    this.away = true;
  }

  private found(): void {
    if (!this.away) return;
    this.away = false;
    this.logger.log('Redis is back.');
    this.bus.deliver('relay.resumed', {});
  }
}
