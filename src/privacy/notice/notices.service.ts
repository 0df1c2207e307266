import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { differenceOf, type Change } from './difference';
import { NoticeComposer, type Composed } from './notice-composer';
import { NoticeSources } from './notice-sources.service';
import { NoticeTelling } from './notice-telling';
import { NoticeText } from './notice-text.entity';
import { NoticeVersion } from './notice-version.entity';
import type { Worded } from './wording';

/** What waits to be published, with what it changes. */
export interface Pending {
  hash: string;
  changes: Change[];
  /** Plugins that get nothing before. */
  plugins: string[];
}
export type VersionHead = Pick<NoticeVersion, 'id' | 'number' | 'publishedAt'>;

/** Notices by version. What changes by a setting is published at once, so that the newest version is true; plugins and words wait for somebody. */
@Injectable()
export class Notices {
  constructor(
    private readonly database: Database,
    private readonly composer: NoticeComposer,
    private readonly sources: NoticeSources,
    private readonly telling: NoticeTelling,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** The newest version, made now if a setting changed since. Undefined where nobody says who is responsible. */
  async current(holder: string): Promise<NoticeVersion | undefined> {
    const composed = await this.composer.of(holder, 'published');
    if (!composed) return undefined;
    const newest = await this.newest(holder);
    if (newest?.hash === composed.hash) return newest;
    return this.database.transaction((tx) => this.add(tx, holder, composed, null));
  }

  /** The newest version as it is, whatever changed since. */
  async newest(holder: string): Promise<NoticeVersion | undefined> {
    const [newest] = await this.database.read.find(NoticeVersion, { where: { holder }, order: { number: 'DESC' }, take: 1 });
    return newest;
  }

  /** The newest first. */
  versions(holder: string): Promise<VersionHead[]> {
    return this.database.read.find(NoticeVersion, {
      where: { holder },
      order: { number: 'DESC' },
      select: { id: true, number: true, publishedAt: true },
    });
  }

  /** @throws ChatError `request.not_found` */
  async version(holder: string, number: number): Promise<NoticeVersion> {
    const found = await this.database.read.findOneBy(NoticeVersion, { holder, number });
    if (!found) throw new ChatError('request.not_found');
    return found;
  }

  /** What waits for somebody to publish it; undefined if nothing does. */
  async pending(holder: string): Promise<Pending | undefined> {
    const composed = await this.composer.of(holder, 'pending');
    const published = composed && (await this.composer.of(holder, 'published'));
    if (!composed || !published) return undefined;
    const plugins = await this.waiting(holder);
    if (composed.hash === published.hash && !plugins.length) return undefined;
    const changes = differenceOf(published.worded.en!, composed.worded.en!);
    return { hash: composed.hash, changes, plugins };
  }

  /**
   * Publishes what waits: from then on it holds, and plugins that the notice names now run.
   * @returns those plugins
   * @param hash of what was read
   * @throws ChatError `notice.incomplete`, `notice.changed`
   */
  async publish(
    { workspaceId, account }: Pick<Agent, 'workspaceId' | 'account'>,
    holder: string,
    hash: string,
  ): Promise<string[]> {
    const composed = await this.composer.of(holder, 'pending');
    if (!composed) throw new ChatError('notice.incomplete');
    if (composed.hash !== hash) throw new ChatError('notice.changed');
    const plugins = await this.waiting(holder);
    return this.database.transaction(async (tx) => {
      await tx.manager
        .createQueryBuilder()
        .update(NoticeText)
        .set({ words: () => 'draft' })
        .where({ holder })
        .execute();
      if (plugins.length) await this.sources.published(tx, holder, plugins);
      const version = await this.add(tx, holder, composed, account.id);
      const details = { version: version.number, ...(plugins.length && { settings: plugins }) };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'notice.published',
        target: holder,
        details,
      });
      return plugins;
    });
  }

  /** What a version says, in a language. */
  worded({ worded }: Pick<NoticeVersion, 'worded'>, language: string): Worded[] {
    const all = JSON.parse(worded) as Record<string, Worded[]>;
    return all[language] ?? all.en!;
  }

  private async waiting(holder: string): Promise<string[]> {
    if (holder === operatorHolder) return [];
    return (await this.sources.recipientsOf(holder)).waiting.map(({ plugin }) => plugin);
  }

  private async add(
    tx: Transaction,
    holder: string,
    { hash, meaning, worded }: Composed,
    by: string | null,
  ): Promise<NoticeVersion> {
    // Two nodes that see the same change make one version of it.
    if (this.database.isPostgres) await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`notice ${holder}`]);
    const [newest] = await tx.manager.find(NoticeVersion, { where: { holder }, order: { number: 'DESC' }, take: 1 });
    if (newest?.hash === hash) return newest;
    const publishedAt = this.clock.now();
    const number = (newest?.number ?? 0) + 1;
    const version = { id: newId(publishedAt.getTime()), holder, number, hash, meaning, publishedBy: by, publishedAt };
    await tx.manager.insert(NoticeVersion, { ...version, worded: JSON.stringify(worded) });
    const isNews = number > 1 && newest!.meaning !== meaning;
    if (isNews && holder === operatorHolder) await this.telling.plan(tx, number);
    tx.afterCommit(() => this.events.publish('notice.published', { holder, number, isNews }));
    return { ...version, worded: JSON.stringify(worded) };
  }
}
