import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { HandOverRefused, PluginFailure, type EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import { MailboxLeases } from './mailbox-leases';
import { MailboxReader } from './mailbox-reader';
import { pauseAfter } from './pause-after';

/** Milliseconds between two looks into a mailbox that cannot say by itself when a mail comes. */
const askEvery = 20_000;
/** Less than a lease; and short enough that a connection which died without a word is noticed. */
const waitSeconds = 50;
/** Looks in a row at a mailbox that is never empty, before it has to pause like the others. */
const mostLooks = 20;

/**
 * Looks into the mailboxes of all workspaces, each on one node at a time. It stays with a mailbox that tells of news, so that a mail is
 * here within a second or two; the others it asks again and again.
 */
@Injectable()
export class MailboxPoller implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Tests look when they want to. */
  looksByItself = true;
  private readonly logger = new Logger('mailbox');
  private readonly watched = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, { count: number; until: number }>();
  private readonly closing = new AbortController();
  private timer?: NodeJS.Timeout;
  private asking?: Promise<void>;

  constructor(
    private readonly database: Database,
    private readonly plugins: PluginsService,
    private readonly leases: MailboxLeases,
    private readonly reader: MailboxReader,
    events: EventBus,
  ) {
    events.on('plugin.configured', ({ workspaceId, pluginId }) => {
      this.failures.delete(`${workspaceId}/${pluginId}`);
      return this.watchAll();
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.leases.releaseAll();
    this.timer = setInterval(() => void this.watchAll(), askEvery);
    this.timer.unref();
    void this.watchAll();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    clearInterval(this.timer);
    await Promise.all([this.asking, ...this.watched.values()]);
  }

  /** One look at every mailbox, and at all that is in it. */
  askAll(): Promise<void> {
    this.asking ??= this.eachMailbox((plugin) => this.once(plugin)).finally(() => (this.asking = undefined));
    return this.asking;
  }

  /** Begins with every mailbox that nobody here looks after. */
  async watchAll(): Promise<void> {
    if (!this.looksByItself) return;
    await this.eachMailbox((plugin) => {
      const key = keyOf(plugin);
      if (this.closing.signal.aborted || this.watched.has(key) || (this.failures.get(key)?.until ?? 0) > performance.now())
        return;
      const done = this.watch(plugin).finally(() => this.watched.delete(key));
      this.watched.set(key, done);
    });
  }

  private async eachMailbox(work: (plugin: EnabledPlugin) => Promise<void> | void): Promise<void> {
    try {
      const workspaces = await this.database.query<{ id: string }>('SELECT id FROM workspace');
      const mailboxes = await Promise.all(workspaces.map(({ id }) => this.plugins.providing(id, 'emailReceiver')));
      await Promise.all(mailboxes.flat().map(work));
    } catch (error) {
      this.logger.warn(`The mailboxes could not be asked: ${(error as Error).name}.`);
    }
  }

  private async once(plugin: EnabledPlugin): Promise<void> {
    if (this.closing.signal.aborted || !(await this.leases.take(plugin))) return;
    const trouble = await this.empty(plugin).then(
      () => null,
      (error: unknown) => this.troubleOf(plugin, error),
    );
    await this.leases.release(plugin, trouble);
  }

  /** @returns whether it is empty now */
  private async empty(plugin: EnabledPlugin): Promise<boolean> {
    for (let look = 0; look < mostLooks && !this.closing.signal.aborted; look++) {
      const { more, left } = await this.reader.look(plugin);
      if (left) return false;
      if (!more) return true;
    }
    return false;
  }

  /** Stays as long as the mailbox tells of news and nothing fails; whoever comes back later begins anew. */
  private async watch(plugin: EnabledPlugin): Promise<void> {
    const key = keyOf(plugin);
    try {
      if (!(await this.leases.take(plugin))) return;
      const trouble = await this.follow(plugin).catch((error: unknown) => this.troubleOf(plugin, error));
      await this.leases.release(plugin, trouble);
      if (trouble) this.restAfter(key);
    } catch (error) {
      this.logger.warn(`The mailbox could not be leased: ${(error as Error).name}.`);
    }
  }

  private async follow(plugin: EnabledPlugin): Promise<null> {
    const { signal } = this.closing;
    // An empty look without a wait comes first: what is broken shows at once.
    let tells = await this.empty(plugin);
    this.failures.delete(keyOf(plugin));
    for (let full = 0; tells && full < mostLooks && !signal.aborted;) {
      await this.leases.extend(plugin);
      const began = performance.now();
      const { found, left } = await this.reader.look(plugin, waitSeconds, signal);
      tells = !left && (found > 0 || performance.now() - began > (waitSeconds * 1000) / 2);
      full = found ? full + 1 : 0;
    }
    return null;
  }

  private restAfter(key: string): void {
    const count = (this.failures.get(key)?.count ?? 0) + 1;
    const pause = pauseAfter(count);
    this.failures.set(key, { count, until: performance.now() + pause });
    if (pause < askEvery) setTimeout(() => void this.watchAll(), pause + 1).unref();
  }

  private troubleOf(plugin: EnabledPlugin, error: unknown): string | null {
    if (this.closing.signal.aborted) return null;
    if (error instanceof PluginFailure) return error.trouble;
    if (error instanceof HandOverRefused) return error.reason;
    this.logger.warn(`${plugin.id}: the mailbox could not be read: ${(error as Error).name}.`);
    return 'error';
  }
}

const keyOf = ({ workspaceId, id }: EnabledPlugin) => `${workspaceId}/${id}`;
