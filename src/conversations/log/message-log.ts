import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { DeliveriesService } from '../../plugin-host/deliveries/deliveries.service';
import { VisitorsService } from '../../visitors/visitors.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { InboxCounts, type Standing } from '../inbox/inbox-counts.service';
import { RecentMessages } from './recent-messages.service';
import { ReplyWatch } from './reply-watch.service';
import { newsOf } from './plugin-news';
import { append, isOver, openThread } from './thread-rules';
import { THREAD_STORE, type Changes, type Loaded, type StoredFile, type ThreadStore, writtenKey } from './thread-store';
import type { AttachedFile, Draft, ThreadState, Written } from './thread.types';

interface Waiting {
  draft: Draft;
  resolve: (written: Written) => void;
  reject: (error: unknown) => void;
}
type Outcome = { written: Written } | { error: unknown };

/** What is published after a batch is on disk. */
interface Batch extends Changes {
  outcomes: Outcome[];
  before: Map<string, Standing>;
}

/** Most messages that share one commit. */
const batchSize = 1024;

/**
 * The hot path: **group commit**. What arrives while a commit is under way goes into the next one, as one transaction; a
 * message is answered only when its transaction is on disk.
 */
@Injectable()
export class MessageLog {
  private waiting: Waiting[] = [];
  private flushing?: Promise<void>;

