import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { OutboxService } from '../outbox/outbox.service';
import { filesAsked, RowWatch } from '../privacy/erasure/row-watch.service';
import type { HeldRow } from '../privacy/held/held-rows.service';
import { FilesOfPersons } from '../privacy/export/files-of-persons.service';
import type { Person } from '../privacy/privacy.types';
import { REMOVE_FILES } from './attachments/attachments.service';
import { FileStores } from './attachments/file-stores';
import type { Attachment } from './attachments/attachment.entity';
import type { Conversation } from './conversation.entity';
import { InboxCounts } from './inbox/inbox-counts.service';

/** What goes with conversations and files besides their rows when their person is erased, and where an export finds the files. */
@Injectable()
export class ConversationErasure {
  constructor(
    private readonly database: Database,
    private readonly stores: FileStores,
    private readonly counts: InboxCounts,
    private readonly outbox: OutboxService,
    private readonly events: EventBus,
    watch: RowWatch,
    files: FilesOfPersons,
  ) {
    watch.register('Attachment', { remove: (rows) => this.removeFiles(rows as unknown as Attachment[]) });
    watch.register('Conversation', { within: (tx, rows, person) => this.leave(tx, rows, person) });
    files.register('Attachment', {
      nameOf: ({ name }) => String(name),
      open: (row) => this.stores.read(row as unknown as Attachment),
    });
  }

  /** First the bytes, then the rows: a process that is killed in between finds them by the rows. */
  private async removeFiles(files: readonly Attachment[]): Promise<Record<string, number>> {
    const removed: Record<string, number> = {};
    for (const { id, workspaceId, store } of files) {
      let name = store ? `files:${store}` : 'files';
      try {
        await this.stores.remove({ id, workspaceId, store });
      } catch (error) {
        if (!store) throw error;
        // Whoever has it does not answer: asked again by a job of its own, and given up only in front of an admin.
        name = `${filesAsked}:${store}`;
        await this.database.maintain((tx) =>
          this.outbox.add(tx, { kind: REMOVE_FILES, workspaceId, payload: { files: id, store } }),
        );
      }
      removed[name] = (removed[name] ?? 0) + 1;
    }
    return removed;
  }

  private async leave(tx: Transaction, rows: readonly HeldRow[], { kind }: Person): Promise<void> {
    const conversations = rows as unknown as Conversation[];
    const standings = conversations.map(({ workspaceId, assigneeId, status }) => ({ workspaceId, assigneeId, status }));
    const to = (from: (typeof standings)[number]) => (kind === 'visitor' ? null : { ...from, assigneeId: '' });
    await this.counts.move(
      tx,
      standings.map((from) => ({ from, to: to(from) })),
    );
    tx.afterCommit(() => {
      for (const { id: conversationId, workspaceId, visitorId } of conversations)
        this.events.publish(kind === 'visitor' ? 'conversation.erased' : 'conversation.changed', {
          workspaceId,
          conversationId,
          visitorId,
        });
      for (const workspaceId of new Set(conversations.map((one) => one.workspaceId))) {
        const assigneeIds = [...new Set(['', ...conversations.map(({ assigneeId }) => assigneeId)])];
        this.events.publish('counts.changed', { workspaceId, assigneeIds });
      }
    });
  }
}