  constructor(
    private readonly database: Database,
    @Inject(THREAD_STORE) private readonly store: ThreadStore,
    private readonly counts: InboxCounts,
    private readonly visitors: VisitorsService,
    private readonly websites: WebsitesService,
    private readonly recent: RecentMessages,
    private readonly watch: ReplyWatch,
    private readonly deliveries: DeliveriesService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Settles when the message is on disk, or was refused. */
  append(draft: Draft): Promise<Written> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ draft, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  private async flush(): Promise<void> {
    while (this.waiting.length) await this.commit();
    this.flushing = undefined;
  }

  /** What has arrived by the time the transaction begins shares it: that is one turn of the event loop later. */
  private async commit(only?: Waiting): Promise<void> {
    let taken: Waiting[] = [];
    let batch: Batch;
    try {
      batch = await this.database.transaction((tx) => {
        taken = only ? [only] : this.waiting.splice(0, batchSize);
        return this.write(tx, taken);
      });
    } catch (error) {
      if (!taken.length) taken = only ? [only] : this.waiting.splice(0, batchSize);
      // One draft that the database will not take must not cost the others theirs: each is tried alone.
      if (taken.length > 1 && !(error instanceof ChatError && error.code !== 'person.restricted'))
        for (const one of taken) await this.commit(one);
      else for (const { reject } of taken) reject(error);
      return;
    }
    for (const message of batch.messages) this.recent.keep(message);
    taken.forEach(({ resolve, reject }, index) => {
      const outcome = batch.outcomes[index];
      if ('written' in outcome) resolve(outcome.written);
      else reject(outcome.error);
    });
    this.announce(batch);
  }

  private async write(tx: Transaction, waiting: Waiting[]): Promise<Batch> {
    const drafts = waiting.map(({ draft }) => draft);
    const named = [...new Set(drafts.flatMap((draft) => draft.conversationId ?? []))];
    const loaded = await this.store.load(tx, drafts, named);
    const batch: Batch = { opened: [], changed: [], messages: [], outcomes: [], before: new Map() };
    const now = this.clock.millis();
    for (const draft of drafts) batch.outcomes.push(this.place(draft, loaded, batch, now));
    await this.welcome(tx, drafts, batch);
    await this.store.save(tx, batch);
    await this.watch.tell(tx, batch.messages);
    const moved = [...batch.opened, ...batch.changed].filter((thread) => hasMoved(batch.before.get(thread.id), thread));
    if (moved.length)
      await this.counts.move(
        tx,
        moved.map((thread) => ({ from: batch.before.get(thread.id) ?? null, to: { ...thread } })),
      );
    if (await this.deliveries.wanted(batch.messages.map((message) => message.workspaceId)))
      await this.deliveries.add(tx, newsOf(batch));
    return batch;
  }

  /** Decides what becomes of one draft; refuses it without harm to the others of the batch. */
  private place(draft: Draft, loaded: Loaded, batch: Batch, now: number): Outcome {
    const thread = this.threadFor(draft, loaded, batch, now);
    if (!thread || thread.workspaceId !== draft.workspaceId) return { error: new ChatError('conversation.not_found') };
    const key = writtenKey(draft);
    const before = loaded.written.get(key);
    if (before) return { written: before };
    const files = filesOf(draft, loaded);
    if (!files) return { error: new ChatError('attachment.not_found') };

    if (thread.position === 0) {
      batch.opened.push(thread);
      loaded.threads.set(thread.id, thread);
      loaded.newest.set(thread.visitorId, thread.id);
    } else if (!batch.before.has(thread.id) && !batch.opened.includes(thread)) {
      batch.before.set(thread.id, { workspaceId: thread.workspaceId, assigneeId: thread.assigneeId, status: thread.status });
      batch.changed.push(thread);
    }
    const message = append(thread, draft, files[0]?.name, now);
    message.attachments = files;
    batch.messages.push(message);
    const { id, position, seq, at } = message;
    const written: Written = { id, conversationId: thread.id, visitorId: thread.visitorId, position, seq, at, duplicate: false };
    loaded.written.set(key, { ...written, duplicate: true });
    return { written };
  }

  private threadFor({ visitor, conversationId }: Draft, loaded: Loaded, batch: Batch, now: number): ThreadState | undefined {
    if (conversationId) {
      const known = loaded.threads.get(conversationId);
      return known || !visitor ? known : openThread(conversationId, visitor, now);
    }
    if (!visitor) return undefined;
    const newest = loaded.threads.get(loaded.newest.get(visitor.visitorId) ?? '');
    return newest && (!isOver(newest, now) || batch.opened.includes(newest)) ? newest : openThread(newId(now), visitor, now);
  }

  /** The first message makes the visitor's row, and turns the website's "waiting for the first hello" green. */
  private async welcome(tx: Transaction, drafts: Draft[], batch: Batch): Promise<void> {
    for (const { id, visitorId, websiteId, workspaceId } of batch.opened) {
      const visitor = drafts.find((draft) => draft.visitor?.visitorId === visitorId)?.visitor;
      if (visitor) await this.visitors.ensure(tx, visitor, visitor.facts);
      await this.websites.greet(tx, { id: websiteId, workspaceId }, id);
    }
  }

  private announce({ opened, changed, messages, before }: Batch): void {
    for (const { id, workspaceId, websiteId, visitorId } of opened) {
      this.events.publish('conversation.opened', { workspaceId, websiteId, conversationId: id, visitorId });
    }
    const visitorOf = new Map([...opened, ...changed].map((thread) => [thread.id, thread.visitorId]));
    for (const { workspaceId, conversationId, position } of messages) {
      this.events.publish('message.posted', { workspaceId, conversationId, visitorId: visitorOf.get(conversationId)!, position });
    }
    // An answer changes more than it adds: what is seen, and maybe who has the conversation.
    const answers = messages.filter(({ from, kind }) => from === 'team' && kind === 'reply');
    const answered = new Set(answers.map(({ conversationId }) => conversationId));
    for (const thread of [...opened, ...changed]) {
      const from = before.get(thread.id);
      const { id: conversationId, workspaceId, visitorId } = thread;
      if (answered.has(conversationId) || hasMoved(from, thread))
        this.events.publish('conversation.changed', { workspaceId, conversationId, visitorId });
      if (!hasMoved(from, thread)) continue;
      const assigneeIds = [...new Set([from?.assigneeId ?? thread.assigneeId, thread.assigneeId])];
      this.events.publish('counts.changed', { workspaceId, assigneeIds });
    }
  }
}

const hasMoved = (from: Standing | undefined, to: Standing) =>
  !from || from.status !== to.status || from.assigneeId !== to.assigneeId;

/** The files of a draft, if each was uploaded by its author and hangs on no message yet. */
function filesOf(draft: Draft, loaded: Loaded): AttachedFile[] | undefined {
  const files: StoredFile[] = [];
  for (const id of draft.attachments) {
    const file = loaded.files.get(id);
    if (!file || file.taken || file.uploaderId !== draft.authorId || file.workspaceId !== draft.workspaceId) return undefined;
    files.push(file);
  }
  if (new Set(files).size < files.length) return undefined;
  // Only now: a draft that is refused leaves its files free for the next one of the batch.
  for (const file of files) file.taken = true;
  return files.map(({ uploaderId: _uploader, workspaceId: _workspace, taken: _taken, ...attached }) => attached);
}
